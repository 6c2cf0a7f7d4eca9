#pragma once

#include <cstdint>
#include <vector>

#include "base/check.h"
#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"

namespace hw::tcp {

// One segment of the retransmission queue: text and FIN, [seq, end).
struct SentSegment {
    SeqNum seq{};
    SeqNum end{};
    Instant sent_at{};               // its latest transmission
    bool is_sacked = false;          // the peer has it (RFC 2018)
    bool is_lost = false;            // presumed lost; its latest transmission is not if is_resent
    bool is_resent = false;          // a retransmission of it is on its way
    bool was_retransmitted = false;  // ever: an ACK of it says nothing of the round trip (Karn)
    bool may_be_sent_again() const { return is_lost && !is_resent && !is_sacked; }
    std::uint32_t length() const { return distance(seq, end); }
    friend constexpr bool operator==(const SentSegment&, const SentSegment&) = default;
};

// What is unacknowledged, segment by segment in the order of its numbers, with what is known of the fate of
// each: the scoreboard of RFC 6675 §3. The SYN is not on it. Every sum is kept as the marks change. A ring in
// one vector: nothing is allocated once it has grown, and nothing at all before the first segment.
class Scoreboard {
  public:
    // A sum over segments, by number and by length in sequence numbers.
    struct Sum {
        std::uint32_t segments = 0;
        std::uint32_t bytes = 0;
        friend constexpr bool operator==(const Sum&, const Sum&) = default;
    };

    bool empty() const { return size_ == 0; }
    std::uint32_t size() const { return size_; }
    const SentSegment& operator[](std::uint32_t i) const { return ring_[(head_ + i) & mask()]; }
    const SentSegment& front() const { return (*this)[0]; }
    const SentSegment& back() const { return (*this)[size_ - 1]; }
    // Index of the segment that holds `n`, else of the first behind it, else size().
    std::uint32_t find(SeqNum n) const;

    const Sum& all() const { return all_; }
    const Sum& sacked() const { return sacked_; }
    const Sum& lost() const { return lost_; }
    const Sum& resent() const { return resent_; }
    // The number behind the highest segment that is SACKed; valid while sacked().segments > 0.
    SeqNum sacked_end() const { return sacked_end_; }

    void push(SeqNum seq, SeqNum end, Instant now) {
        if (size_ == ring_.size()) grow();
        SentSegment& added = ring_[(head_ + size_) & mask()];
        added.seq = seq;
        added.end = end;
        added.sent_at = now;
        added.is_sacked = added.is_lost = added.is_resent = added.was_retransmitted = false;
        ++size_;
        ++all_.segments;
        all_.bytes += distance(seq, end);
    }
    void pop_front();
    // The numbers before `una` are acknowledged, but not the whole first segment.
    void trim_front(SeqNum una);
    // Cuts segment i in two at `at`, which lies inside it.
    void split(std::uint32_t i, SeqNum at);
    // Segment i and the one behind it, neither SACKed, become one.
    void join_next(std::uint32_t i);
    // Everything before `end` becomes one segment, lost until it is sent again; it may reach beyond the last one.
    void merge_front(SeqNum end);
    void clear() { *this = {}; }

    void mark_sacked(std::uint32_t i);
    void forget_sacked(std::uint32_t i);  // the peer has reneged (RFC 2018 §8)
    // Of one sent again before: that retransmission is lost too. False: it was so marked already.
    bool mark_lost(std::uint32_t i);
    void forget_lost(std::uint32_t i);
    void forget_resent(std::uint32_t i);
    // It was sent again now. A probe (RFC 8985 §7) does not count as another one in flight.
    enum class As : std::uint8_t { Retransmission, Probe };
    void mark_resent(std::uint32_t i, Instant now, As as = As::Retransmission);

    // The first segment that may be sent again; size() if none.
    std::uint32_t first_to_send_again() const;
    bool has_some_to_send_again() const { return waiting_ > 0; }

    friend bool operator==(const Scoreboard& a, const Scoreboard& b);
    friend void digest(Digest& d, const Scoreboard& sent);

  private:
    std::uint32_t mask() const { return static_cast<std::uint32_t>(ring_.size()) - 1; }
    SentSegment& at(std::uint32_t i) { return ring_[(head_ + i) & mask()]; }
    void grow();
    void count(const SentSegment& segment);
    void discount(const SentSegment& segment);

    std::vector<SentSegment> ring_{};  // its size is a power of two, or 0
    std::uint32_t head_ = 0;
    std::uint32_t size_ = 0;
    Sum all_{}, sacked_{}, lost_{}, resent_{};
    std::uint32_t waiting_ = 0;  // segments that may be sent again
    SeqNum waiting_from_{};      // none of them begins before this number; valid while waiting_ > 0
    SeqNum sacked_end_{};
};

}  // namespace hw::tcp
