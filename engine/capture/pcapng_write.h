#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "capture/capture_file.h"

namespace hw::capture {

// One section, little-endian, times in microseconds: what cannot be divided by 1,000 ns is rounded down. Comments
// that are longer than an option may be are cut.
std::vector<std::uint8_t> write_pcapng(const CaptureFile& file);

}  // namespace hw::capture
