#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What each byte of a packet means, for the hex view: fields in wire order, named as Wireshark names
// them. It works on any bytes: where a header is cut off or lies, the map says so and ends.

namespace hw::wire {

struct Field {
    std::string_view filter{};   // Wireshark's display-filter name: "tcp.flags.syn"; static storage
    std::string_view name{};     // Wireshark's label: "Syn"; static storage
    std::uint32_t offset = 0;    // first byte, from the start of the packet
    std::uint32_t bytes = 0;     // how many bytes it touches
    std::uint8_t first_bit = 0;  // within the first byte, 0 = most significant, as RFC figures count
    std::uint32_t bits = 0;      // how many bits
    std::uint8_t depth = 0;      // 0 a header, 1 a field of it, 2 a part of that field
    std::string value{};         // as text: "10.0.0.1", "Set", "1460"
};

// Fields come in the order of their first bit; a header or option comes before its parts.
std::vector<Field> field_map(std::span<const std::uint8_t> packet);

// The innermost field over byte `offset`; nullptr if none. For "which field did I click?".
const Field* find_field(const std::vector<Field>& fields, std::uint32_t offset);

}  // namespace hw::wire
