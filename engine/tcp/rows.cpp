#include "tcp/rows.h"

#include <array>

namespace hw::tcp {
namespace {

constexpr std::array<RowText, row_count> rows{{
    {Row::ClosedRst, "3.10.7.1", "", "Discard a segment containing a RST"},
    {Row::ClosedOther, "3.10.7.1", "", "Answer any other segment with a RST"},

    {Row::ListenRst, "3.10.7.2", "first", "Check for a RST"},
    {Row::ListenAck, "3.10.7.2", "second", "Check for an ACK"},
    {Row::ListenSyn, "3.10.7.2", "third", "Check for a SYN"},
    {Row::ListenOther, "3.10.7.2", "fourth", "Other data or control"},

    {Row::SynSentAck, "3.10.7.3", "first", "Check the ACK bit"},
    {Row::SynSentRst, "3.10.7.3", "second", "Check the RST bit"},
    {Row::SynSentSecurity, "3.10.7.3", "third", "Check the security"},
    {Row::SynSentSyn, "3.10.7.3", "fourth", "Check the SYN bit"},
    {Row::SynSentOther, "3.10.7.3", "fifth", "Neither SYN nor RST: drop the segment"},

    {Row::OtherSequence, "3.10.7.4", "first", "Check sequence number"},
    {Row::OtherRst, "3.10.7.4", "second", "Check the RST bit"},
    {Row::OtherSecurity, "3.10.7.4", "third", "Check security"},
    {Row::OtherSyn, "3.10.7.4", "fourth", "Check the SYN bit"},
    {Row::OtherAck, "3.10.7.4", "fifth", "Check the ACK field"},
    {Row::OtherUrg, "3.10.7.4", "sixth", "Check the URG bit"},
    {Row::OtherText, "3.10.7.4", "seventh", "Process the segment text"},
    {Row::OtherFin, "3.10.7.4", "eighth", "Check the FIN bit"},

    {Row::CallOpen, "3.10.1", "", "OPEN call"},
    {Row::CallSend, "3.10.2", "", "SEND call"},
    {Row::CallReceive, "3.10.3", "", "RECEIVE call"},
    {Row::CallClose, "3.10.4", "", "CLOSE call"},
    {Row::CallAbort, "3.10.5", "", "ABORT call"},
    {Row::CallStatus, "3.10.6", "", "STATUS call"},

    {Row::TimeoutUser, "3.10.8", "", "USER TIMEOUT"},
    {Row::TimeoutRetransmission, "3.10.8", "", "RETRANSMISSION TIMEOUT"},
    {Row::TimeoutTimeWait, "3.10.8", "", "TIME-WAIT TIMEOUT"},
    {Row::TimeoutPersist, "3.8.6", "", "Window probe or silly-window override"},
    {Row::TimeoutDelayedAck, "3.8.6.3", "", "Delayed acknowledgment"},
    {Row::TimeoutReorder, "6.2", "", "RACK: the reordering window is over", 8985},
    {Row::TimeoutTailLossProbe, "7.3", "", "Tail loss probe", 8985},
    {Row::TimeoutKeepAlive, "3.8.4", "", "Keep-alive"},
    {Row::TimeoutFinWait2, "3.3.2", "", "FIN-WAIT-2 has lasted long enough"},
    {Row::IcmpArrives, "3.9.2.2", "", "ICMP message arrives"},
}};

constexpr bool rows_are_in_order() {
    for (std::uint32_t i = 0; i < row_count; ++i)
        if (rows[i].row != static_cast<Row>(i)) return false;
    return true;
}
static_assert(rows_are_in_order());

}  // namespace

const RowText& text_of(Row row) { return rows[static_cast<std::uint32_t>(row)]; }

}  // namespace hw::tcp
