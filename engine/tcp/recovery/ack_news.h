#pragma once

#include <cstdint>

#include "base/seq_num.h"
#include "base/time.h"

namespace hw::tcp {

// What one ACK has told, gathered while it is processed. Amounts count in the unit of the congestion window: see
// FlightUnit.
struct AckNews {
    SeqNum prior_una{};                        // SND.UNA before
    SeqNum prior_sacked_end{};                 // the highest number SACKed before; SND.UNA if none was
    std::uint32_t prior_flight_bytes = 0;      // in flight before
    Instant prior_timeout = Instant::never();  // of the retransmission timer
    std::uint32_t prior_segments = 0;          // on the scoreboard before
    bool has_advanced = false;                 // SND.UNA has
    bool acks_segments = false;                // it acknowledges at least one whole segment of text
    bool acks_retransmitted = false;           // among them one that was sent more than once
    bool proves_original = false;  // a segment sent once only, before the recovery point, has arrived
    bool has_sacked = false;       // it SACKs something for the first time
    bool has_dsack = false;        // RFC 2883: it reports something that came twice
    bool dsack_is_of_probe = false;
    bool is_duplicate = false;        // RFC 5681 §2
    bool carries_other_news = false;  // text, a FIN or another window: no duplicate, whatever it acknowledges
    bool echoes_congestion = false;   // ECE (RFC 3168 §6.1.2)
    bool sack_was_reneged = false;    // what is now first was SACKed before
    bool lost_a_retransmission = false;
    std::uint32_t acked_segments = 0;   // cumulatively, whole ones
    std::uint32_t delivered_bytes = 0;  // newly acknowledged or SACKed
    std::uint32_t delivered_segments = 0;
    std::uint32_t newly_lost_segments = 0;
    // When the first and the last of those arrived that were sent once only.
    Instant first_acked_sent_at = Instant::never();
    Instant last_acked_sent_at = Instant::never();
    Instant first_sacked_sent_at = Instant::never();
    Instant last_sacked_sent_at = Instant::never();
    // The lowest segment that was overtaken by what had been SACKed before: SND.NXT if none.
    SeqNum lowest_overtaken{};
};

}  // namespace hw::tcp
