#pragma once

#include <cstdint>

namespace hw::test {

// How often the program has asked operator new for memory, so that a test can prove that something does not.
std::uint64_t allocation_count();

}  // namespace hw::test
