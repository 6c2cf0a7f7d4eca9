#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/fixed_vector.h"

namespace hw::tcp {

// A Fast Open cookie (RFC 7413 §4.1.1): 4 to 16 bytes, or none.
using FastOpenCookie = FixedVector<std::uint8_t, 16>;

// What a connection remembers of TCP Fast Open while it is being opened.
struct FastOpenState {
    // Client: the cookie that our SYN carries, replaced by the one that the SYN,ACK brings. Server: the one that
    // our SYN,ACK carries.
    FastOpenCookie cookie{};
    // Client: the server's MSS as the host remembers it, then that of the SYN,ACK; 0: none.
    std::uint16_t peer_mss = 0;
    std::uint32_t text_bytes = 0;   // client: how much text our SYN has carried
    bool is_offered = false;        // our SYN carries the option
    bool is_experimental = false;   // as kind 254 (RFC 6994)
    bool may_carry_text = false;    // client: our SYN may carry text
    bool cookie_is_new = false;     // client: the SYN,ACK has brought it, and the host may keep it
    bool is_accepted = false;       // server: the SYN's text was accepted, and answers may leave (FastOpened)
    bool text_was_refused = false;  // client: the SYN,ACK did not acknowledge all of the SYN's text
    bool text_was_taken = false;    // client: it did; server: it had some
    bool was_asked = false;         // client: the first SYN has carried the option
    bool was_ignored = false;       // client: it has asked for a cookie, and the SYN,ACK said nothing of it
    friend constexpr bool operator==(const FastOpenState&, const FastOpenState&) = default;
};

constexpr void digest(Digest& d, const FastOpenState& f) {
    d.word(f.cookie.size());
    for (const std::uint8_t byte : f.cookie) d.word(byte);
    digest_all(d, f.peer_mss, f.is_offered, f.is_experimental, f.may_carry_text, f.cookie_is_new,
               f.is_accepted, f.text_bytes, f.text_was_refused, f.text_was_taken, f.was_asked, f.was_ignored);
}

}  // namespace hw::tcp
