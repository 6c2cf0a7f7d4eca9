#include "tcp/timestamps.h"

#include "tcp/isn.h"
#include "tcp/segment_options.h"

namespace hw::tcp {
namespace {

// RFC 7323 §5.2: "s < t if 0 < (t - s) < 2^31, computed in unsigned 32-bit arithmetic"; here how far s lies
// behind t, negative when it is ahead.
constexpr std::int32_t ticks_behind(std::uint32_t s, std::uint32_t t) {
    return static_cast<std::int32_t>(t - s);
}

// §5.5: "invalidate the TS.Recent value when a connection is idle for more than 24 days".
constexpr Duration most_idle = 86'400_s * 24;

bool is_known(const Arrival& arrival) {
    return arrival.tcb.timestamps.are_agreed && arrival.seg.options.has_timestamps;
}

// Linux: tcp_disordered_ack(): an ACK without text that repeats what is known, with the same window, and not
// older than the retransmission timeout, was overtaken on its way and does no harm.
bool is_overtaken_ack(const Arrival& arrival, std::int32_t ticks) {
    const Tcb& tcb = arrival.tcb;
    const wire::Segment& seg = arrival.seg;
    const bool says_nothing_new = seg.ctl.ack() && seg.len() == 0 && seg.seq == tcb.rcv.nxt &&
                                  seg.ack == tcb.snd.una && true_window(tcb, seg) == tcb.snd.wnd;
    return says_nothing_new && arrival.config.timestamp_tick * ticks <= tcb.rtt.rto;
}

}  // namespace

std::uint32_t timestamp_clock(const Tcb& tcb, const Config& config, Instant now) {
    const std::int64_t ticks = now.us / config.timestamp_tick.us;
    const std::int64_t ahead = config.clock_ahead.us / config.timestamp_tick.us;
    return static_cast<std::uint32_t>(ticks + ahead) + tcb.timestamps.offset;
}

std::uint32_t timestamp_offset(wire::Endpoint local, wire::Endpoint remote, const SipKey& secret) {
    // "The same function with a different secret key can be used to generate the per-connection timestamp
    // offset."
    const SipKey different{~secret.k0, secret.k1};
    return initial_sequence_number(Instant{}, local, remote, different).raw;
}

void learn_timestamps(Arrival& arrival) {
    TimestampState& own = arrival.tcb.timestamps;
    // Appendix D: "Check for a TSopt option; if one is found, save SEG.TSval in the variable TS.Recent and
    // turn on the Snd.TS.OK bit". If the option was not offered, "the TSopt MUST be ignored" (§3.2).
    own.are_agreed = arrival.tcb.options.sends_options && arrival.config.timestamps == Switch::On &&
                     arrival.seg.options.has_timestamps;
    if (!own.are_agreed) return;
    own.recent = arrival.seg.options.timestamps.value;
    own.recent_at = arrival.now;
    own.last_ack_sent = arrival.tcb.rcv.nxt;
}

PawsVerdict check_timestamp(const Arrival& arrival) {
    const TimestampState& own = arrival.tcb.timestamps;
    if (!own.are_agreed || arrival.seg.ctl.rst()) return PawsVerdict::Pass;
    // §3.2: "If a non-<RST> segment is received without a TSopt, a TCP SHOULD silently drop the segment."
    if (!arrival.seg.options.has_timestamps) {
        const bool is_dropped = arrival.config.missing_timestamps == MissingTimestamps::Drop;
        return is_dropped ? PawsVerdict::Missing : PawsVerdict::Pass;
    }
    // §5.3 R1: "SEG.TSval < TS.Recent, TS.Recent is valid, and … the RST bit is not set".
    const std::int32_t behind = ticks_behind(arrival.seg.options.timestamps.value, own.recent);
    if (behind <= arrival.config.paws_tolerance_ticks) return PawsVerdict::Pass;
    // §5.5: "If TS.Recent is found to be invalid, then the segment is accepted, regardless of the failure of
    // the timestamp check".
    if (arrival.now - own.recent_at > most_idle) return PawsVerdict::Outdated;
    if (arrival.config.paws_admits_overtaken_acks == Switch::On && is_overtaken_ack(arrival, behind))
        return PawsVerdict::Pass;
    return PawsVerdict::TooOld;
}

void note_timestamp(Arrival& arrival) {
    TimestampState& own = arrival.tcb.timestamps;
    // §5.2: of an <RST>, "information from the Timestamps option MUST NOT be used to update connection state".
    if (!is_known(arrival) || arrival.seg.ctl.rst()) return;
    // §4.3 (2): "If SEG.TSval >= TS.Recent and SEG.SEQ <= Last.ACK.sent then SEG.TSval is copied to
    // TS.Recent": so it is the earliest unacknowledged segment's that is echoed when ACKs are delayed.
    // Linux: tcp_ack() comes before tcp_replace_ts_recent(), and ends with an ACK of what was never sent, or is old.
    const SendVariables& snd = arrival.tcb.snd;
    const bool has_good_ack = snd.una <= arrival.seg.ack && arrival.seg.ack <= snd.nxt;
    const bool ack_decides = arrival.config.ack_decides_on_timestamp == Switch::On &&
                             arrival.tcb.state >= State::Established && arrival.tcb.state < State::TimeWait;
    if (ack_decides && !has_good_ack) return;
    const std::uint32_t value = arrival.seg.options.timestamps.value;
    const bool is_invalid = arrival.now - own.recent_at > most_idle;
    if (ticks_behind(value, own.recent) > 0 && !is_invalid) return;
    if (!(arrival.seg.seq <= own.last_ack_sent)) return;
    arrival.has_newer_timestamp = value != own.recent;
    own.recent = value;
    own.recent_at = arrival.now;
}

std::optional<Duration> timestamp_sample(const Arrival& arrival) {
    // §3.2: "When the ACK bit is not set, the receiver MUST ignore the value of the TSecr field."
    if (!is_known(arrival) || !arrival.seg.ctl.ack()) return std::nullopt;
    const std::uint32_t echo = arrival.seg.options.timestamps.echo_reply;
    // Linux: tcp_ack_update_rtt() takes no echo of 0: some middleboxes blank the field.
    if (echo == 0) return std::nullopt;
    const std::int32_t ticks = ticks_behind(echo, timestamp_clock(arrival.tcb, arrival.config, arrival.now));
    if (ticks < 0) return std::nullopt;
    // Why at least one tick: within a tick the clock says nothing, and a round trip is never 0. Linux does so
    // too (tcp_rtt_tsopt_us).
    return arrival.config.timestamp_tick * (ticks > 0 ? ticks : 1);
}

}  // namespace hw::tcp
