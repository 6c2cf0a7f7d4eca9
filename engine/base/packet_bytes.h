#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>

namespace hw {

// The bytes of one packet: a value that owns them, keeps its room when it is reused, and never clears
// what is about to be overwritten (a vector would). Copies and compares by content.
class PacketBytes {
  public:
    PacketBytes() = default;
    PacketBytes(const PacketBytes& other) { assign(other.span()); }
    PacketBytes(PacketBytes&& other) noexcept { swap(other); }
    PacketBytes& operator=(const PacketBytes& other) {
        if (this != &other) assign(other.span());
        return *this;
    }
    PacketBytes& operator=(PacketBytes&& other) noexcept {
        swap(other);
        return *this;
    }

    // Room for `size` bytes whose content is whatever was there: the caller writes all of them.
    std::span<std::uint8_t> resize_for_overwrite(std::uint32_t size) {
        if (size > capacity_) {
            room_.reset(new std::uint8_t[size]);
            capacity_ = size;
        }
        size_ = size;
        return {room_.get(), size_};
    }
    // Keeps the first `size` bytes, size <= size().
    void truncate(std::uint32_t size) { size_ = size < size_ ? size : size_; }
    void assign(std::span<const std::uint8_t> bytes) {
        const auto room = resize_for_overwrite(static_cast<std::uint32_t>(bytes.size()));
        if (!bytes.empty()) std::memcpy(room.data(), bytes.data(), bytes.size());
    }

    std::span<const std::uint8_t> span() const { return {room_.get(), size_}; }
    std::span<std::uint8_t> span() { return {room_.get(), size_}; }
    std::uint32_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    void swap(PacketBytes& other) noexcept {
        std::swap(room_, other.room_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
    }
    friend bool operator==(const PacketBytes& a, const PacketBytes& b) {
        return a.size_ == b.size_ &&
               (a.size_ == 0 || std::memcmp(a.room_.get(), b.room_.get(), a.size_) == 0);
    }

  private:
    std::unique_ptr<std::uint8_t[]> room_{};
    std::uint32_t size_ = 0;
    std::uint32_t capacity_ = 0;
};

}  // namespace hw
