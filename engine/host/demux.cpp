#include "host/demux.h"

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

Demux::Hash Demux::hash_of(const FourTuple& tuple) {
    const std::uint64_t remote_and_port = std::uint64_t{tuple.remote.address.raw} << 32 |
                                          std::uint64_t{tuple.remote.port} << 16 | tuple.local.port;
    return static_cast<Hash>(mix(remote_and_port ^ tuple.local.address.raw * 0x9e37'79b9'7f4a'7c15u));
}

void Demux::insert(const FourTuple& tuple, std::uint32_t handle) {
    HW_CHECK(handle != absent);
    if (4 * (std::uint64_t{size_} + 1) > 3 * std::uint64_t{places_.size()}) grow();
    put({.handle = handle, .hash = hash_of(tuple)});
    ++size_;
}

// Into the first free place from its home on. The table is never full.
void Demux::put(const Place& place) {
    std::uint32_t at = place.hash & mask();
    while (places_[at].handle != absent) at = (at + 1) & mask();
    places_.writable(at) = place;
}

std::uint32_t Demux::place_of(Hash hash, std::uint32_t handle) const {
    HW_CHECK(size_ > 0);
    std::uint32_t at = hash & mask();
    while (places_[at].handle != handle) {
        HW_CHECK(places_[at].handle != absent);
        at = (at + 1) & mask();
    }
    return at;
}

// Why: a tombstone would make every later search longer. Instead whatever probed past the freed place
// moves back into it (Knuth, TAOCP vol. 3, §6.4, Algorithm R).
void Demux::erase(const FourTuple& tuple, std::uint32_t handle) {
    std::uint32_t hole = place_of(hash_of(tuple), handle);
    for (std::uint32_t at = (hole + 1) & mask(); places_[at].handle != absent; at = (at + 1) & mask()) {
        const std::uint32_t distance_from_home = (at - places_[at].hash) & mask();
        const std::uint32_t distance_from_hole = (at - hole) & mask();
        if (distance_from_home < distance_from_hole) continue;
        places_.writable(hole) = places_[at];
        hole = at;
    }
    places_.writable(hole) = {};
    --size_;
}

void Demux::replace(const FourTuple& tuple, std::uint32_t handle, std::uint32_t by) {
    HW_CHECK(by != absent);
    places_.writable(place_of(hash_of(tuple), handle)).handle = by;
}

void Demux::prefetch(const FourTuple& tuple) const {
    if (size_ > 0) __builtin_prefetch(places_.address_of(hash_of(tuple) & mask()));
}

void Demux::clear() { *this = {}; }

void Demux::grow() {
    const Demux old = std::move(*this);
    places_ = {};
    places_.assign(old.places_.empty() ? first_capacity : 2 * old.places_.size(), {});
    for (std::uint32_t at = 0; at < old.places_.size(); ++at)
        if (old.places_[at].handle != absent) put(old.places_[at]);
    size_ = old.size_;
}

}  // namespace hw::host
