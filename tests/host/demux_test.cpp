#include <catch2/catch_test_macros.hpp>
#include <map>
#include <vector>

#include "base/prng.h"
#include "host/demux.h"

using hw::host::Demux;
using hw::host::FourTuple;

namespace {

// Handles are places in `tuples`.
struct Directory {
    std::vector<FourTuple> tuples{};
    Demux demux{};

    std::uint32_t find(const FourTuple& tuple) const {
        return demux.find(tuple, [this](std::uint32_t handle) { return tuples[handle]; });
    }
    std::uint32_t add(const FourTuple& tuple) {
        tuples.push_back(tuple);
        demux.insert(tuple, static_cast<std::uint32_t>(tuples.size()) - 1);
        return static_cast<std::uint32_t>(tuples.size()) - 1;
    }
};

// Of a server with two addresses and a few hundred clients.
FourTuple random_tuple(hw::Prng& prng) {
    return {.local = {{0x0a00'0002 + prng.below(2)}, 80},
            .remote = {{0x0a00'0100 + prng.below(300)},
                       static_cast<std::uint16_t>(prng.between(40'000, 40'050))}};
}

}  // namespace

TEST_CASE("The demultiplexer tells apart four-tuples that differ in one field only", "[rfc9293][3.4.1]") {
    const FourTuple first{.local = {{0x0a00'0002}, 80}, .remote = {{0x0a00'0001}, 40'000}};
    std::vector<FourTuple> others(4, first);
    others[0].remote.port = 40'001;
    others[1].remote.address.raw = 0x0a00'0003;
    others[2].local.port = 81;
    others[3].local.address.raw = 0x0a00'0004;

    Directory directory;
    const std::uint32_t handle = directory.add(first);
    for (const FourTuple& other : others) CHECK(directory.find(other) == Demux::absent);
    for (const FourTuple& other : others) directory.add(other);
    CHECK(directory.find(first) == handle);
    directory.demux.erase(first, handle);
    CHECK(directory.find(first) == Demux::absent);
    for (std::uint32_t i = 0; i < 4; ++i) CHECK(directory.find(others[i]) == handle + 1 + i);
}

TEST_CASE("The demultiplexer finds what a map finds, whatever was inserted, replaced and erased", "[host]") {
    hw::Prng prng{7};
    Directory directory;
    std::map<FourTuple, std::uint32_t> known;
    for (std::uint32_t i = 0; i < 60'000; ++i) {
        const FourTuple tuple = random_tuple(prng);
        const auto at = known.find(tuple);
        REQUIRE(directory.find(tuple) == (at == known.end() ? Demux::absent : at->second));
        if (at == known.end()) {
            known[tuple] = directory.add(tuple);
        } else if (prng.chance(300'000)) {
            directory.tuples.push_back(tuple);
            const auto by = static_cast<std::uint32_t>(directory.tuples.size()) - 1;
            directory.demux.replace(tuple, at->second, by);
            at->second = by;
        } else {
            directory.demux.erase(tuple, at->second);
            known.erase(at);
        }
        REQUIRE(directory.demux.size() == known.size());
    }
}

TEST_CASE("A copy of the demultiplexer is its own, though it shares what neither changes", "[host]") {
    hw::Prng prng{8};
    Directory directory;
    for (std::uint32_t i = 0; i < 5'000; ++i)
        if (const FourTuple tuple = random_tuple(prng); directory.find(tuple) == Demux::absent)
            directory.add(tuple);
    Directory copy = directory;
    CHECK(copy.demux == directory.demux);
    const FourTuple first = directory.tuples[0];
    copy.demux.erase(first, 0);
    CHECK_FALSE(copy.demux == directory.demux);
    CHECK(directory.find(first) == 0);
    copy.demux.insert(first, 0);
    CHECK(copy.find(first) == 0);
    copy.demux.clear();
    CHECK(copy.demux == Demux{});
    CHECK(directory.find(first) == 0);
}
