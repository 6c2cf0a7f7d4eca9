#pragma once

#include <cstdint>
#include <string_view>

// The rows of the step table: every numbered step of RFC 9293 §3.10.7, every user call of
// §3.10.1–6 and every timeout of §3.10.8, under the RFC's own headings. A row's number is what the
// trace stores, what the panel "What did TCP just think?" prints and what the coverage matrix counts.

namespace hw::tcp {

enum class Row : std::uint8_t {
    // §3.10.7.1
    ClosedRst,
    ClosedOther,
    // §3.10.7.2
    ListenRst,
    ListenAck,
    ListenSyn,
    ListenOther,
    // §3.10.7.3
    SynSentAck,
    SynSentRst,
    SynSentSecurity,
    SynSentSyn,
    SynSentOther,
    // §3.10.7.4
    OtherSequence,
    OtherRst,
    OtherSecurity,
    OtherSyn,
    OtherAck,
    OtherUrg,
    OtherText,
    OtherFin,
    // §3.10.1–6
    CallOpen,
    CallSend,
    CallReceive,
    CallClose,
    CallAbort,
    CallStatus,
    // §3.10.8
    TimeoutUser,
    TimeoutRetransmission,
    TimeoutTimeWait,
    // Timers that other sections ask for: §3.8.6.1 zero-window probe, §3.8.6.3 delayed ACK.
    TimeoutPersist,
    TimeoutDelayedAck,
    // RFC 8985 §6.2 and §7, RFC 9293 §3.8.4, and Linux's tcp_fin_timeout.
    TimeoutReorder,
    TimeoutTailLossProbe,
    TimeoutKeepAlive,
    TimeoutFinWait2,
    // RFC 9293 §3.9.2.2: what the network says about a segment of ours.
    IcmpArrives,
};
inline constexpr std::uint32_t row_count = 35;

struct RowText {
    Row row;
    std::string_view section;  // "3.10.7.4", of RFC 9293 unless `rfc` says otherwise
    std::string_view ordinal;  // "first" … "eighth", or "" outside the numbered steps
    std::string_view heading;  // the RFC's heading: "Check sequence number"
    std::uint16_t rfc = 9293;
};
const RowText& text_of(Row row);

}  // namespace hw::tcp
