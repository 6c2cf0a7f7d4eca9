#pragma once

#include <array>
#include <cstdint>

#include "base/check.h"

namespace hw {

// A vector whose capacity is part of its type: plain data, no allocation, compared by content.
template <class T, std::uint32_t capacity_>
class FixedVector {
  public:
    static constexpr std::uint32_t capacity = capacity_;

    constexpr std::uint32_t size() const { return size_; }
    constexpr bool empty() const { return size_ == 0; }
    constexpr bool full() const { return size_ == capacity_; }
    constexpr void clear() { size_ = 0; }

    // False, and nothing stored, when the vector is full.
    constexpr bool try_push_back(const T& value) {
        if (full()) return false;
        items_[size_++] = value;
        return true;
    }
    constexpr void push_back(const T& value) { HW_CHECK(try_push_back(value)); }
    constexpr void pop_back() {
        HW_CHECK(size_ > 0);
        --size_;
    }

    constexpr T& operator[](std::uint32_t i) { return items_[i]; }
    constexpr const T& operator[](std::uint32_t i) const { return items_[i]; }
    constexpr T& back() { return items_[size_ - 1]; }
    constexpr const T& back() const { return items_[size_ - 1]; }
    constexpr T* begin() { return items_.data(); }
    constexpr T* end() { return items_.data() + size_; }
    constexpr const T* begin() const { return items_.data(); }
    constexpr const T* end() const { return items_.data() + size_; }
    constexpr const T* data() const { return items_.data(); }

    friend constexpr bool operator==(const FixedVector& a, const FixedVector& b) {
        if (a.size_ != b.size_) return false;
        for (std::uint32_t i = 0; i < a.size_; ++i)
            if (!(a.items_[i] == b.items_[i])) return false;
        return true;
    }

  private:
    std::array<T, capacity_> items_{};
    std::uint32_t size_ = 0;
};

}  // namespace hw
