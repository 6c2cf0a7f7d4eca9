#pragma once

#include <cstdint>

namespace hw::host {

// Links of a list that runs through a vector by slot numbers instead of pointers, so that a copy of the
// vector is a copy of the list. A slot is in one list at a time.
inline constexpr std::uint32_t no_link = 0xffff'ffffu;

struct SlotLinks {
    std::uint32_t previous = no_link;
    std::uint32_t next = no_link;
    friend constexpr bool operator==(const SlotLinks&, const SlotLinks&) = default;
};

struct SlotList {
    std::uint32_t first = no_link;
    std::uint32_t last = no_link;
    std::uint32_t count = 0;
    friend constexpr bool operator==(const SlotList&, const SlotList&) = default;
};

// `items[slot].links` must exist. Appends `slot`, which is in no list.
template <class Items>
void append(SlotList& list, Items& items, std::uint32_t slot) {
    items[slot].links = {.previous = list.last, .next = no_link};
    (list.last == no_link ? list.first : items[list.last].links.next) = slot;
    list.last = slot;
    ++list.count;
}

// Takes `slot` out of `list`, which holds it.
template <class Items>
void remove(SlotList& list, Items& items, std::uint32_t slot) {
    const SlotLinks links = items[slot].links;
    (links.previous == no_link ? list.first : items[links.previous].links.next) = links.next;
    (links.next == no_link ? list.last : items[links.next].links.previous) = links.previous;
    items[slot].links = {};
    --list.count;
}

}  // namespace hw::host
