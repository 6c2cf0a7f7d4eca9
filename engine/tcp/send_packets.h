#pragma once

#include <cstdint>
#include <vector>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"

// How Linux keeps what the user has SENT (net/ipv4/tcp.c, tcp_sendmsg_locked(); tcp_output.c, tcp_write_xmit()): in
// packets of many segments (struct sk_buff), cut where one leaves in part. Each takes memory beside its text, and
// SO_SNDBUF bounds all of it (sk_wmem_queued).

namespace hw::tcp {

struct Tcb;
struct Config;

class SendPackets {
  public:
    // What a packet takes beside its text, bytes: SKB_TRUESIZE() of the head that tcp_stream_alloc_skb() asks for, on a
    // 64-bit machine (384 for the headers, 256 and 320 for the two structures).
    static constexpr std::uint32_t overhead_bytes = 960;

    bool empty() const { return ends_.empty(); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size()); }
    // Of the last one; there is one.
    SeqNum last_begin() const { return ends_.size() > 1 ? ends_[ends_.size() - 2] : begin_; }
    SeqNum last_end() const { return ends_.back(); }
    // The end of the packet that holds `seq`, which lies in one.
    SeqNum end_of(SeqNum seq) const;

    // One more, [begin, end), behind the others.
    void open(SeqNum begin, SeqNum end);
    void extend(SeqNum end) { ends_.back() = end; }
    // A packet that ends behind `at` and begins before it becomes two.
    void cut(SeqNum at);
    // Everything before `una` has arrived.
    void acknowledge(SeqNum una);

    friend bool operator==(const SendPackets&, const SendPackets&) = default;
    friend void digest(Digest& d, const SendPackets& packets);

  private:
    SeqNum begin_{};              // of the first one; valid unless empty
    std::vector<SeqNum> ends_{};  // where each ends, and the next begins
};

// sk_wmem_queued: text and overhead, bytes.
std::uint32_t memory_queued(const Tcb& tcb);
// sk_stream_memory_free(): another packet may be begun.
bool may_begin_packet(const Tcb& tcb, const Config& config);
bool has_open_packet(const Tcb& tcb);  // the last one, none of which has left, has room
// sk_stream_is_writeable(): whoever waits is woken, and poll() tells: a third of the buffer is free.
bool is_writable(const Tcb& tcb, const Config& config);
// The buffer grows with the window, two for what is in flight, if the user has not fixed it (tcp_sndbuf_expand()).
void widen_send_buffer(Tcb& tcb, const Config& config);

// How long a packet grows, bytes: 64 KiB of whole segments, or half of the largest window (tcp_xmit_size_goal()).
std::uint32_t packet_goal(const Tcb& tcb);
// sk_pacing_rate, bytes per second: twice the window in a round trip, 1.2 times from half of SSTHRESH on
// (tcp_update_pacing_rate()), and no more than SO_MAX_PACING_RATE.
std::uint64_t pacing_rate(const Tcb& tcb);
// How many segments leave in one packet at most: what the pacing rate sends in a millisecond, but no fewer than
// tcp_min_tso_segs (tcp_tso_autosize()).
std::uint32_t burst_segments(const Tcb& tcb, const Config& config);

}  // namespace hw::tcp
