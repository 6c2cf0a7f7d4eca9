#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"

// What a connection remembers because its two SYNs agreed on an option: RFC 7323's TS.Recent and its company.
// The names are those of RFC 7323 Appendix C.

namespace hw::tcp {

// The largest window shift that may be used (RFC 7323 §2.3: "the shift count MUST be limited to 14").
inline constexpr std::uint8_t most_window_shift = 14;

struct TimestampState {
    std::uint32_t offset = 0;  // Snd.TSoffset, ticks: chosen by the host before OPEN (RFC 7323 §5.4)
    std::uint32_t recent = 0;  // TS.Recent: what is echoed, and what PAWS compares with
    Instant recent_at = Instant::never();  // when TS.Recent was last set (§5.5)
    SeqNum last_ack_sent{};                // Last.ACK.sent
    bool are_agreed = false;               // Snd.TS.OK
    friend constexpr bool operator==(const TimestampState&, const TimestampState&) = default;
};

constexpr void digest(Digest& d, const TimestampState& t) {
    digest_all(d, t.offset, t.recent, t.recent_at, t.last_ack_sent, t.are_agreed);
}

}  // namespace hw::tcp
