#include "tcp/receive_buffer.h"

#include <algorithm>

#include "base/check.h"

namespace hw::tcp {

void ReceiveBuffer::append(std::span<const std::uint8_t> text) {
    HW_CHECK(held_.empty());
    bytes_.append(text);
    readable_ += static_cast<std::uint32_t>(text.size());
}

std::optional<ReceiveBuffer::Held> ReceiveBuffer::find_held(SeqNum seq, std::uint32_t length) const {
    const SeqNum end = seq + length;
    const auto first =
        std::partition_point(held_.begin(), held_.end(), [&](const Held& h) { return h.right <= seq; });
    if (first == held_.end() || end <= first->left) return std::nullopt;
    return Held{later_of(seq, first->left), earlier_of(end, first->right)};
}

std::optional<ReceiveBuffer::Held> ReceiveBuffer::hold(SeqNum next, SeqNum seq,
                                                       std::span<const std::uint8_t> text) {
    HW_CHECK(next <= seq && (held_.empty() || next_ == next));
    if (text.empty()) return std::nullopt;
    Held merged{seq, seq + static_cast<std::uint32_t>(text.size())};

    // The stretches that overlap or touch the new one melt into it.
    const auto first =
        std::partition_point(held_.begin(), held_.end(), [&](const Held& h) { return h.right < seq; });
    const auto last =
        std::partition_point(first, held_.end(), [&](const Held& h) { return h.left <= merged.right; });
    if (first == last && held_.size() == most_held) return std::nullopt;

    // "When a segment overlaps other already received segments, we reconstruct the segment to contain just
    // the new data" (§3.10): what came first stays.
    SeqNum at = seq;
    const auto write_until = [&](SeqNum end) {
        if (at < end)
            bytes_.write(readable_ + distance(next, at), text.subspan(distance(seq, at), distance(at, end)));
    };
    std::uint32_t held_before = 0;
    for (auto held = first; held != last; ++held) {
        held_before += distance(held->left, held->right);
        write_until(earlier_of(held->left, merged.right));
        at = later_of(at, held->right);
    }
    write_until(merged.right);
    next_ = next;
    if (first == last) {
        held_.insert(first, merged);
        held_bytes_ += distance(merged.left, merged.right);
        return merged;
    }
    merged.left = earlier_of(merged.left, first->left);
    merged.right = later_of(merged.right, (last - 1)->right);
    *first = merged;
    held_bytes_ += distance(merged.left, merged.right) - held_before;
    held_.erase(first + 1, last);
    return merged;
}

std::uint32_t ReceiveBuffer::advance(SeqNum next) {
    if (held_.empty() || held_.front().left != next) return 0;
    const std::uint32_t count = distance(next, held_.front().right);
    held_.erase(held_.begin());
    held_bytes_ -= count;
    readable_ += count;
    next_ = held_.empty() ? SeqNum{} : next + count;
    return count;
}

void ReceiveBuffer::take(std::span<std::uint8_t> to) {
    bytes_.copy_out(0, to);
    discard(static_cast<std::uint32_t>(to.size()));
}

void ReceiveBuffer::discard(std::uint32_t count) {
    HW_CHECK(count <= readable_);
    bytes_.drop_front(count);
    readable_ -= count;
}

bool operator==(const ReceiveBuffer& a, const ReceiveBuffer& b) {
    if (a.readable_ != b.readable_ || a.next_ != b.next_ || a.held_ != b.held_) return false;
    if (!CowBytes::equal_ranges(a.bytes_, 0, b.bytes_, 0, a.readable_)) return false;
    return std::all_of(a.held_.begin(), a.held_.end(), [&](const ReceiveBuffer::Held& h) {
        const std::uint32_t at = a.readable_ + distance(a.next_, h.left);
        return CowBytes::equal_ranges(a.bytes_, at, b.bytes_, at, distance(h.left, h.right));
    });
}

void digest(Digest& d, const ReceiveBuffer& buffer) {
    digest_all(d, buffer.readable_, buffer.next_);
    buffer.bytes_.digest_range(d, 0, buffer.readable_);
    d.word(buffer.held_.size());
    for (const auto& h : buffer.held_) {
        digest_all(d, h.left, h.right);
        buffer.bytes_.digest_range(d, buffer.readable_ + distance(buffer.next_, h.left),
                                   distance(h.left, h.right));
    }
}

}  // namespace hw::tcp
