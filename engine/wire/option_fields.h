#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wire/field_map.h"

namespace hw::wire {

// The options' part of field_map(): one field for each option in `area`, with its kind, length and values
// below it. `at` is the place of `area` in the packet. Ends at an option whose length is illegal.
void append_option_fields(std::span<const std::uint8_t> area, std::uint32_t at, std::vector<Field>& fields);

}  // namespace hw::wire
