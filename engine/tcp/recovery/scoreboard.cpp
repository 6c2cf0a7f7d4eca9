#include "tcp/recovery/scoreboard.h"

#include <algorithm>

namespace hw::tcp {
namespace {

void add(Scoreboard::Sum& sum, std::uint32_t bytes) {
    ++sum.segments;
    sum.bytes += bytes;
}

void subtract(Scoreboard::Sum& sum, std::uint32_t bytes) {
    --sum.segments;
    sum.bytes -= bytes;
}

}  // namespace

std::uint32_t Scoreboard::find(SeqNum n) const {
    std::uint32_t low = 0;
    std::uint32_t high = size_;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if ((*this)[middle].end <= n)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void Scoreboard::grow() {
    std::vector<SentSegment> larger(std::max<std::size_t>(8, 2 * ring_.size()));
    for (std::uint32_t i = 0; i < size_; ++i) larger[i] = (*this)[i];
    ring_ = std::move(larger);
    head_ = 0;
}

void Scoreboard::count(const SentSegment& segment) {
    const std::uint32_t bytes = segment.length();
    add(all_, bytes);
    if (segment.is_sacked) add(sacked_, bytes);
    if (segment.is_lost) add(lost_, bytes);
    if (segment.is_resent) add(resent_, bytes);
    if (!segment.may_be_sent_again()) return;
    if (waiting_ == 0 || segment.seq < waiting_from_) waiting_from_ = segment.seq;
    ++waiting_;
}

void Scoreboard::discount(const SentSegment& segment) {
    const std::uint32_t bytes = segment.length();
    subtract(all_, bytes);
    if (segment.is_sacked) subtract(sacked_, bytes);
    if (segment.is_lost) subtract(lost_, bytes);
    if (segment.is_resent) subtract(resent_, bytes);
    if (segment.may_be_sent_again()) --waiting_;
}

void Scoreboard::pop_front() {
    HW_CHECK(size_ > 0);
    discount(front());
    head_ = (head_ + 1) & mask();
    --size_;
}

void Scoreboard::trim_front(SeqNum una) {
    SentSegment& segment = at(0);
    HW_CHECK(segment.seq <= una && una < segment.end);
    discount(segment);
    segment.seq = una;
    count(segment);
}

void Scoreboard::split(std::uint32_t i, SeqNum where) {
    HW_CHECK((*this)[i].seq < where && where < (*this)[i].end);
    if (size_ == ring_.size()) grow();
    for (std::uint32_t k = size_; k > i + 1; --k) at(k) = at(k - 1);
    ++size_;
    discount(at(i));
    at(i + 1) = at(i);
    at(i).end = where;
    at(i + 1).seq = where;
    count(at(i));
    count(at(i + 1));
}

void Scoreboard::join_next(std::uint32_t i) {
    HW_CHECK(i + 1 < size_ && !(*this)[i].is_sacked && !(*this)[i + 1].is_sacked);
    discount(at(i));
    discount(at(i + 1));
    SentSegment joined = at(i);
    joined.end = at(i + 1).end;
    joined.was_retransmitted = joined.was_retransmitted || at(i + 1).was_retransmitted;
    // What is sent again lies near the front: the segments there move up.
    for (std::uint32_t k = i; k > 0; --k) at(k) = at(k - 1);
    head_ = (head_ + 1) & mask();
    --size_;
    at(i) = joined;
    count(joined);
}

void Scoreboard::merge_front(SeqNum end) {
    SentSegment merged = empty() ? SentSegment{} : front();
    HW_CHECK(!empty() && merged.seq < end);
    while (!empty() && front().end <= end) pop_front();
    if (!empty() && front().seq < end) trim_front(end);
    merged.end = end;
    merged.is_sacked = false;
    merged.is_lost = true;
    merged.is_resent = false;
    merged.was_retransmitted = true;
    if (size_ == ring_.size()) grow();
    head_ = (head_ - 1) & mask();
    ++size_;
    at(0) = merged;
    count(merged);
}

void Scoreboard::mark_sacked(std::uint32_t i) {
    SentSegment& segment = at(i);
    discount(segment);
    segment.is_sacked = true;
    // A retransmission that was not of a lost segment is believed to be on its way still.
    if (segment.is_lost) segment.is_resent = false;
    segment.is_lost = false;
    count(segment);
    if (sacked_.segments == 1 || sacked_end_ < segment.end) sacked_end_ = segment.end;
}

void Scoreboard::forget_sacked(std::uint32_t i) {
    discount(at(i));
    at(i).is_sacked = false;
    count(at(i));
}

bool Scoreboard::mark_lost(std::uint32_t i) {
    SentSegment& segment = at(i);
    if (segment.is_sacked || (segment.is_lost && !segment.is_resent)) return false;
    discount(segment);
    if (segment.is_lost) segment.is_resent = false;
    segment.is_lost = true;
    count(segment);
    return true;
}

void Scoreboard::forget_lost(std::uint32_t i) {
    discount(at(i));
    at(i).is_lost = false;
    count(at(i));
}

void Scoreboard::forget_resent(std::uint32_t i) {
    discount(at(i));
    at(i).is_resent = false;
    count(at(i));
}

void Scoreboard::mark_resent(std::uint32_t i, Instant now, As as) {
    SentSegment& segment = at(i);
    discount(segment);
    segment.was_retransmitted = true;
    segment.sent_at = now;
    if (as == As::Retransmission) segment.is_resent = true;
    count(segment);
    if (waiting_ > 0 && waiting_from_ == segment.seq && !segment.may_be_sent_again())
        waiting_from_ = segment.end;
}

std::uint32_t Scoreboard::first_to_send_again() const {
    if (waiting_ == 0) return size_;
    std::uint32_t i = find(waiting_from_);
    while (i < size_ && !(*this)[i].may_be_sent_again()) ++i;
    return i;
}

bool operator==(const Scoreboard& a, const Scoreboard& b) {
    if (a.size_ != b.size_) return false;
    for (std::uint32_t i = 0; i < a.size_; ++i)
        if (!(a[i] == b[i])) return false;
    return a.sacked_.segments == 0 || a.sacked_end_ == b.sacked_end_;
}

void digest(Digest& d, const Scoreboard& sent) {
    d.word(sent.size_);
    for (std::uint32_t i = 0; i < sent.size_; ++i) {
        const SentSegment& segment = sent[i];
        digest_all(d, segment.seq, segment.end, segment.sent_at, segment.is_sacked, segment.is_lost,
                   segment.is_resent, segment.was_retransmitted);
    }
    if (sent.sacked_.segments > 0) digest(d, sent.sacked_end_);
}

}  // namespace hw::tcp
