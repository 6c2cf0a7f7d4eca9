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

// Appends `slot`, which is in no list. `links` says which links of an item belong to the list.
template <class Items, class Item = typename Items::value_type>
void append(SlotList& list, Items& items, std::uint32_t slot, SlotLinks Item::*links = &Item::links) {
    items[slot].*links = {.previous = list.last, .next = no_link};
    (list.last == no_link ? list.first : (items[list.last].*links).next) = slot;
    list.last = slot;
    ++list.count;
}

// The same at the other end.
template <class Items, class Item = typename Items::value_type>
void prepend(SlotList& list, Items& items, std::uint32_t slot, SlotLinks Item::*links = &Item::links) {
    items[slot].*links = {.previous = no_link, .next = list.first};
    (list.first == no_link ? list.last : (items[list.first].*links).previous) = slot;
    list.first = slot;
    ++list.count;
}

// Takes `slot` out of `list`, which holds it.
template <class Items, class Item = typename Items::value_type>
void remove(SlotList& list, Items& items, std::uint32_t slot, SlotLinks Item::*links = &Item::links) {
    const SlotLinks own = items[slot].*links;
    (own.previous == no_link ? list.first : (items[own.previous].*links).next) = own.next;
    (own.next == no_link ? list.last : (items[own.next].*links).previous) = own.previous;
    items[slot].*links = {};
    --list.count;
}

}  // namespace hw::host
