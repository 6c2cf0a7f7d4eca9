#include "host/flat_index.h"

#include "base/check.h"

namespace hw::host {

namespace {

constexpr std::uint32_t first_capacity = 8;  // a power of two

// The finaliser of SplitMix64: every bit of the key reaches every bit of the result. Ports and addresses
// of one subnet differ in few bits, which a weaker hash would pile up in one run of places.
constexpr std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9u;
    z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11ebu;
    return z ^ (z >> 31);
}

}  // namespace

std::uint32_t FlatIndex::home_of(std::uint64_t key) const {
    return static_cast<std::uint32_t>(mix(key)) & (static_cast<std::uint32_t>(slots_.size()) - 1);
}

// The place that holds `key`, or the free place where it would go. The table is never full.
std::uint32_t FlatIndex::place_of(std::uint64_t key) const {
    const std::uint32_t mask = static_cast<std::uint32_t>(slots_.size()) - 1;
    std::uint32_t place = home_of(key);
    while (slots_[place] != absent && keys_[place] != key) place = (place + 1) & mask;
    return place;
}

std::uint32_t FlatIndex::find(std::uint64_t key) const {
    return slots_.empty() ? absent : slots_[place_of(key)];
}

void FlatIndex::insert(std::uint64_t key, std::uint32_t slot) {
    HW_CHECK(slot != absent);
    if (4 * (std::uint64_t{size_} + 1) > 3 * std::uint64_t{slots_.size()}) grow();
    const std::uint32_t place = place_of(key);
    HW_CHECK(slots_[place] == absent);
    keys_[place] = key;
    slots_[place] = slot;
    ++size_;
}

// Why: a tombstone would make every later search longer. Instead whatever probed past the freed place
// moves back into it (Knuth, TAOCP vol. 3, §6.4, Algorithm R).
void FlatIndex::erase(std::uint64_t key) {
    HW_CHECK(find(key) != absent);
    const std::uint32_t mask = static_cast<std::uint32_t>(slots_.size()) - 1;
    std::uint32_t hole = place_of(key);
    for (std::uint32_t place = (hole + 1) & mask; slots_[place] != absent; place = (place + 1) & mask) {
        const std::uint32_t distance_from_home = (place - home_of(keys_[place])) & mask;
        const std::uint32_t distance_from_hole = (place - hole) & mask;
        if (distance_from_home < distance_from_hole) continue;
        keys_[hole] = keys_[place];
        slots_[hole] = slots_[place];
        hole = place;
    }
    keys_[hole] = 0;
    slots_[hole] = absent;
    --size_;
}

void FlatIndex::clear() {
    keys_.clear();
    slots_.clear();
    size_ = 0;
}

void FlatIndex::grow() {
    const FlatIndex old = *this;
    const std::size_t capacity = old.slots_.empty() ? first_capacity : 2 * old.slots_.size();
    keys_.assign(capacity, 0);
    slots_.assign(capacity, absent);
    for (std::size_t i = 0; i < old.slots_.size(); ++i) {
        if (old.slots_[i] == absent) continue;
        const std::uint32_t place = place_of(old.keys_[i]);
        keys_[place] = old.keys_[i];
        slots_[place] = old.slots_[i];
    }
}

}  // namespace hw::host
