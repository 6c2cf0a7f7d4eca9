#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "capture/read.h"

// Inside the room: a place in a file's bytes, and the two formats' readers.

namespace hw::capture {

enum class ByteOrder : std::uint8_t { Little, Big };

// Reads numbers one after the other. After reading beyond the end every number is 0 and is_short() is true.
class FileReader {
  public:
    FileReader(std::span<const std::uint8_t> bytes, ByteOrder order, std::uint64_t base = 0)
        : bytes_(bytes), base_(base), order_(order) {}

    void set_order(ByteOrder order) { order_ = order; }
    ByteOrder order() const { return order_; }
    std::uint16_t number_16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t number_32() { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t number_64() {
        const std::uint64_t first = number(4);
        const std::uint64_t second = number(4);
        return order_ == ByteOrder::Big ? first << 32 | second : second << 32 | first;
    }
    // The next `count` bytes; fewer, and is_short(), if there are not as many.
    std::span<const std::uint8_t> take(std::uint64_t count) {
        if (count > left()) {
            is_short_ = true;
            count = left();
        }
        const auto taken = bytes_.subspan(static_cast<std::size_t>(at_), static_cast<std::size_t>(count));
        at_ += count;
        return taken;
    }
    // The same, as a reader that tells places in the same file.
    FileReader part(std::uint64_t count) {
        const std::uint64_t begin = offset();
        return {take(count), order_, begin};
    }

    std::uint64_t left() const { return bytes_.size() - at_; }
    std::uint64_t offset() const { return base_ + at_; }  // of the next byte, in the file
    bool is_short() const { return is_short_; }

  private:
    std::uint64_t number(std::uint32_t count) {
        const auto from = take(count);
        if (from.size() < count) return 0;
        std::uint64_t value = 0;
        for (std::uint32_t i = 0; i < count; ++i)
            value = value << 8 | from[order_ == ByteOrder::Big ? i : count - 1 - i];
        return value;
    }

    std::span<const std::uint8_t> bytes_;
    std::uint64_t base_ = 0;
    std::uint64_t at_ = 0;
    ByteOrder order_;
    bool is_short_ = false;
};

Result<CaptureFile, ReadError> read_pcap(std::span<const std::uint8_t> bytes);
Result<CaptureFile, ReadError> read_pcapng(std::span<const std::uint8_t> bytes);

// One of the four numbers that a pcap file begins with: its byte order and the unit of its fractions.
bool is_pcap(std::span<const std::uint8_t> bytes);

// The message if no frame of so many bytes is taken, or no further frame; "" if it is.
std::string refuse_frame(std::uint64_t captured_bytes, std::size_t frames_so_far);

}  // namespace hw::capture
