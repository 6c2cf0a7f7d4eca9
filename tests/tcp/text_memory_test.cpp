#include <catch2/catch_test_macros.hpp>

#include "tcp/windows/text_memory.h"

using hw::tcp::TextMemory;

TEST_CASE("A packet's memory is free when the last of its text has been read", "[linux][sk_rmem_alloc]") {
    TextMemory memory;
    for (int i = 0; i < 3; ++i) memory.add({.text = 1'000, .bytes = 2'304});
    memory.add({.text = 4'000, .bytes = 8'448});
    CHECK(memory.bytes() == 3u * 2'304 + 8'448);
    memory.take(1'999);
    CHECK(memory.bytes() == 2u * 2'304 + 8'448);
    memory.take(1);
    CHECK(memory.bytes() == 2'304 + 8'448);
    memory.take(4'999);
    CHECK(memory.bytes() == 8'448);
    CHECK(memory.text() == 1);
    memory.take(1);
    CHECK(memory == TextMemory{});
}

TEST_CASE("Short text goes into the room behind the last packet's", "[linux][skb_try_coalesce]") {
    TextMemory memory;
    CHECK_FALSE(memory.add_to_last(1));
    memory.add({.text = 100, .bytes = 1'280, .room = 500});
    memory.add({.text = 100, .bytes = 1'280, .room = 500});
    CHECK(memory.add_to_last(300));
    CHECK(memory.add_to_last(200));
    CHECK_FALSE(memory.add_to_last(1));
    CHECK(memory.text() == 700);
    CHECK(memory.bytes() == 2u * 1'280);
    memory.take(100);
    CHECK(memory.bytes() == 1'280);
    memory.take(599);
    CHECK(memory.bytes() == 1'280);
}
