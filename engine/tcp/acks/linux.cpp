#include "tcp/acks/linux.h"

#include <algorithm>

#include "tcp/ecn.h"
#include "tcp/output.h"
#include "tcp/receive_window.h"
#include "tcp/segment_options.h"
#include "tcp/windows/linux.h"
#include "wire/emit.h"

namespace hw::tcp {
namespace {

constexpr std::uint32_t most_quick_acks = 16;       // TCP_MAX_QUICKACKS
constexpr std::uint32_t quick_acks_after_mark = 2;  // __tcp_ecn_check_ce()
constexpr std::uint32_t least_peer_mss = 88;        // TCP_MIN_MSS
constexpr std::uint32_t default_mss = 536;          // TCP_MSS_DEFAULT
constexpr std::uint32_t header_bytes = 20;

// inet_csk_in_pingpong_mode() and TCP_QUICKACK aside, this many ACKs go at once. tcp_incr_quickack().
void grant_quick_acks(Tcb& tcb, std::uint32_t most) {
    const std::uint32_t wnd = tcb.rcv.wnd + distance(tcb.timestamps.last_ack_sent, tcb.rcv.nxt);
    const std::uint32_t worth = wnd / (2u * tcb.acks.peer_segment_bytes);
    const std::uint32_t granted = std::min(worth > 0 ? worth : 2u, most);
    if (granted > tcb.acks.quick_left) tcb.acks.quick_left = static_cast<std::uint8_t>(granted);
}

// tcp_enter_quickack_mode()
void enter_quick_mode(Tcb& tcb, const Config& config, std::uint32_t most) {
    grant_quick_acks(tcb, most);
    tcb.acks.is_interactive = false;
    tcb.acks.delay = config.ack_delay;
}

bool is_quick(const AckState& own) { return own.quick_left > 0 && !own.is_interactive; }

// tcp_measure_rcv_mss(): how long are the peer's full segments? A short one is likely the end of what its user
// wrote ("pushed").
void measure_peer_segments(Arrival& arrival) {
    AckState& own = arrival.tcb.acks;
    const std::uint32_t whole = arrival.seg.text_length(), piece = arrival.config.coalesced_segment_bytes;
    const std::uint32_t length = piece > 0 ? std::min(whole, piece) : whole;
    const auto last = static_cast<std::uint32_t>(own.last_segment_bytes);
    own.last_segment_bytes = 0;
    const bool has_push = arrival.seg.ctl.psh();
    if (length >= own.peer_segment_bytes) {
        const bool has_linux_window = arrival.config.window_policy == WindowPolicy::Linux;
        if (length > own.peer_segment_bytes && has_linux_window) measure_text_share(arrival.tcb, whole);
        const std::uint32_t most = announced_mss(arrival.tcb, arrival.config);
        own.peer_segment_bytes = static_cast<std::uint16_t>(std::min(length, std::max(most, 1u)));
        if (has_push) own.is_pushed = true;
        return;
    }
    // "Otherwise, we make more careful check taking into account, that SACKs block is variable": two of one size
    // in a row, not too short for what they are, are full ones.
    const std::uint32_t fixed = header_bytes + (arrival.tcb.timestamps.are_agreed ? 12u : 0u);
    const std::uint32_t with_header = length + header_bytes + wire::options_length(arrival.seg.options);
    const bool has_remnant =
        has_push || arrival.seg.ctl.fin() || arrival.seg.ctl.urg() || arrival.seg.ctl.syn();
    if (with_header >= default_mss + header_bytes ||
        (with_header >= least_peer_mss + header_bytes && !has_remnant)) {
        own.last_segment_bytes = static_cast<std::uint16_t>(with_header - fixed);
        if (own.last_segment_bytes == last) {
            own.peer_segment_bytes = own.last_segment_bytes;
            return;
        }
    }
    own.is_pushed_twice = own.is_pushed_twice || own.is_pushed;
    own.is_pushed = true;
}

// tcp_event_data_recv(): the delay follows the time between segments.
void adapt_delay(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    AckState& own = tcb.acks;
    const Duration least = arrival.config.ack_delay;  // TCP_ATO_MIN
    const Duration pause = arrival.now - own.text_came_at;
    own.text_came_at = arrival.now;
    if (own.delay == Duration{}) {
        // "The _first_ data packet received, initialize delayed ACK engine."
        grant_quick_acks(tcb, most_quick_acks);
        own.delay = least;
    } else if (pause <= least / 2) {
        own.delay = own.delay / 2 + least / 2;
    } else if (pause < own.delay) {
        own.delay = std::min(own.delay / 2 + pause, tcb.rtt.rto);
    } else if (pause > tcb.rtt.rto) {
        // "Too long gap. Apparently sender failed to restart window, so that we send ACKs quickly."
        grant_quick_acks(tcb, most_quick_acks);
    }
}

// tcp_initialize_rcv_mss(): "It's better to underestimate the RCV_MSS rather than overestimate."
void guess_peer_segments(Tcb& tcb, const Config& config) {
    std::uint32_t guess = std::min<std::uint32_t>(announced_mss(tcb, config), tcb.snd.mss);
    guess = std::max(std::min({guess, tcb.rcv.wnd / 2, default_mss}), least_peer_mss);
    tcb.acks.peer_segment_bytes = static_cast<std::uint16_t>(guess);
}

void start(Event& event) {
    guess_peer_segments(event.tcb, event.config);
    event.tcb.acks.text_came_at = event.now;
}

void syn_ack_came(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    arrival.ack_is_owed = !tcb.acks.is_interactive && !tcb.acks.writer_waits;
    tcb.acks.writer_waits = false;
    if (arrival.ack_is_owed) return;
    // tcp_rcv_synsent_state_process(): "Save one ACK. Data will be ready after several ticks, if write_pending is
    // set", or if the user has turned TCP_QUICKACK off.
    tcb.acks.is_scheduled = true;
    enter_quick_mode(tcb, arrival.config, most_quick_acks);
    tcb.deadlines.delayed_ack = arrival.now + arrival.config.ack_delay_max;
}

void text_came(Arrival& arrival, TextPlace place, std::uint32_t) {
    Tcb& tcb = arrival.tcb;
    tcb.acks.is_scheduled = true;
    arrival.ack_may_wait = true;
    measure_peer_segments(arrival);
    if (place == TextPlace::BehindGap) return;
    adapt_delay(arrival);
    // "RFC5681. 4.2. SHOULD send immediate ACK, when gap in queue is filled."
    if (place == TextPlace::FillsGap && tcb.receive_buffer.held().empty()) arrival.ack_is_owed = true;
}

void fin_came(Arrival& arrival) {
    // tcp_fin(): inet_csk_schedule_ack(), inet_csk_enter_pingpong_mode(): our own FIN may be near, and the ACK can
    // ride on it.
    arrival.tcb.acks.is_scheduled = true;
    arrival.tcb.acks.is_interactive = true;
    arrival.ack_may_wait = true;
    // tcp_fin(): tcp_sack_reset(). With the stream's end nothing is left to report, not even what came twice.
    arrival.tcb.sack.has_duplicate = false;
    arrival.tcb.sack.duplicate = {};
}

void useless_came(Event& event) {
    // tcp_send_dupack() and tcp_data_queue(): the peer sends again because it has not heard us.
    enter_quick_mode(event.tcb, event.config, most_quick_acks);
    event.tcb.acks.is_scheduled = true;
}

void mark_came(Arrival& arrival, EcnNews) {
    enter_quick_mode(arrival.tcb, arrival.config, quick_acks_after_mark);
}

// tcp_send_delayed_ack()
void delay_ack(Event& event) {
    Tcb& tcb = event.tcb;
    const AckState& own = tcb.acks;
    const Config& config = event.config;
    Duration delay = own.delay;
    if (delay > config.ack_delay) {
        Duration most = own.is_interactive || own.is_pushed ? config.ack_delay_max : 500_ms;
        // "If some rtt estimate is known, use it to bound delayed ack."
        if (tcb.rtt.has_sample) most = std::min(most, std::max(tcb.rtt.srtt, config.ack_delay));
        delay = std::min(delay, most);
    }
    // A delay of 0, before any text has come, ends with the clock's next tick.
    delay = std::max(std::min(delay, config.ack_delay_max), config.timer_tick);
    const Instant due = tcb.deadlines.delayed_ack;
    // "If delack timer is about to expire, send ACK now."
    if (!due.is_never() && own.compressed == 0 && due <= event.now + delay / 4) {
        send_ack(event);
        return;
    }
    tcb.deadlines.delayed_ack = earlier_of(due, event.now + delay);
}

// The SACK-bearing duplicates behind one gap: three go at once, and then one for many (tcp_comp_sack_nr,
// tcp_comp_sack_delay_ns).
void compress_ack(Arrival& arrival) {
    constexpr std::uint8_t most_at_once = 3;  // TCP_FASTRETRANS_THRESH
    Tcb& tcb = arrival.tcb;
    AckState& own = tcb.acks;
    const Config& config = arrival.config;
    if (!tcb.sack.is_permitted || own.compressed >= config.compressed_acks) {
        send_ack(arrival);
        return;
    }
    if (own.duplicates_of != tcb.rcv.nxt) {
        own.duplicates_of = tcb.rcv.nxt;
        own.duplicates_sent = 0;
    }
    if (own.duplicates_sent < most_at_once) {
        ++own.duplicates_sent;
        send_ack(arrival);
        return;
    }
    if (++own.compressed > 1) return;
    // "compress ack timer : 5 % of rtt, but no more than tcp_comp_sack_delay_ns".
    const Duration delay = std::min(tcb.rtt.srtt / 20, config.compressed_ack_delay);
    tcb.deadlines.delayed_ack = earlier_of(tcb.deadlines.delayed_ack, arrival.now + delay);
}

// __tcp_ack_snd_check()
void settle(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const std::uint32_t unacknowledged = distance(tcb.timestamps.last_ack_sent, tcb.rcv.nxt);
    // "More than one full frame received... and right edge of window advances far enough. (tcp_recvmsg() will
    // send ACK otherwise)."
    const bool is_more = unacknowledged > tcb.acks.peer_segment_bytes;
    const bool is_enough =
        is_more && window_rules(arrival.config).select(tcb, arrival.config) >= tcb.rcv.wnd + unacknowledged;
    // __tcp_select_window(), which has been asked: no quick ACKs while memory is short.
    if (is_more && receive_space_is_low(tcb)) tcb.acks.quick_left = 0;
    if (is_enough || is_quick(tcb.acks))
        send_ack(arrival);
    else if (!tcb.receive_buffer.held().empty())
        compress_ack(arrival);
    else
        delay_ack(arrival);
}

// tcp_event_ack_sent()
void ack_left(Event& event) {
    AckState& own = event.tcb.acks;
    if (own.is_scheduled && own.quick_left > 0) {
        // "Leaving quickack mode we deflate ATO."
        if (--own.quick_left == 0) own.delay = event.config.ack_delay;
    }
    own.is_scheduled = own.is_pushed = own.is_pushed_twice = false;
    own.compressed = 0;
}

// tcp_event_data_sent(): "If it is a reply for ato after last received packet, increase pingpong count"; one
// makes the connection interactive (tcp_pingpong_thresh).
void text_left(Event& event) {
    AckState& own = event.tcb.acks;
    if (event.now - own.text_came_at < own.delay) own.is_interactive = true;
}

// __tcp_cleanup_rbuf()
bool is_due_after_read(Event& event) {
    const Tcb& tcb = event.tcb;
    const AckState& own = tcb.acks;
    if (own.is_scheduled) {
        const std::uint32_t unacknowledged = distance(tcb.timestamps.last_ack_sent, tcb.rcv.nxt);
        // "Once-per-two-segments ACK was not sent by tcp_input.c".
        if (unacknowledged > own.peer_segment_bytes) return true;
        // "If this read emptied read buffer, we send ACK, if connection is not bidirectional, user drained
        // receive buffer and there was a small segment in queue."
        const bool is_small = own.is_pushed_twice || (own.is_pushed && !own.is_interactive);
        if (is_small && tcb.receive_buffer.readable() == 0) return true;
    }
    if (tcb.fin_was_received) return false;
    // "Send ACK now, if this read freed lots of space in our buffer … 'Lots' means 'at least twice' here."
    const std::uint32_t offered = window_rules(event.config).select(tcb, event.config);
    return offered > 0 && offered >= 2 * tcb.rcv.wnd;
}

// tcp_delack_timer_handler()
void delay_is_over(Event& event) {
    Tcb& tcb = event.tcb;
    AckState& own = tcb.acks;
    if (own.compressed == 0) {
        if (own.is_interactive) {
            // "Delayed ACK missed: leave pingpong mode and deflate ATO."
            own.is_interactive = false;
            own.delay = event.config.ack_delay;
        } else {
            // "Delayed ACK missed: inflate ATO."
            own.delay = std::min(own.delay * 2, tcb.rtt.rto);
        }
    }
    send_ack(event);
}

}  // namespace

const AckRules linux_ack_rules{
    .id = AckPolicy::Linux,
    .start = start,
    .syn_ack_came = syn_ack_came,
    .text_came = text_came,
    .fin_came = fin_came,
    .useless_came = useless_came,
    .mark_came = mark_came,
    .settle = settle,
    .ack_left = ack_left,
    .text_left = text_left,
    .is_due_after_read = is_due_after_read,
    .delay_is_over = delay_is_over,
};

}  // namespace hw::tcp
