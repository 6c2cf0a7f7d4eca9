#pragma once

#include <cstddef>
#include <cstdint>

// A fuzz target takes any bytes and must come back: whatever is wrong with them is refused, never a crash. What must
// hold besides ends in std::abort(). Built for libFuzzer (the preset fuzz) each target is a program of its own;
// in handwave_tests they are played, natively and as wasm, with what play_test.cpp makes of good inputs.

#ifdef HANDWAVE_LIBFUZZER
#define HW_FUZZ_TARGET(name) extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
#else
#define HW_FUZZ_TARGET(name) int hw::fuzz::name##_input(const std::uint8_t* data, std::size_t size)
#endif

namespace hw::fuzz {

using Target = int(const std::uint8_t* data, std::size_t size);

Target capture_input, claim_input, lesson_input, location_input, packetdrill_input, script_figure_input,
    short_texts_input, tcp_states_input, wire_icmp_input, wire_parse_input;

}  // namespace hw::fuzz
