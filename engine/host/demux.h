#pragma once

#include "host/flat_index.h"
#include "host/four_tuple.h"

namespace hw::host {

// Which connection a segment belongs to: four-tuple -> slot of Host::connections. The local address is
// not part of the key, since a host has one and takes only packets that are addressed to it.
class Demux {
  public:
    static constexpr std::uint32_t no_slot = FlatIndex::absent;

    std::uint32_t find(const FourTuple& tuple) const { return index_.find(key_of(tuple)); }
    void insert(const FourTuple& tuple, std::uint32_t slot) { index_.insert(key_of(tuple), slot); }
    void erase(const FourTuple& tuple) { index_.erase(key_of(tuple)); }
    void clear() { index_.clear(); }
    std::uint32_t size() const { return index_.size(); }

    friend bool operator==(const Demux&, const Demux&) = default;

  private:
    static constexpr std::uint64_t key_of(const FourTuple& tuple) {
        return std::uint64_t{tuple.remote.address.raw} << 32 | std::uint64_t{tuple.remote.port} << 16 |
               tuple.local.port;
    }

    FlatIndex index_{};
};

}  // namespace hw::host
