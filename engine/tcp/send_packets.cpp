#include "tcp/send_packets.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "tcp/config.h"
#include "tcp/tcb.h"

namespace hw::tcp {
namespace {

// sk_setup_caps(): GSO_LEGACY_MAX_SIZE - (MAX_TCP_HEADER + 1).
constexpr std::uint32_t largest_burst_bytes = 65'536 - 321;

// Linux: tcp_notsent_lowat().
std::uint32_t low_water(const Tcb& tcb, const Config& config) {
    return tcb.options.unsent_low_water != 0 ? tcb.options.unsent_low_water : config.unsent_low_water;
}

}  // namespace

SeqNum SendPackets::end_of(SeqNum seq) const {
    const auto holder = std::find_if(ends_.begin(), ends_.end(), [&](SeqNum end) { return seq < end; });
    return holder == ends_.end() ? seq : *holder;
}

void SendPackets::open(SeqNum begin, SeqNum end) {
    if (ends_.empty()) begin_ = begin;
    ends_.push_back(end);
}

void SendPackets::cut(SeqNum at) {
    if (ends_.empty() || at <= begin_) return;
    const auto holder = std::find_if(ends_.begin(), ends_.end(), [&](SeqNum end) { return at <= end; });
    if (holder != ends_.end() && at < *holder) ends_.insert(holder, at);
}

void SendPackets::acknowledge(SeqNum una) {
    if (ends_.empty() || una <= begin_) return;
    const auto left = std::find_if(ends_.begin(), ends_.end(), [&](SeqNum end) { return una < end; });
    ends_.erase(ends_.begin(), left);
    begin_ = una;
}

void digest(Digest& d, const SendPackets& packets) {
    digest_all(d, packets.begin_, packets.ends_.size());
    for (const SeqNum end : packets.ends_) digest(d, end);
}

std::uint32_t memory_queued(const Tcb& tcb) {
    return tcb.send_buffer.size() + tcb.packets.size() * SendPackets::overhead_bytes;
}

bool may_begin_packet(const Tcb& tcb, const Config& config) {
    return memory_queued(tcb) < tcb.options.send_buffer_bytes && unsent_bytes(tcb) < low_water(tcb, config);
}

bool has_open_packet(const Tcb& tcb) {
    const SendPackets& packets = tcb.packets;
    if (packets.empty() || packets.last_begin() < tcb.snd.nxt) return false;
    // tcp_skb_can_collapse_to(): nothing is put behind a record's end.
    if (tcb.send_buffer.record_end(packets.last_begin()) == packets.last_end()) return false;
    return distance(packets.last_begin(), packets.last_end()) < packet_goal(tcb);
}

bool is_writable(const Tcb& tcb, const Config& config) {
    const std::uint32_t queued = memory_queued(tcb), most = tcb.options.send_buffer_bytes;
    if (queued >= most || most - queued < queued / 2) return false;
    // tcp_stream_memory_free(): woken only when half of TCP_NOTSENT_LOWAT has left.
    return 2 * std::uint64_t{unsent_bytes(tcb)} < low_water(tcb, config);
}

void widen_send_buffer(Tcb& tcb, const Config& config) {
    if (!tcb.options.send_buffer_counts_packets || tcb.options.send_buffer_is_fixed) return;
    constexpr std::uint32_t headers = 320 + 320, structure = 256;  // MAX_TCP_HEADER, skb_shared_info; sk_buff
    const std::uint32_t segment = std::max(tcb.snd.peer_mss, tcb.snd.mss) + headers;
    const std::uint64_t one = std::bit_ceil(segment) + structure;
    const std::uint64_t segments = std::max(tcb.congestion.cwnd_bytes / tcb.snd.mss, 10u);  // TCP_INIT_CWND
    const std::uint64_t wanted = std::min<std::uint64_t>(2 * segments * one, config.send_buffer_max_bytes);
    tcb.options.send_buffer_bytes =
        std::max(tcb.options.send_buffer_bytes, static_cast<std::uint32_t>(wanted));
}

std::uint32_t packet_goal(const Tcb& tcb) {
    constexpr std::uint32_t small_window = 536;  // TCP_MSS_DEFAULT
    const std::uint32_t window = tcb.snd.max_wnd > small_window ? tcb.snd.max_wnd / 2 : tcb.snd.max_wnd;
    const std::uint32_t most = window == 0 ? largest_burst_bytes : std::min(largest_burst_bytes, window);
    return std::max(most / tcb.snd.mss, 1u) * tcb.snd.mss;
}

std::uint64_t pacing_rate(const Tcb& tcb) {
    const std::uint64_t most = tcb.options.max_pacing_rate == 0 ? std::numeric_limits<std::uint64_t>::max()
                                                                : tcb.options.max_pacing_rate;
    if (tcb.rtt.srtt.us <= 0) return most;
    const std::uint64_t window =
        std::max<std::uint64_t>(tcb.congestion.cwnd_bytes, std::uint64_t{tcb.sent.size()} * tcb.snd.mss);
    const std::uint64_t percent = tcb.congestion.cwnd_bytes < tcb.congestion.ssthresh_bytes / 2 ? 200 : 120;
    return std::min(window * percent * 10'000 / static_cast<std::uint64_t>(tcb.rtt.srtt.us), most);
}

std::uint32_t burst_segments(const Tcb& tcb, const Config& config) {
    constexpr std::uint64_t most = largest_burst_bytes;
    std::uint64_t bytes = std::min(pacing_rate(tcb) >> 10u, most);
    // The shorter the round trip, the larger (tcp_tso_rtt_log = 9).
    const Duration shortest = tcb.rtt.minimum.value();
    const std::int64_t halvings = shortest == Duration::never() ? 32 : shortest.us >> 9;
    if (halvings < 32) bytes = std::min(bytes + (most >> halvings), most);
    return std::max(static_cast<std::uint32_t>(bytes / tcb.snd.mss),
                    std::uint32_t{config.min_burst_segments});
}

}  // namespace hw::tcp
