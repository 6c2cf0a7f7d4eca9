#pragma once

#include <cstdint>
#include <vector>

namespace hw::host {

// A hash table from 64-bit keys to slot numbers: open addressing, linear probing, no tombstones, 12 bytes
// a place and no allocation but when it doubles. A value like everything else in the world. Its layout
// follows from its history, so two runs with one history compare equal; it is never iterated, so
// no behaviour can depend on the layout.
class FlatIndex {
  public:
    static constexpr std::uint32_t absent = 0xffff'ffffu;

    // The slot stored under `key`, or `absent`.
    std::uint32_t find(std::uint64_t key) const;
    // `key` must not be there yet; `slot` must not be `absent`.
    void insert(std::uint64_t key, std::uint32_t slot);
    // `key` must be there.
    void erase(std::uint64_t key);
    void clear();
    std::uint32_t size() const { return size_; }

    friend bool operator==(const FlatIndex&, const FlatIndex&) = default;

  private:
    std::uint32_t place_of(std::uint64_t key) const;
    std::uint32_t home_of(std::uint64_t key) const;
    void grow();

    std::vector<std::uint64_t> keys_{};   // a power of two of places, or none
    std::vector<std::uint32_t> slots_{};  // absent: the place is free
    std::uint32_t size_ = 0;
};

}  // namespace hw::host
