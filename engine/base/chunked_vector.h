#pragma once

#include <cstdint>
#include <vector>

namespace hw {

// A vector in chunks of `chunk_size` items: when it grows it moves hardly any item, and never asks for twice
// the memory that it needs. A value that compares by content.
template <class T, std::uint32_t chunk_size>
class ChunkedVector {
    static_assert((chunk_size & (chunk_size - 1)) == 0, "a place is split into chunk and offset by its bits");

  public:
    using value_type = T;

    std::uint32_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    T& operator[](std::uint32_t at) { return chunks_[at / chunk_size][at % chunk_size]; }
    const T& operator[](std::uint32_t at) const { return chunks_[at / chunk_size][at % chunk_size]; }

    // References to items stay valid only if the last chunk had room to grow where it lies: take none along.
    T& emplace_back() {
        if (size_ == chunks_.size() * chunk_size) chunks_.emplace_back();
        ++size_;
        return chunks_.back().emplace_back();
    }

    template <class Vector, class Item>
    class Iterator {
      public:
        Iterator(Vector& vector, std::uint32_t at) : vector_(&vector), at_(at) {}
        Item& operator*() const { return (*vector_)[at_]; }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        friend bool operator==(const Iterator&, const Iterator&) = default;

      private:
        Vector* vector_;
        std::uint32_t at_;
    };
    auto begin() { return Iterator<ChunkedVector, T>(*this, 0); }
    auto end() { return Iterator<ChunkedVector, T>(*this, size_); }
    auto begin() const { return Iterator<const ChunkedVector, const T>(*this, 0); }
    auto end() const { return Iterator<const ChunkedVector, const T>(*this, size_); }

    friend bool operator==(const ChunkedVector&, const ChunkedVector&) = default;

  private:
    std::vector<std::vector<T>> chunks_{};  // all but the last are full
    std::uint32_t size_ = 0;
};

}  // namespace hw
