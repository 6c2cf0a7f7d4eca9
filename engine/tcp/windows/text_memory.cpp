#include "tcp/windows/text_memory.h"

#include <algorithm>

namespace hw::tcp {

void TextMemory::add(const Packet& packet) {
    if (packet.text == 0) return;
    text_ += packet.text;
    bytes_ += packet.bytes;
    const bool is_like_last = first_ < runs_.size() && runs_.back().packet == packet;
    if (is_like_last)
        ++runs_.back().count;
    else
        runs_.push_back({.packet = packet, .count = 1});
}

bool TextMemory::add_to_last(std::uint32_t text) {
    if (first_ == runs_.size() || runs_.back().packet.room < text) return false;
    Packet last = runs_.back().packet;
    if (--runs_.back().count == 0) runs_.pop_back();
    last.text += text;
    last.room -= text;
    text_ += text;
    runs_.push_back({.packet = last, .count = 1});
    return true;
}

void TextMemory::take(std::uint32_t text) {
    text = std::min(text, text_);
    text_ -= text;
    if (text_ == 0) {
        runs_.clear();
        first_ = taken_of_first_ = 0;
        bytes_ = 0;
        return;
    }
    std::uint32_t left = text + taken_of_first_;
    taken_of_first_ = 0;
    while (first_ < runs_.size()) {
        Run& run = runs_[first_];
        const std::uint32_t count = std::min(run.count, left / run.packet.text);
        bytes_ -= std::uint64_t{count} * run.packet.bytes;
        left -= count * run.packet.text;
        run.count -= count;
        if (run.count > 0) {
            taken_of_first_ = left;
            break;
        }
        ++first_;
    }
    if (first_ <= runs_.size() / 2) return;
    runs_.erase(runs_.begin(), runs_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
}

void digest(Digest& d, const TextMemory& memory) {
    digest_all(d, memory.runs_.size(), memory.first_, memory.taken_of_first_, memory.text_, memory.bytes_);
    for (const TextMemory::Run& run : memory.runs_)
        digest_all(d, run.packet.text, run.packet.bytes, run.packet.room, run.count);
}

}  // namespace hw::tcp
