#pragma once

#include <vector>

#include "host/flat_index.h"
#include "host/four_tuple.h"

namespace hw::host {

// Which connection a segment belongs to: four-tuple -> slot of Host::connections. A host has few addresses,
// most have one: each has an index of its own, whose key is the rest of the four-tuple.
class Demux {
  public:
    static constexpr std::uint32_t no_slot = FlatIndex::absent;

    std::uint32_t find(const FourTuple& tuple) const {
        for (const OfAddress& of : indexes_)
            if (of.address == tuple.local.address) return of.index.find(key_of(tuple));
        return no_slot;
    }
    void insert(const FourTuple& tuple, std::uint32_t slot) {
        index_of(tuple.local.address).insert(key_of(tuple), slot);
    }
    void erase(const FourTuple& tuple) { index_of(tuple.local.address).erase(key_of(tuple)); }
    void clear() { indexes_.clear(); }
    std::uint32_t size() const {
        std::uint32_t count = 0;
        for (const OfAddress& of : indexes_) count += of.index.size();
        return count;
    }

    friend bool operator==(const Demux&, const Demux&) = default;

  private:
    struct OfAddress {
        wire::Ipv4Address address{};
        FlatIndex index{};
        friend bool operator==(const OfAddress&, const OfAddress&) = default;
    };

    FlatIndex& index_of(wire::Ipv4Address local) {
        for (OfAddress& of : indexes_)
            if (of.address == local) return of.index;
        return indexes_.emplace_back(OfAddress{.address = local}).index;
    }

    static constexpr std::uint64_t key_of(const FourTuple& tuple) {
        return std::uint64_t{tuple.remote.address.raw} << 32 | std::uint64_t{tuple.remote.port} << 16 |
               tuple.local.port;
    }

    std::vector<OfAddress> indexes_{};
};

}  // namespace hw::host
