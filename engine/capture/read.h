#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "capture/capture_file.h"

// Reads a capture file of any program: pcap with micro- or nanoseconds, and pcapng, each in either byte order.
// Nothing in a file makes this crash or read past its end; what is wrong is told with its place.

namespace hw::capture {

// Bounds on what strangers send (DESIGN law 8).
inline constexpr std::uint64_t max_file_bytes = 256ull << 20;
inline constexpr std::uint32_t max_frames = 200'000;
inline constexpr std::uint32_t max_frame_bytes = 262'144;  // as tcpdump's largest snapshot
inline constexpr std::uint32_t max_interfaces = 1'024;

struct ReadError {
    std::uint64_t offset = 0;  // of the offending byte, from the start of the file
    std::string message{};     // what was expected there
    friend bool operator==(const ReadError&, const ReadError&) = default;
};
// "byte 24: expected …".
std::string to_text(const ReadError& error);

// The whole of a file. One that ends in the midst of a frame, as a capture does that was broken off, is an error
// like any other.
Result<CaptureFile, ReadError> read_capture(std::span<const std::uint8_t> bytes);

}  // namespace hw::capture
