#include "base/cow_bytes.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "base/prng.h"

using hw::ByteChunk;
using hw::CowBytes;

namespace {

std::vector<std::uint8_t> some_bytes(std::uint32_t count, std::uint64_t seed = 1) {
    hw::Prng prng{seed};
    std::vector<std::uint8_t> bytes(count);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(prng.next());
    return bytes;
}

std::vector<std::uint8_t> content_of(const CowBytes& bytes) {
    std::vector<std::uint8_t> content(bytes.size());
    bytes.copy_out(0, content);
    return content;
}

std::uint64_t digest_of(const CowBytes& bytes) {
    hw::Digest d;
    digest(d, bytes);
    return d.value();
}

}  // namespace

TEST_CASE("Bytes come out in the order in which they went in, across chunks", "[base]") {
    const auto all = some_bytes(50'000);
    CowBytes bytes;
    for (std::size_t at = 0; at < all.size(); at += 1'460)
        bytes.append(std::span(all).subspan(at, std::min<std::size_t>(1'460, all.size() - at)));
    CHECK(bytes.size() == all.size());
    CHECK(content_of(bytes) == all);

    std::vector<std::uint8_t> joined;
    for (const auto& slice : bytes.slices(16'000, 20'000))
        joined.insert(joined.end(), slice.begin(), slice.end());
    CHECK(std::equal(joined.begin(), joined.end(), all.begin() + 16'000, all.begin() + 36'000));
}

TEST_CASE("A copy shares its chunks until one of the two writes, and then neither sees the other", "[base]") {
    CowBytes original;
    original.append(some_bytes(40'000));
    CowBytes copy = original;
    CHECK(copy.slices(0, 1)[0].data() == original.slices(0, 1)[0].data());
    CHECK(copy == original);

    const std::vector<std::uint8_t> other(10, 0xee);
    copy.write(20'000, other);
    CHECK_FALSE(copy == original);
    CHECK(content_of(original) == some_bytes(40'000));
    // Only the chunk that was written is no longer shared.
    CHECK(copy.slices(0, 1)[0].data() == original.slices(0, 1)[0].data());
    CHECK(copy.slices(ByteChunk::size, 1)[0].data() != original.slices(ByteChunk::size, 1)[0].data());
}

TEST_CASE("Comparison and digest look at the content only, not at how it is cut into chunks", "[base]") {
    const auto all = some_bytes(40'000);
    CowBytes whole;
    whole.append(all);
    CowBytes shifted;
    shifted.append(some_bytes(5'001, 2));
    shifted.append(all);
    shifted.drop_front(5'001);
    CHECK(shifted == whole);
    CHECK(digest_of(shifted) == digest_of(whole));
    shifted.drop_front(1);
    CHECK_FALSE(shifted == whole);
    CHECK(digest_of(shifted) != digest_of(whole));
}

TEST_CASE("Writing beyond the end leaves a gap that can be filled later", "[base]") {
    const auto all = some_bytes(30'000);
    CowBytes bytes;
    bytes.write(20'000, std::span(all).subspan(20'000));
    CHECK(bytes.size() == 30'000);
    bytes.write(0, std::span(all).first(20'000));
    CHECK(content_of(bytes) == all);
}

TEST_CASE("A queue of bytes behaves like a plain vector under thousands of random moves", "[base]") {
    hw::Prng prng{77};
    CowBytes bytes;
    std::vector<std::uint8_t> model;
    for (int i = 0; i < 5'000; ++i) {
        const CowBytes snapshot = bytes;
        const std::vector<std::uint8_t> snapshot_model = model;
        if (prng.chance(550'000)) {
            const auto more = some_bytes(prng.below(3'000), prng.next());
            bytes.append(more);
            model.insert(model.end(), more.begin(), more.end());
        } else {
            const std::uint32_t gone = prng.below(static_cast<std::uint32_t>(model.size()) + 1);
            bytes.drop_front(gone);
            model.erase(model.begin(), model.begin() + gone);
        }
        REQUIRE(content_of(bytes) == model);
        REQUIRE(content_of(snapshot) == snapshot_model);
        if (model.size() > 100'000) bytes.clear(), model.clear();
    }
}
