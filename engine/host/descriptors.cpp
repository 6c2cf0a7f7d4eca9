#include "host/descriptors.h"

#include <bit>

#include "base/check.h"

namespace hw::host {

std::int32_t DescriptorTable::open(std::uint32_t what, std::uint32_t limit) {
    while (first_word_with_room_ < taken_.size() && taken_[first_word_with_room_] == ~std::uint64_t{0})
        ++first_word_with_room_;
    if (first_word_with_room_ == taken_.size()) taken_.push_back(0);
    std::uint64_t& word = taken_[first_word_with_room_];
    const auto bit = static_cast<std::uint32_t>(std::countr_one(word));
    const std::uint32_t descriptor = first_word_with_room_ * 64 + bit;
    if (descriptor >= limit) return -1;
    word |= std::uint64_t{1} << bit;
    if (descriptor >= names_.size()) names_.resize(descriptor + 1, nothing);
    names_[descriptor] = what;
    ++open_count_;
    return static_cast<std::int32_t>(descriptor);
}

void DescriptorTable::close(std::int32_t descriptor) {
    HW_CHECK(at(descriptor) != nothing);
    const auto place = static_cast<std::uint32_t>(descriptor);
    names_[place] = nothing;
    taken_[place / 64] &= ~(std::uint64_t{1} << place % 64);
    if (place / 64 < first_word_with_room_) first_word_with_room_ = place / 64;
    --open_count_;
}

void digest(Digest& d, const DescriptorTable& table) {
    digest(d, table.names_.size());
    for (const std::uint32_t name : table.names_) digest(d, name);
}

}  // namespace hw::host
