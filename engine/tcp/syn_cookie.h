#pragma once

#include <optional>

#include "base/sip_hash.h"
#include "tcp/connection.h"
#include "wire/ipv4.h"

// SYN cookies (RFC 4987 §3.6, Appendix A; Linux: net/ipv4/syncookies.c): when its queue of half-open connections
// is full a listener remembers nothing at all. What it would have to remember it puts into the ISS of its
// SYN,ACK, from where the third segment brings it back.

namespace hw::tcp {

struct CookieConnection {
    wire::Endpoint local{};
    wire::Endpoint remote{};
    SeqNum irs{};  // the SYN's number
};

// The ISS that stands for the SYN: the client's number and the minute in clear sums, the rounded MSS and the
// minute hidden by two hashes. `peer_mss`: what the SYN announced, bytes.
SeqNum make_cookie(const CookieConnection& connection, std::uint16_t peer_mss, Instant now,
                   const SipKey& secret);

// The MSS that the cookie carries, bytes; nothing if it is none of ours, or more than two minutes old.
std::optional<std::uint16_t> check_cookie(const CookieConnection& connection, SeqNum cookie, Instant now,
                                          const SipKey& secret);

// The options that do not fit into the ISS ride in the lowest six bits of the SYN,ACK's timestamp, if the client
// uses timestamps, and come back as TSecr (Linux: cookie_init_timestamp()).
struct CookieOptions {
    std::uint8_t window_shift = 0;
    bool has_window_scale = false;
    bool sack_permitted = false;
    bool ecn = false;
    friend constexpr bool operator==(const CookieOptions&, const CookieOptions&) = default;
};
std::uint32_t with_cookie_options(std::uint32_t timestamp, const CookieOptions& options);
CookieOptions cookie_options_in(std::uint32_t echo_reply);

// The SYN,ACK to `syn`, whose cookie is `cookie`; nothing is remembered. effects.segments gets it. `tcb` is a
// listener's, as open_passive() left it; it is not changed for good.
void answer_with_cookie(Event event, const wire::Segment& syn, SeqNum cookie);

// The third segment has brought `cookie` back: event.tcb, which may be empty, becomes the connection that the
// SYN would have made, in SYN-RECEIVED, so that the segment itself can then arrive at it as any other.
void open_from_cookie(Event event, const wire::Segment& ack, SeqNum cookie, std::uint16_t peer_mss);

}  // namespace hw::tcp
