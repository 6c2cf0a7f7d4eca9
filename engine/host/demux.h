#pragma once

#include <cstdint>

#include "base/cow_vector.h"
#include "host/four_tuple.h"

namespace hw::host {

// Which connection a segment belongs to: an index from whole four-tuples to 32-bit handles. Eight bytes a
// place (the handle and the tuple's hash), open addressing with linear probing, at most three quarters full,
// no tombstones. The tuples themselves stay where the handles lead: whoever searches says how to read one.
// Its layout follows from its history, so two runs with one history compare equal; it is never
// iterated, so no behaviour can depend on the layout. Copies share what neither has changed.
class Demux {
  public:
    using Hash = std::uint32_t;
    static constexpr std::uint32_t absent = 0xffff'ffffu;

    static Hash hash_of(const FourTuple& tuple);

    // The handle under `tuple`, or `absent`. tuple_of(handle) returns the four-tuple that a handle leads to.
    template <class TupleOf>
    std::uint32_t find(const FourTuple& tuple, TupleOf&& tuple_of) const {
        if (size_ == 0) return absent;
        const Hash hash = hash_of(tuple);
        for (std::uint32_t at = hash & mask();; at = (at + 1) & mask()) {
            const Place& place = places_[at];
            if (place.handle == absent) return absent;
            if (place.hash == hash && tuple_of(place.handle) == tuple) return place.handle;
        }
    }
    // `tuple` must not be there yet; `handle` must not be `absent`.
    void insert(const FourTuple& tuple, std::uint32_t handle);
    // `tuple` must be there, under `handle`.
    void erase(const FourTuple& tuple, std::uint32_t handle);
    void replace(const FourTuple& tuple, std::uint32_t handle, std::uint32_t by);
    // Where the search for `tuple` will begin is fetched into the cache meanwhile.
    void prefetch(const FourTuple& tuple) const;
    void clear();
    std::uint32_t size() const { return size_; }

    friend bool operator==(const Demux&, const Demux&) = default;

  private:
    struct Place {
        std::uint32_t handle = absent;  // absent: the place is free
        Hash hash = 0;
        friend constexpr bool operator==(const Place&, const Place&) = default;
    };
    std::uint32_t mask() const { return places_.size() - 1; }
    std::uint32_t place_of(Hash hash, std::uint32_t handle) const;
    void put(const Place& place);
    void grow();

    CowVector<Place, 512> places_{};  // a power of two of them, or none
    std::uint32_t size_ = 0;
};

}  // namespace hw::host
