#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "wire/emit.h"

// Bytes of files and packets, as tests write them down.

namespace hw::test {

using Bytes = std::vector<std::uint8_t>;

enum class Order : std::uint8_t { Little, Big };

// Numbers in either order, one after the other.
class ByteWriter {
  public:
    explicit ByteWriter(Order order) : order_(order) {}
    ByteWriter& n16(std::uint32_t value) { return number(value, 2); }
    ByteWriter& n32(std::uint32_t value) { return number(value, 4); }
    ByteWriter& bytes(std::span<const std::uint8_t> more) {
        out.insert(out.end(), more.begin(), more.end());
        return *this;
    }
    Bytes out{};

  private:
    ByteWriter& number(std::uint32_t value, std::uint32_t count) {
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t place = order_ == Order::Little ? i : count - 1 - i;
            out.push_back(static_cast<std::uint8_t>(value >> (8 * place)));
        }
        return *this;
    }
    Order order_;
};

struct SegmentSpec {
    wire::Endpoint from{{0x0a00'0001}, 40'000};
    wire::Endpoint to{{0x0a00'0002}, 80};
    std::uint32_t seq = 0;
    std::uint32_t ack = 0;
    wire::Ctl ctl{};
    std::string text{};
};
// A whole packet, checksums and all.
Bytes packet_of(const SegmentSpec& spec);

// A pcap file of version 2.4 with these frames, the i-th one `i` seconds and 5 units after the first.
Bytes pcap_of(std::uint32_t magic, Order order, std::uint32_t link_type, std::span<const Bytes> frames);

}  // namespace hw::test
