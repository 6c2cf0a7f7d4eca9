#include "tcp/syn_cookie.h"

#include <array>

#include "tcp/handshake.h"
#include "tcp/output.h"
#include "tcp/rules.h"
#include "tcp/transitions.h"

namespace hw::tcp {
namespace {

// Linux: msstab[], "the most common MSS values" seen by "a survey", rounded down to.
constexpr std::array<std::uint16_t, 4> sizes{536, 1'300, 1'440, 1'460};
// Linux: TCP_SYNCOOKIE_PERIOD and MAX_SYNCOOKIE_AGE: a cookie is good for this minute and the next.
constexpr Duration period = 60_s;
constexpr std::uint32_t most_periods = 2;
// Linux: COOKIEBITS. The upper eight carry the minute, the others the size.
constexpr std::uint32_t data_bits = 24;
constexpr std::uint32_t data_mask = (1u << data_bits) - 1;

// Linux: TS_OPT_WSCALE_MASK, TS_OPT_SACK, TS_OPT_ECN.
constexpr std::uint32_t shift_mask = 0xf, sack_bit = 0x10, ecn_bit = 0x20, options_mask = 0x3f;

std::uint32_t period_of(Instant now) { return static_cast<std::uint32_t>(now.us / period.us); }

void put(std::span<std::uint8_t, 4> to, std::uint32_t value) {
    for (std::uint32_t i = 0; i < 4; ++i) to[i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

// `salt`: 0 hides the client's number, from 1 on each size has one of its own.
// Ours: number and size are part of the secret. Linux only adds both, so that an ACK whose numbers are a few off passes
// for that of another size: a keep-alive probe, which is one below (RFC 9293 §3.8.4), or the ACK of a FIN that followed
// the handshake at once.
std::uint32_t hash(const CookieConnection& c, std::uint32_t count, std::uint32_t salt, const SipKey& secret) {
    std::array<std::uint8_t, 24> message{};
    const std::span all(message);
    put(all.subspan<0, 4>(), c.remote.address.raw);
    put(all.subspan<4, 4>(), c.local.address.raw);
    put(all.subspan<8, 4>(), std::uint32_t{c.remote.port} << 16 | c.local.port);
    put(all.subspan<12, 4>(), count);
    put(all.subspan<16, 4>(), salt);
    put(all.subspan<20, 4>(), c.irs.raw);
    return static_cast<std::uint32_t>(sip_hash(secret, message));
}

// A SYN of which only what a cookie can carry is left. Linux: tcp_clear_options() when there is no timestamp.
wire::Segment what_a_cookie_carries(const wire::Segment& syn, const Config& config) {
    wire::Segment left = syn;
    left.text = {};
    if (config.timestamps == Switch::On && syn.options.has_timestamps) return left;
    left.options.has_window_scale = false;
    left.options.sack_permitted = false;
    left.ctl = wire::syn;
    return left;
}

// The connection that `syn` makes of a listener.
void learn(Arrival& arrival, SeqNum iss) {
    prepare_tcb(arrival.tcb, arrival.config, iss);
    arrival.tcb.opened_by = OpenedBy::Passive;
    learn_from_syn(arrival);
    arrival.tcb.state = State::SynReceived;
}

}  // namespace

SeqNum make_cookie(const CookieConnection& connection, std::uint16_t peer_mss, Instant now,
                   const SipKey& secret) {
    std::uint32_t index = sizes.size() - 1;
    while (index > 0 && peer_mss < sizes[index]) --index;
    const std::uint32_t count = period_of(now);
    return connection.irs + hash(connection, 0, 0, secret) + (count << data_bits) +
           (hash(connection, count, 1 + index, secret) & data_mask);
}

std::optional<std::uint16_t> check_cookie(const CookieConnection& connection, SeqNum cookie, Instant now,
                                          const SipKey& secret) {
    const std::uint32_t rest = cookie.raw - connection.irs.raw - hash(connection, 0, 0, secret);
    const std::uint32_t age = (period_of(now) - (rest >> data_bits)) & 0xff;
    if (age >= most_periods) return std::nullopt;
    // One guess in four million finds a size; the minute has to be right as well.
    for (std::uint32_t index = 0; index < sizes.size(); ++index)
        if ((hash(connection, period_of(now) - age, 1 + index, secret) & data_mask) == (rest & data_mask))
            return sizes[index];
    return std::nullopt;
}

std::uint32_t with_cookie_options(std::uint32_t timestamp, const CookieOptions& options) {
    std::uint32_t bits = options.has_window_scale ? options.window_shift & shift_mask : shift_mask;
    if (options.sack_permitted) bits |= sack_bit;
    if (options.ecn) bits |= ecn_bit;
    // Never later than the clock: "it must not be ahead of now".
    const std::uint32_t value = (timestamp & ~options_mask) | bits;
    return value > timestamp ? value - (options_mask + 1) : value;
}

CookieOptions cookie_options_in(std::uint32_t echo_reply) {
    const std::uint32_t shift = echo_reply & shift_mask;
    const bool has_shift = shift != shift_mask;
    return {.window_shift = static_cast<std::uint8_t>(has_shift ? shift : 0),
            .has_window_scale = has_shift,
            .sack_permitted = (echo_reply & sack_bit) != 0,
            .ecn = (echo_reply & ecn_bit) != 0};
}

void answer_with_cookie(Event event, const wire::Segment& syn, SeqNum cookie) {
    Tcb forgotten;
    forgotten.options = event.tcb.options;
    forgotten.timestamps.offset = event.tcb.timestamps.offset;
    const wire::Segment left = what_a_cookie_carries(syn, event.config);
    Arrival arrival{{forgotten, event.config, event.now, event.effects}, left, rule_book(event.config.rules)};
    learn(arrival, cookie);
    send_syn(arrival, Transmission::First);
    if (!forgotten.timestamps.are_agreed) return;
    wire::Timestamps& timestamps = event.effects.segments.back().options.timestamps;
    timestamps.value =
        with_cookie_options(timestamps.value, {.window_shift = forgotten.snd.shift,
                                               .has_window_scale = forgotten.window_scale_is_agreed,
                                               .sack_permitted = forgotten.sack.is_permitted,
                                               .ecn = forgotten.ecn.mode != EcnMode::Off});
}

void open_from_cookie(Event event, const wire::Segment& ack, SeqNum cookie, std::uint16_t peer_mss) {
    // The SYN as it must have been.
    wire::Segment syn;
    syn.seq = ack.seq - 1;
    syn.ctl = wire::syn;
    syn.raw_window = ack.raw_window;
    syn.options.has_mss = true;
    syn.options.mss = peer_mss;
    if (ack.options.has_timestamps) {
        const CookieOptions options = cookie_options_in(ack.options.timestamps.echo_reply);
        syn.options.has_timestamps = true;
        syn.options.timestamps = ack.options.timestamps;
        syn.options.has_window_scale = options.has_window_scale;
        syn.options.window_scale = options.window_shift;
        syn.options.sack_permitted = options.sack_permitted;
        if (options.ecn) syn.ctl = syn.ctl | wire::ece | wire::cwr;
        // RFC 9768 §5.1: "if the ACK contains an ACE field with the value 0b010 to 0b111 (decimal 2 to 7)",
        // AccECN was agreed on; 0 and 1 do not occur there. Linux: cookie_accecn_ok().
        if (options.ecn && ack.ctl.ace() > 1) syn.ctl = syn.ctl | wire::ae;
    }
    Arrival arrival{{event.tcb, event.config, event.now, event.effects}, syn, rule_book(event.config.rules)};
    learn(arrival, cookie);
    event.tcb.snd.nxt = cookie + 1;
    // The SYN,ACK that brought the cookie has acknowledged the SYN. Linux: cookie_v4_check(), rcv_wup.
    event.tcb.timestamps.last_ack_sent = event.tcb.rcv.nxt;
}

}  // namespace hw::tcp
