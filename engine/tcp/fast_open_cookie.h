#pragma once

#include <optional>
#include <string_view>

#include "base/sip_hash.h"
#include "tcp/config.h"
#include "tcp/fast_open_state.h"
#include "wire/ipv4.h"
#include "wire/segment.h"

// Fast Open cookies (RFC 7413 §4.1.2): a server gives out what it can compute again and need not remember. Pure
// functions; the host owns the keys and knows how many connections are open without a handshake.

namespace hw::tcp {

// Two keys, so that cookies outlive a change of the key for a while ("key rotation").
struct FastOpenKeys {
    SipKey current{};
    std::optional<SipKey> previous{};
    friend constexpr bool operator==(const FastOpenKeys&, const FastOpenKeys&) = default;
};

void digest(Digest& d, const std::optional<FastOpenKeys>& keys);

// As setsockopt(TCP_FASTOPEN_KEY) has them: 16 bytes, or 32 for two keys. Nothing: any other length.
std::optional<FastOpenKeys> fast_open_keys(std::string_view bytes);

struct FastOpenPeers {
    wire::Ipv4Address client{};
    wire::Ipv4Address server{};
};

// GetCookie(IP_Address): 8 bytes, SipHash of both addresses (Linux: tcp_fastopen_cookie_gen_cipher()), or of the
// client's (FreeBSD).
FastOpenCookie fast_open_cookie(const SipKey& key, FastOpenPeers peers,
                                FastOpenCookieOf of = FastOpenCookieOf::ClientAndServer);

// What a server makes of a SYN.
struct FastOpenGrant {
    bool is_valid = false;    // its text is let in, and may be answered
    FastOpenCookie cookie{};  // for the SYN,ACK: what was asked for, or in place of one that is wrong or old
};

// The verdict of a listener that has room for another such connection (Linux: tcp_try_fastopen()). Nothing:
// there is nothing to grant or to say.
std::optional<FastOpenGrant> judge_fast_open(const Config& config, const FastOpenKeys& keys,
                                             FastOpenPeers peers, const wire::Segment& syn);

}  // namespace hw::tcp
