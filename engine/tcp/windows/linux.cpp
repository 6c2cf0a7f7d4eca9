#include "tcp/windows/linux.h"

#include <algorithm>

#include "tcp/ack_policy.h"
#include "tcp/segment_options.h"
#include "tcp/timestamps.h"

namespace hw::tcp {
namespace {

constexpr std::uint32_t raw_most = 0xffff;
constexpr std::uint32_t initial_segments = 10;  // TCP_INIT_CWND
constexpr std::uint32_t least_to_grow = 128;    // tcp_event_data_recv()

// TCP_DEFAULT_SCALING_RATIO: of a buffer that nothing has come into yet half is for text.
constexpr std::uint32_t first_text_share(std::uint32_t buffer) { return buffer / 2; }
// tcp_win_from_space() and tcp_space_from_win(): what of a buffer is for text.
std::uint32_t text_share(const WindowState& own, std::uint32_t buffer) {
    return static_cast<std::uint32_t>(std::uint64_t{buffer} * own.text_share_256 >> 8);
}
std::uint64_t buffer_for(const WindowState& own, std::uint64_t text) {
    return (text << 8) / own.text_share_256;
}
constexpr std::uint32_t round_up(std::uint32_t n, std::uint8_t shift) {
    return (n + (1u << shift) - 1) >> shift << shift;
}
// truesize: what `length` bytes of text take of the buffer: a struct sk_buff, and a power of two for text, headers
// and struct skb_shared_info. Measured: 2304 for 1000 bytes and for 1448. What is longer than a page goes on in whole
// pages (sock_alloc_send_pskb()).
constexpr std::uint32_t sk_buff = 256, headers = 40, beside_text = 320 + 2 * 32 + headers;
constexpr std::uint8_t page_shift = 12;
constexpr std::uint32_t page = 1u << page_shift;
constexpr std::uint32_t room_for(std::uint32_t length) {
    std::uint32_t room = 512;
    while (room < length + beside_text) room *= 2;
    return room;
}
constexpr std::uint32_t true_size(std::uint32_t length) {
    if (length + beside_text <= page) return sk_buff + room_for(length);
    const std::uint32_t in_pages = length + headers - (page - (beside_text - headers));
    return sk_buff + page + round_up(in_pages, page_shift);
}
constexpr std::uint32_t room_left(std::uint32_t length) {
    return length + beside_text <= page ? room_for(length) - length - beside_text : 0;
}
std::uint32_t waiting_text(const Tcb& tcb) {
    return tcb.receive_buffer.readable() + tcb.receive_buffer.held_bytes();
}
// sk_rmem_alloc. Text of the handshake is in no packet yet.
std::uint64_t memory_taken(const Tcb& tcb) {
    const std::uint32_t text = waiting_text(tcb), known = tcb.window.memory.text();
    return tcb.window.memory.bytes() + (known < text ? true_size(text - known) : 0);
}
void forget_read(Tcb& tcb) {
    TextMemory& memory = tcb.window.memory;
    if (waiting_text(tcb) < memory.text()) memory.take(memory.text() - waiting_text(tcb));
}
// The text of this segment that is kept has become the buffer's.
void note_memory(Tcb& tcb, std::uint32_t length, TextPlace place) {
    forget_read(tcb);
    TextMemory& memory = tcb.window.memory;
    const std::uint32_t kept = waiting_text(tcb) - memory.text();
    if (kept == 0 || (place == TextPlace::InOrder && memory.add_to_last(kept))) return;
    memory.add({.text = kept, .bytes = true_size(length), .room = room_left(length)});
}
// tp->advmss: what we announced, less the options in every segment.
std::uint32_t advertised_mss(const Tcb& tcb, const Config& config) {
    const std::uint32_t announced = announced_mss(tcb, config), options = fixed_option_bytes(tcb);
    return announced > options ? announced - options : 1;
}

// tcp_space()
std::uint32_t free_space(const Tcb& tcb) {
    const std::uint32_t all = tcb.window.buffer_bytes;
    const std::uint64_t taken = memory_taken(tcb);
    return taken < all ? text_share(tcb.window, static_cast<std::uint32_t>(all - taken)) : 0;
}

std::uint32_t full_space(const Tcb& tcb) {
    return std::min(tcb.window.clamp, text_share(tcb.window, tcb.window.buffer_bytes));
}

// tcp_select_initial_window(): "Set window scaling on max possible window"; a buffer that the user has fixed is its
// clamp (tcp_openreq_init_rwin(), tcp_connect_init()).
std::uint32_t largest(const Tcb& tcb, const Config& config) {
    if (tcb.options.receive_buffer_is_fixed) return first_text_share(tcb.options.receive_buffer_bytes);
    return std::max(first_text_share(tcb.options.receive_buffer_bytes), config.receive_buffer_max_bytes);
}

// tcp_select_initial_window(): "Quantize space offering to a multiple of mss if possible."
std::uint32_t first(Tcb& tcb, const Config& config, std::uint32_t option_bytes) {
    tcb.window.buffer_bytes = tcb.options.receive_buffer_bytes;
    const std::uint32_t announced = announced_mss(tcb, config);
    const std::uint32_t mss = announced > option_bytes ? announced - option_bytes : 1;
    const std::uint32_t space = first_text_share(tcb.window.buffer_bytes);
    return std::min(space > mss ? space / mss * mss : space, raw_most);
}

// tcp_set_window_clamp()
void set_clamp(Tcb& tcb, std::uint32_t clamp) {
    WindowState& own = tcb.window;
    const std::uint32_t advertised = tcb.rcv.wnd + distance(tcb.timestamps.last_ack_sent, tcb.rcv.nxt);
    if (clamp < own.clamp)
        own.threshold = std::min(own.threshold, clamp);
    else if (clamp > own.clamp)
        own.threshold = std::max(own.threshold, std::min(advertised, clamp));
    own.clamp = clamp;
}

void nothing_to_do(Event&) {}

// tcp_init_buffer_space()
void start(Event& event) {
    Tcb& tcb = event.tcb;
    WindowState& own = tcb.window;
    const std::uint32_t most = text_share(own, own.buffer_bytes);
    const std::uint32_t mss = advertised_mss(tcb, event.config);
    own.clamp = std::min(most, raw_most << tcb.rcv.shift);
    // "Force reservation of one segment."
    if (own.clamp > 2 * mss && own.clamp + mss > most)
        own.clamp = std::max(2 * mss, most - std::min(most, mss));
    own.threshold = std::min(tcb.rcv.wnd, own.clamp);
    own.read_before = std::min(own.threshold, initial_segments * mss);
    own.read_from = next_unread(tcb);
    own.read_since = event.now;
    own.widest_edge = tcb.rcv.nxt + tcb.rcv.wnd;
    own.has_reader = own.has_reader || tcb.opened_by == OpenedBy::Active;
}

// __tcp_select_window(), shrink_window_allowed: always a multiple of what the shift can say.
std::uint32_t select_to_shrink(const Tcb& tcb) {
    const WindowState& own = tcb.window;
    const std::uint8_t shift = tcb.rcv.shift;
    const std::uint32_t space = free_space(tcb) >> shift << shift, full = full_space(tcb);
    const std::uint32_t mss = std::min<std::uint32_t>(tcb.acks.peer_segment_bytes, full);
    const bool is_low = space < text_share(own, own.buffer_bytes) / 16 || space < mss || space < 1u << shift;
    if (space < full / 2 && is_low) return 0;
    return space > own.threshold ? round_up(own.threshold, shift) : space;
}

// __tcp_select_window()
std::uint32_t select(const Tcb& tcb, const Config& config) {
    const WindowState& own = tcb.window;
    if (own.clamp == 0) return tcb.rcv.wnd;  // the handshake is not over
    if (config.window_may_shrink == Switch::On && tcb.rcv.shift > 0) return select_to_shrink(tcb);
    const std::uint8_t shift = tcb.rcv.shift;
    const std::uint32_t full = full_space(tcb);
    const std::uint32_t mss = std::min<std::uint32_t>(tcb.acks.peer_segment_bytes, full);
    std::uint32_t space = free_space(tcb);
    if (space < full / 2) {
        space = space >> shift << shift;
        // "If free space is less than mss estimate, or is below 1/16th of the maximum allowed, try to move to
        // zero-window".
        if (space < text_share(own, own.buffer_bytes) / 16 || space < mss) return 0;
    }
    space = std::min({space, own.threshold, raw_most << shift});
    // "Don't do rounding if we are using window scaling …. Advertise enough space so that it won't get scaled
    // away."
    if (shift > 0) return std::min(round_up(space, shift), raw_most << shift);
    // "If our current window offering is within 1 mss of the free space we just keep it."
    const std::uint32_t advertised = tcb.rcv.wnd + distance(tcb.timestamps.last_ack_sent, tcb.rcv.nxt);
    if (advertised + mss <= space || advertised > space) return mss > 0 ? space / mss * mss : 0;
    if (mss == full && space > advertised + full / 2) return space;
    return advertised;
}

// tcp_select_window(): "Never shrink the offered window", unless tcp_shrink_window is set.
void update(Tcb& tcb, const Config& config) {
    const std::uint32_t wished = select(tcb, config);
    // Less than half of the space is left: no more quick ACKs.
    if (receive_space_is_low(tcb)) tcb.acks.quick_left = 0;
    const std::uint32_t kept = std::min(round_up(tcb.rcv.wnd, tcb.rcv.shift), raw_most << tcb.rcv.shift);
    const bool may_shrink = config.window_may_shrink == Switch::On && tcb.rcv.shift > 0;
    tcb.rcv.wnd = wished < tcb.rcv.wnd && !may_shrink ? std::max(kept, tcb.rcv.wnd) : wished;
    tcb.window.widest_edge = later_of(tcb.window.widest_edge, tcb.rcv.nxt + tcb.rcv.wnd);
}

// __tcp_grow_window(): how much wider the window may be if the buffer fills up with segments as short as this one.
std::uint32_t growth_for(const Tcb& tcb, const Config& config, std::uint32_t length) {
    const std::uint32_t full_segment = tcb.acks.peer_segment_bytes;
    // What one takes of the buffer, in text.
    const std::uint32_t worth = text_share(tcb.window, true_size(length));
    if (worth <= length) return 2u * advertised_mss(tcb, config);
    std::uint32_t overhead = worth / 2;
    std::uint32_t window = text_share(tcb.window, config.receive_buffer_max_bytes) / 2;
    for (; tcb.window.threshold <= window; overhead /= 2, window /= 2)
        if (overhead <= length) return 2u * full_segment;
    return 0;
}

// tcp_grow_window()
void grow(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    WindowState& own = tcb.window;
    const std::uint32_t length = arrival.seg.text_length();
    const std::uint32_t limit = std::min(own.clamp, free_space(tcb));
    if (limit <= own.threshold) return;
    const std::uint32_t growth = growth_for(tcb, arrival.config, length);
    if (growth == 0) return;
    own.threshold += std::min(limit - own.threshold, std::max(growth, 2 * length));
    tcb.acks.quick_left = static_cast<std::uint8_t>(tcb.acks.quick_left | 1u);
}

// tcp_rcv_rtt_update(): a round trip that was derived from the window can only shorten the estimate.
enum class Sample : std::uint8_t { FromTimestamp, FromWindow };
void take_round_trip(WindowState& own, Duration trip, Sample sample) {
    constexpr Duration longest = 100_s;
    const auto us = static_cast<std::uint32_t>(std::clamp(trip, 1_us, longest).us);
    if (own.round_trip_8 == 0 || us * 8 < own.round_trip_8)
        own.round_trip_8 = us * 8;
    else if (sample == Sample::FromTimestamp)
        own.round_trip_8 = own.round_trip_8 - own.round_trip_8 / 8 + us;
}

// tcp_rcv_rtt_measure_ts()
void measure_by_timestamp(Arrival& arrival) {
    WindowState& own = arrival.tcb.window;
    const wire::Options& options = arrival.seg.options;
    if (!arrival.tcb.timestamps.are_agreed || !options.has_timestamps) return;
    if (options.timestamps.echo_reply == own.last_echo) return;
    own.last_echo = options.timestamps.echo_reply;
    if (arrival.seg.text_length() < arrival.tcb.acks.peer_segment_bytes) return;
    if (const auto trip = timestamp_sample(arrival)) take_round_trip(own, *trip, Sample::FromTimestamp);
}

// tcp_rcv_rtt_measure(): a window's worth of text takes at least one round trip.
void measure_by_window(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    WindowState& own = tcb.window;
    if (!own.round_began.is_never()) {
        if (tcb.rcv.nxt < own.round_ends) return;
        take_round_trip(own, arrival.now - own.round_began, Sample::FromWindow);
    }
    own.round_ends = tcb.rcv.nxt + tcb.rcv.wnd;
    own.round_began = arrival.now;
}

// tcp_rcvbuf_grow(), when text behind a gap has come: two rounds' worth, and what lies behind the gap. "Do not grow
// rcvbuf for not-yet-accepted or orphaned sockets".
void grow_for_gap(Tcb& tcb, const Config& config) {
    WindowState& own = tcb.window;
    if (tcb.options.receive_buffer_is_fixed || !own.has_reader || tcb.is_orphan) return;
    const auto held = tcb.receive_buffer.held();
    const std::uint32_t behind = held.empty() ? 0 : distance(tcb.rcv.nxt, held.back().right);
    const std::uint64_t buffer = std::min<std::uint64_t>(
        buffer_for(own, std::uint64_t{2} * own.read_before + behind), config.receive_buffer_max_bytes);
    if (buffer <= own.buffer_bytes) return;
    own.buffer_bytes = static_cast<std::uint32_t>(buffer);
    set_clamp(tcb, text_share(own, own.buffer_bytes));
}

void text_came(Arrival& arrival, TextPlace place) {
    const bool is_behind_gap = place == TextPlace::BehindGap;
    // tcp_data_queue_ofo() counts its memory last.
    if (!is_behind_gap) note_memory(arrival.tcb, arrival.seg.text_length(), place);
    // tcp_try_rmem_schedule() has failed, and the text was taken since it is all there is: ICSK_ACK_NOW.
    if (memory_taken(arrival.tcb) > arrival.tcb.window.buffer_bytes && !is_behind_gap)
        arrival.ack_is_owed = true;
    measure_by_timestamp(arrival);
    if (!is_behind_gap) measure_by_window(arrival);
    // "For non sack flows, do not grow window to force DUPACK and trigger fast retransmit."
    const bool may_grow =
        is_behind_gap ? arrival.tcb.sack.is_permitted : arrival.seg.text_length() >= least_to_grow;
    if (may_grow) grow(arrival);
    if (!is_behind_gap) return;
    note_memory(arrival.tcb, arrival.seg.text_length(), place);
    grow_for_gap(arrival.tcb, arrival.config);
}

// tcp_rcv_space_adjust(): the buffer follows what the user takes in one round trip, four times over.
void text_read(Event& event) {
    Tcb& tcb = event.tcb;
    forget_read(tcb);
    WindowState& own = tcb.window;
    if (own.round_trip_8 == 0 || event.now - own.read_since < Duration{own.round_trip_8 / 8}) return;
    // The kernel looks when the first segment has been copied, and again with the next round: what lies unread then
    // is not counted.
    const std::uint32_t given = event.effects.accepted_bytes;
    const std::uint32_t of_first = std::min<std::uint32_t>(given, tcb.acks.peer_segment_bytes);
    const SeqNum read_up_to = next_unread(tcb) - (given - of_first);
    const std::uint32_t copied = distance(own.read_from, read_up_to);
    const std::uint64_t read = copied - std::min(copied, distance(read_up_to, tcb.rcv.nxt));
    if (read > own.read_before) {
        if (!tcb.options.receive_buffer_is_fixed && own.read_before > 0) {
            std::uint64_t window = 2 * read + 16u * advertised_mss(tcb, event.config);
            // "Accommodate for sender rate increase (eg. slow start)".
            window += 2 * (window * (read - own.read_before) / own.read_before);
            const std::uint64_t buffer =
                std::min<std::uint64_t>(buffer_for(own, window), event.config.receive_buffer_max_bytes);
            if (buffer > own.buffer_bytes) {
                own.buffer_bytes = static_cast<std::uint32_t>(buffer);
                set_clamp(tcb, text_share(own, own.buffer_bytes));
            }
        }
        own.read_before = static_cast<std::uint32_t>(read);
    }
    own.read_from = read_up_to;
    own.read_since = event.now;
}

}  // namespace

void measure_text_share(Tcb& tcb, std::uint32_t length) {
    WindowState& own = tcb.window;
    const std::uint32_t share = (length << 8) / true_size(length);
    const auto before = own.text_share_256;
    own.text_share_256 = static_cast<std::uint8_t>(std::clamp(share, 1u, 255u));
    if (own.clamp == 0 || own.text_share_256 == before) return;
    set_clamp(tcb, text_share(own, own.buffer_bytes));
    own.read_before = std::min(own.read_before, own.clamp);
}

bool receive_memory_is_full(const Tcb& tcb) { return tcb.window.buffer_bytes < waiting_text(tcb); }

bool receive_space_is_low(const Tcb& tcb) {
    return tcb.window.clamp > 0 && free_space(tcb) < full_space(tcb) / 2;
}

SeqNum widest_right_edge(const Tcb& tcb) {
    const SeqNum edge = tcb.rcv.nxt + tcb.rcv.wnd;
    return tcb.window.clamp == 0 ? edge : later_of(edge, tcb.window.widest_edge);
}

const WindowRules linux_window_rules{
    .id = WindowPolicy::Linux,
    .largest = largest,
    .first = first,
    .peer_is_known = nothing_to_do,
    .start = start,
    .select = select,
    .update = update,
    .text_came = text_came,
    .text_read = text_read,
};

}  // namespace hw::tcp
