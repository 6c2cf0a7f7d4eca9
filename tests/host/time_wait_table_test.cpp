#include <catch2/catch_test_macros.hpp>
#include <deque>
#include <map>

#include "base/prng.h"
#include "host/time_wait_table.h"

using namespace hw::literals;
using hw::Instant;
using hw::host::TimeWaitRecord;
using hw::host::TimeWaitTable;

namespace {

TimeWaitRecord record_of(std::uint32_t id, Instant expires) {
    return {
        .remote_address = {0x0a00'0000 + id}, .id = id, .expires_us = static_cast<std::uint32_t>(expires.us)};
}

}  // namespace

TEST_CASE("A TIME-WAIT record packs its sockets, numbers and times into 44 bytes without padding", "[host]") {
    CHECK(sizeof(TimeWaitRecord) == 44);
    CHECK(std::has_unique_object_representations_v<TimeWaitRecord>);
}

TEST_CASE("TIME-WAITs come out of their table in the order in which they are over", "[host]") {
    hw::Prng prng{5};
    TimeWaitTable table;
    std::map<std::uint32_t, TimeWaitTable::Number> numbers;  // by id
    std::map<std::uint32_t, Instant> expiries;
    Instant now{};
    std::uint32_t next_id = 0;
    for (std::uint32_t round = 0; round < 40'000; ++round) {
        now = now + hw::Duration{prng.below(2'000)};
        const Instant expires = now + 4_s;
        REQUIRE(table.may_push(expires));
        const std::uint32_t id = next_id++;
        numbers[id] = table.push(record_of(id, expires), expires);
        expiries[id] = expires;
        if (prng.chance(700'000)) {  // one of them is restarted, or goes early
            auto any = numbers.lower_bound(prng.below(next_id));
            if (any == numbers.end()) any = numbers.begin();
            table.remove(any->second);
            expiries[any->first] = expires;
            if (prng.chance(500'000)) {
                any->second = table.push(record_of(any->first, expires), expires);
            } else {
                expiries.erase(any->first);
                numbers.erase(any);
            }
        }
        while (table.earliest() <= now) {
            const std::uint32_t first = table.at(table.first()).id;
            REQUIRE(expiries.at(first) == table.earliest());
            table.remove(table.first());
            expiries.erase(first);
            numbers.erase(first);
        }
        if (table.wants_compaction())
            table.compact([&](const TimeWaitRecord& record, std::uint32_t from, std::uint32_t to) {
                REQUIRE(numbers.at(record.id) == from);
                numbers[record.id] = to;
            });
        REQUIRE(table.size() == numbers.size());
    }
    for (const auto& [id, number] : numbers) {
        CHECK(table.at(number).id == id);
        CHECK(table.expires_at(number) == expiries.at(id));
    }
    Instant last{};
    table.for_each([&](const TimeWaitRecord& record, Instant expires) {
        CHECK(expires == expiries.at(record.id));
        CHECK(last <= expires);
        last = expires;
    });
}

TEST_CASE("A shorter 2MSL cannot enter the table before the longer ones have left it", "[host]") {
    TimeWaitTable table;
    const Instant late{60'000'000}, early{10'000'000};
    table.push(record_of(0, late), late);
    CHECK_FALSE(table.may_push(early));
    CHECK(table.may_push(late));
    table.remove(table.first());
    CHECK(table.may_push(early));
    CHECK(table.earliest().is_never());
}

TEST_CASE("A copy of the table is its own, and equal tables have equal digests", "[host]") {
    const auto digest_of = [](const TimeWaitTable& table) {
        hw::Digest d;
        digest(d, table);
        return d.value();
    };
    TimeWaitTable table;
    for (std::uint32_t id = 0; id < 1'000; ++id) table.push(record_of(id, Instant{id}), Instant{id});
    TimeWaitTable copy = table;
    CHECK(copy == table);
    CHECK(digest_of(copy) == digest_of(table));
    copy.remove(copy.first());
    CHECK_FALSE(copy == table);
    CHECK(digest_of(copy) != digest_of(table));
    CHECK(table.at(table.first()).id == 0);
}
