#include "support/allocations.h"

#include <cstdlib>
#include <new>

#include "base/check.h"

namespace {
std::uint64_t count = 0;
}

std::uint64_t hw::test::allocation_count() { return count; }

// Every test binary counts; nothing else about the standard functions changes.
void* operator new(std::size_t size) {
    ++count;
    void* memory = std::malloc(size > 0 ? size : 1);
    HW_CHECK(memory != nullptr);
    return memory;
}
// ASan brings a form of its own, which would not match our delete; std::stable_sort asks for this one.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++count;
    return std::malloc(size > 0 ? size : 1);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
