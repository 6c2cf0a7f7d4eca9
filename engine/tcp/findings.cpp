#include "tcp/findings.h"

#include <array>

namespace hw::tcp {
namespace {

// clang-format off
constexpr std::array<FindingText, finding_count> findings{{
    {Finding::ClosedRstDropped, "closed_rst_dropped", "RFC 9293 §3.10.7.1",
     "There is no connection here, and a reset needs no answer: drop it. Answering a RST with a RST "
     "would never end."},
    {Finding::ClosedNoRst, "closed_no_rst", "RFC 9293 §3.10.7.1",
     "The segment is not a reset, so whoever sent it must be told that there is no connection here."},
    {Finding::ClosedAckReset, "closed_ack_reset", "RFC 9293 §3.10.7.1",
     "Nobody here: send a RST whose number is taken from the segment's own ACK field, so that its "
     "sender will believe it."},
    {Finding::ClosedNoAckReset, "closed_no_ack_reset", "RFC 9293 §3.10.7.1",
     "Nobody here, and the segment names no number to reset at: send a RST with number zero that "
     "acknowledges the whole segment."},
    {Finding::ListenRstIgnored, "listen_rst_ignored", "RFC 9293 §3.10.7.2",
     "A listener has sent nothing that could deserve a reset: ignore it."},
    {Finding::ListenNoRst, "listen_no_rst", "RFC 9293 §3.10.7.2",
     "It is no reset: read on."},
    {Finding::ListenAckReset, "listen_ack_reset", "RFC 9293 §3.10.7.2",
     "A listener has sent nothing, so nobody can acknowledge anything: this belongs to some other "
     "connection. Send a RST with the number it acknowledged."},
    {Finding::ListenNoAck, "listen_no_ack", "RFC 9293 §3.10.7.2",
     "It acknowledges nothing, as is right for a first segment: read on."},
    {Finding::ListenSynAccepted, "listen_syn_accepted", "RFC 9293 §3.10.7.2",
     "A SYN: note its number, choose one of our own, answer SYN,ACK and wait. Whether the SYN is "
     "new or an old wanderer cannot be told yet; the answer asks its sender."},
    {Finding::ListenNoSyn, "listen_no_syn", "RFC 9293 §3.10.7.2",
     "It is no SYN, so it opens nothing."},
    {Finding::ListenOtherDropped, "listen_other_dropped", "RFC 9293 §3.10.7.2",
     "No RST, no ACK, no SYN: there is nothing a listener could do with it. Drop it."},
    {Finding::SynSentNoAck, "syn_sent_no_ack", "RFC 9293 §3.10.7.3",
     "It acknowledges nothing: our SYN may not have been seen yet. Read on."},
    {Finding::SynSentAckAcceptable, "syn_sent_ack_acceptable", "RFC 9293 §3.10.7.3",
     "It acknowledges exactly our SYN, so it answers this attempt and no earlier one."},
    {Finding::SynSentAckReset, "syn_sent_ack_reset", "RFC 9293 §3.10.7.3",
     "It acknowledges a number that this attempt never sent: it answers something old. Send a RST "
     "with that number, so that the other end lets go of it."},
    {Finding::SynSentAckBadWithRst, "syn_sent_ack_bad_with_rst", "RFC 9293 §3.10.7.3",
     "A reset that acknowledges something we never sent is not about this attempt: drop it."},
    {Finding::SynSentNoRst, "syn_sent_no_rst", "RFC 9293 §3.10.7.3",
     "It is no reset: read on."},
    {Finding::SynSentRstRefused, "syn_sent_rst_refused", "RFC 9293 §3.10.7.3",
     "A reset that acknowledges our SYN: the other end has seen it and says no. Tell the user that "
     "the connection was refused."},
    {Finding::SynSentRstWithoutAck, "syn_sent_rst_without_ack", "RFC 9293 §3.10.7.3",
     "A reset that does not acknowledge our SYN could be anybody's guess: drop it."},
    {Finding::SynSentEstablished, "syn_sent_established", "RFC 9293 §3.10.7.3",
     "The peer's SYN, and our own is acknowledged: both numbers are now agreed. This end is "
     "ESTABLISHED and acknowledges the peer's SYN."},
    {Finding::SynSentSimultaneousOpen, "syn_sent_simultaneous_open", "RFC 9293 §3.10.7.3",
     "The peer's SYN, but no word about ours: both ends have opened at the same moment. Answer "
     "SYN,ACK and wait in SYN-RECEIVED for the peer to confirm."},
    {Finding::SynSentNoSyn, "syn_sent_no_syn", "RFC 9293 §3.10.7.3",
     "It is no SYN, so it tells us nothing about the peer's numbers."},
    {Finding::SynSentOtherDropped, "syn_sent_other_dropped", "RFC 9293 §3.10.7.3",
     "Neither SYN nor RST: until the peer's first number is known its segments cannot be judged. "
     "Drop it."},
    {Finding::SecurityNotChecked, "security_not_checked", "RFC 9293 §A.1.2",
     "Security compartments belong to networks of another age; outside them this step is ignored."},
    {Finding::SequenceExact, "sequence_exact", "RFC 9293 §3.10.7.4",
     "The segment begins exactly at RCV.NXT, the number that was expected next."},
    {Finding::SequenceAhead, "sequence_ahead", "RFC 9293 §3.10.7.4",
     "It lies in the window but beyond RCV.NXT: something before it is missing. It is processed, "
     "and its text will be held."},
    {Finding::SequenceOldPartCut, "sequence_old_part_cut", "RFC 9293 §3.10.7.4",
     "It begins with what is known already and ends with what is new: cut off the old part, go on "
     "with the rest."},
    {Finding::SequenceTailCut, "sequence_tail_cut", "RFC 9293 §3.10.7.4",
     "It reaches beyond the window: cut off what does not fit, go on with the rest. The peer will "
     "have to send the tail again."},
    {Finding::SequenceZeroWindowControl, "sequence_zero_window_control", "RFC 9293 §3.8.6.1",
     "The window is shut, so no text fits; but the number is right, and an ACK, a RST or urgent "
     "news in it still counts. Answer with the window as it is."},
    {Finding::SequenceUnacceptable, "sequence_unacceptable", "RFC 9293 §3.10.7.4",
     "Nothing in it lies in the window: it is old, or foreign. Say which number is expected, and "
     "drop it."},
    {Finding::SequenceUnacceptableRst, "sequence_unacceptable_rst", "RFC 9293 §3.10.7.4",
     "A reset from outside the window could come from anybody: drop it in silence."},
    {Finding::SequenceSimultaneousSynAck, "sequence_simultaneous_syn_ack", "RFC 9293 §A.2",
     "Table 6 would refuse this: its SYN is the one that opened the connection from the other side. "
     "Put the SYN aside, for its ACK is what we are waiting for."},
    {Finding::SequenceOneBelow, "sequence_one_below", "RFC 9293 §A.2",
     "It lies one number below RCV.NXT and brings nothing new. But while both ends probe shut "
     "windows a peer can speak from no other number, so its ACK counts; answer it like any old "
     "segment."},
    {Finding::SequenceTimeWaitFinAgain, "sequence_time_wait_fin_again", "RFC 9293 §3.10.7.4",
     "The peer's FIN again: our last ACK was lost. This is what TIME-WAIT is for. Acknowledge it "
     "once more, and wait 2 MSL from now."},
    {Finding::RstAbsent, "rst_absent", "RFC 9293 §3.10.7.4",
     "It is no reset: read on."},
    {Finding::RstExactPassive, "rst_exact_passive", "RFC 9293 §3.10.7.4",
     "The RST is exactly at RCV.NXT, so it counts. This end was opened passively: return to LISTEN "
     "and tell nobody."},
    {Finding::RstExactRefused, "rst_exact_refused", "RFC 9293 §3.10.7.4",
     "The RST is exactly at RCV.NXT, so it counts. The user asked for this connection: tell them "
     "that it was refused."},
    {Finding::RstExactReset, "rst_exact_reset", "RFC 9293 §3.10.7.4",
     "The RST is exactly at RCV.NXT, so it counts: forget everything and tell the user that the "
     "connection was reset."},
    {Finding::RstExactClosing, "rst_exact_closing", "RFC 9293 §3.10.7.4",
     "The RST is exactly at RCV.NXT, so it counts. This end was closing anyway: forget the "
     "connection, quietly."},
    {Finding::RstOutsideWindow, "rst_outside_window", "RFC 5961 §3.2",
     "The RST's own number lies before the window, even if its text reaches into it: drop it in "
     "silence."},
    {Finding::RstChallenged, "rst_challenged", "RFC 5961 §3.2",
     "The RST lies in the window but not at RCV.NXT: a stranger could have guessed that much. Ask "
     "back with an ACK; a genuine peer will answer with the exact number."},
    {Finding::SynAbsent, "syn_absent", "RFC 9293 §3.10.7.4",
     "It is no SYN: read on."},
    {Finding::SynAlreadyKnown, "syn_already_known", "RFC 9293 §3.10.7.4",
     "Its SYN is the one that this end has answered already; the first step has cut it off. Go on "
     "with the rest."},
    {Finding::SynReturnsToListen, "syn_returns_to_listen", "RFC 9293 §3.10.7.4",
     "A different SYN, before the first was ever confirmed: the half-open attempt is not worth "
     "keeping. Return to LISTEN."},
    {Finding::SynChallenged, "syn_challenged", "RFC 5961 §4.2",
     "A SYN in the middle of a connection: has the peer restarted, or is a stranger trying to break "
     "in? Ask back with an ACK; only a peer that has really forgotten us answers with a reset."},
    {Finding::ChallengeThrottled, "challenge_throttled", "RFC 5961 §7",
     "This deserved a challenge, but this second's ration of them is used up: drop it in silence, "
     "lest two ends acknowledge each other for ever."},
    {Finding::AckAbsent, "ack_absent", "RFC 9293 §3.10.7.4",
     "Once a connection exists every segment carries an ACK; one that does not is dropped."},
    {Finding::AckOutOfRange, "ack_out_of_range", "RFC 5961 §5.2",
     "It acknowledges what was never sent, or something so old that no honest peer would say so "
     "now: answer with our own numbers and discard it, text and all."},
    {Finding::AckCompletesHandshake, "ack_completes_handshake", "RFC 9293 §3.10.7.4",
     "It acknowledges our SYN: the peer has really seen it, so it is there, and it means now. "
     "ESTABLISHED."},
    {Finding::AckCompletesHandshakeThenCloses, "ack_completes_handshake_then_closes", "RFC 9293 §3.10.7.4",
     "It acknowledges our SYN: ESTABLISHED, and at once FIN-WAIT-1, because the user closed while "
     "waiting. What was queued goes first."},
    {Finding::AckBadInSynReceived, "ack_bad_in_syn_received", "RFC 9293 §3.10.7.4",
     "It acknowledges something other than our SYN: whoever sent it means another connection. "
     "Answer with a RST at the number it acknowledged, and keep waiting."},
    {Finding::AckAdvances, "ack_advances", "RFC 9293 §3.10.7.4",
     "It acknowledges something new: move SND.UNA, forget what has arrived, restart the timer for "
     "the rest."},
    {Finding::AckAdvancesAndResends, "ack_advances_and_resends", "RFC 9293 §3.8.6",
     "It acknowledges something new, but not all that was sent before the timeout: more was "
     "probably lost. Send the next segment again without waiting for another timeout."},
    {Finding::AckDuplicate, "ack_duplicate", "RFC 9293 §3.10.7.4",
     "It acknowledges nothing new, which is no error: the rest of the segment still counts."},
    {Finding::AckUpdatesWindow, "ack_updates_window", "RFC 9293 §3.10.7.4",
     "It acknowledges nothing new, but it is newer than the segment that last told us the window, "
     "and the window has changed."},
    {Finding::AckOfFinToFinWait2, "ack_of_fin_to_fin_wait_2", "RFC 9293 §3.10.7.4",
     "It acknowledges our FIN: our direction is closed, FIN-WAIT-2. The peer may go on sending as "
     "long as it likes."},
    {Finding::AckOfFinToTimeWait, "ack_of_fin_to_time_wait", "RFC 9293 §3.10.7.4",
     "It acknowledges our FIN, and the peer's has been acknowledged before: both directions are "
     "closed. What is left is to wait."},
    {Finding::AckOfFinToClosed, "ack_of_fin_to_closed", "RFC 9293 §3.10.7.4",
     "It acknowledges our FIN, the last thing anyone had to say: the connection is over, and this "
     "end may forget it."},
    {Finding::AckIgnoredInClosing, "ack_ignored_in_closing", "RFC 9293 §3.10.7.4",
     "It does not acknowledge our FIN yet: in CLOSING nothing else matters."},
    {Finding::AckInTimeWait, "ack_in_time_wait", "RFC 9293 §3.10.7.4",
     "Both directions are closed: there is nothing left that it could acknowledge."},
    {Finding::UrgAbsent, "urg_absent", "RFC 9293 §3.10.7.4",
     "It points to no urgent data: read on."},
    {Finding::UrgSignalled, "urg_signalled", "RFC 9293 §3.8.5",
     "The urgent pointer is ahead of what the user has read, further than before: tell the user "
     "that something urgent is coming."},
    {Finding::UrgNothingNew, "urg_nothing_new", "RFC 9293 §3.10.7.4",
     "It points to urgent data that the user has read or been told of already."},
    {Finding::UrgIgnoredAfterFin, "urg_ignored_after_fin", "RFC 9293 §3.10.7.4",
     "After the peer's FIN there can be nothing urgent: ignore it."},
    {Finding::TextAbsent, "text_absent", "RFC 9293 §3.10.7.4",
     "It carries no text."},
    {Finding::TextDelivered, "text_delivered", "RFC 9293 §3.10.7.4",
     "Its text is next in order: it goes to the user, RCV.NXT moves behind it, and an "
     "acknowledgment is owed."},
    {Finding::TextFillsGap, "text_fills_gap", "RFC 9293 §3.10.7.4",
     "Its text fills a gap: it and what was held behind it go to the user together. Acknowledge at "
     "once, the sender is waiting for that."},
    {Finding::TextHeld, "text_held", "RFC 9293 §3.10.7.4",
     "Something before its text is missing: hold it, out of the user's reach, and say at once what "
     "is still expected."},
    {Finding::TextKeptFromHandshake, "text_kept_from_handshake", "RFC 9293 §3.5",
     "Text that came before the handshake was complete has been waiting here; now that the peer is "
     "proven it may go to the user."},
    {Finding::TextNoRoom, "text_no_room", "RFC 9293 §3.8.6",
     "Its text lies outside the window: there is no room for it."},
    {Finding::TextIgnoredAfterFin, "text_ignored_after_fin", "RFC 9293 §3.10.7.4",
     "The peer has said that it would send no more: ignore its text."},
    {Finding::FinAbsent, "fin_absent", "RFC 9293 §3.10.7.4",
     "It does not end the peer's data."},
    {Finding::FinHeld, "fin_held", "RFC 9293 §3.10.7.4",
     "The peer is finished, but something before its FIN is missing: remember where the FIN is, and "
     "say what is still expected."},
    {Finding::FinToCloseWait, "fin_to_close_wait", "RFC 9293 §3.10.7.4",
     "The peer has nothing more to send: acknowledge its FIN and tell the user. CLOSE-WAIT: this "
     "direction stays open until our user closes it too."},
    {Finding::FinToClosing, "fin_to_closing", "RFC 9293 §3.10.7.4",
     "The peer's FIN, before it has acknowledged ours: both ends closed at once. CLOSING, until "
     "ours is acknowledged."},
    {Finding::FinToTimeWait, "fin_to_time_wait", "RFC 9293 §3.10.7.4",
     "The peer's FIN, and ours is acknowledged: both directions are closed. Acknowledge it, and "
     "stay to answer should that ACK be lost."},
    {Finding::FinAgain, "fin_again", "RFC 9293 §3.10.7.4",
     "A second FIN behind the first cannot be: the stream ended there. Acknowledge what we have."},
    {Finding::OpenPassive, "open_passive", "RFC 9293 §3.10.1",
     "A passive OPEN sends nothing: wait in LISTEN for whoever calls."},
    {Finding::OpenActive, "open_active", "RFC 9293 §3.10.1",
     "An active OPEN: choose an initial sequence number and send a SYN."},
    {Finding::OpenListenerBecomesActive, "open_listener_becomes_active", "RFC 9293 §3.10.1",
     "The listener stops waiting and calls by itself: choose an initial sequence number and send a "
     "SYN."},
    {Finding::OpenAlreadyExists, "open_already_exists", "RFC 9293 §3.10.1",
     "There is already a connection here: a second OPEN is an error."},
    {Finding::SendNoConnection, "send_no_connection", "RFC 9293 §3.10.2",
     "There is no connection to send on."},
    {Finding::SendListenUnspecified, "send_listen_unspecified", "RFC 9293 §3.10.2",
     "A listener does not know yet to whom it would send."},
    {Finding::SendListenerBecomesActive, "send_listener_becomes_active", "RFC 9293 §3.10.2",
     "The OPEN said with whom to talk, so a SEND makes the listener call: send a SYN, and keep the "
     "data until the connection stands."},
    {Finding::SendQueuedForHandshake, "send_queued_for_handshake", "RFC 9293 §3.10.2",
     "The connection is not established yet: the data waits in the send buffer."},
    {Finding::SendTaken, "send_taken", "RFC 9293 §3.10.2",
     "The data is in the send buffer; as much of it leaves now as the window and Nagle's rule allow."},
    {Finding::SendNoRoom, "send_no_room", "RFC 9293 §3.10.2",
     "The send buffer is full of data that the peer has not acknowledged: the user has to wait."},
    {Finding::SendClosing, "send_closing", "RFC 9293 §3.10.2",
     "After CLOSE there is nothing more to send: that was its meaning."},
    {Finding::ReceiveNoConnection, "receive_no_connection", "RFC 9293 §3.10.3",
     "There is no connection to receive from."},
    {Finding::ReceiveTooEarly, "receive_too_early", "RFC 9293 §3.10.3",
     "Nothing can be delivered before the connection is established, even if it is here already."},
    {Finding::ReceiveGiven, "receive_given", "RFC 9293 §3.10.3",
     "Give the user what is in order, and see whether the window has grown enough to tell the peer."},
    {Finding::ReceiveNothingYet, "receive_nothing_yet", "RFC 9293 §3.10.3",
     "Nothing new is in order yet: the user will be told when there is."},
    {Finding::ReceiveEnd, "receive_end", "RFC 9293 §3.10.3",
     "The peer has closed, and all it sent has been read: this is the end of the data."},
    {Finding::CloseNoConnection, "close_no_connection", "RFC 9293 §3.10.4",
     "There is no connection to close."},
    {Finding::CloseDeletes, "close_deletes", "RFC 9293 §3.10.4",
     "The peer knows of no connection yet: forget this one and send nothing."},
    {Finding::CloseSendsFinEarly, "close_sends_fin_early", "RFC 9293 §3.10.4",
     "The user closes before the handshake is complete and has sent nothing: the FIN may go right "
     "behind the SYN. FIN-WAIT-1."},
    {Finding::CloseWaitsForHandshake, "close_waits_for_handshake", "RFC 9293 §3.10.4",
     "Data is waiting for the handshake to complete, and the FIN comes after it: remember the CLOSE."},
    {Finding::CloseToFinWait1, "close_to_fin_wait_1", "RFC 9293 §3.10.4",
     "The user has nothing more to send: FIN-WAIT-1. The FIN leaves behind the last queued byte; "
     "receiving goes on."},
    {Finding::CloseToLastAck, "close_to_last_ack", "RFC 9293 §3.10.4",
     "The peer has closed and now our user does: once all is sent the FIN follows, and LAST-ACK "
     "waits for it to be acknowledged."},
    {Finding::CloseAlready, "close_already", "RFC 9293 §3.10.4",
     "The user has closed this connection before: there is only one FIN to send."},
    {Finding::AbortNoConnection, "abort_no_connection", "RFC 9293 §3.10.5",
     "There is no connection to abort."},
    {Finding::AbortDeletes, "abort_deletes", "RFC 9293 §3.10.5",
     "The peer knows of no connection yet: forget this one and send nothing."},
    {Finding::AbortSendsReset, "abort_sends_reset", "RFC 9293 §3.10.5",
     "Send a RST at SND.NXT and forget everything, unsent and unread data included. There is no "
     "goodbye and no TIME-WAIT."},
    {Finding::AbortQuietly, "abort_quietly", "RFC 9293 §3.10.5",
     "Both directions are closed, or nearly so: forget the connection without a word."},
    {Finding::StatusNoConnection, "status_no_connection", "RFC 9293 §3.10.6",
     "There is no connection to ask about."},
    {Finding::StatusReported, "status_reported", "RFC 9293 §3.10.6",
     "Report the state; the rest stands in the TCB."},
    {Finding::TimeoutUserAborts, "timeout_user_aborts", "RFC 9293 §3.10.8",
     "The user set a limit to waiting, and nothing has been delivered within it: flush everything, "
     "tell the user, forget the connection."},
    {Finding::TimeoutRetransmits, "timeout_retransmits", "RFC 9293 §3.10.8",
     "No acknowledgment came within the RTO: send the oldest unacknowledged segment again, and wait "
     "twice as long for the next time."},
    {Finding::TimeoutRetransmitsSyn, "timeout_retransmits_syn", "RFC 9293 §3.8.3",
     "Nobody has acknowledged our SYN within the RTO: send it again, the same number as before, and "
     "wait twice as long for the next time."},
    {Finding::TimeoutGivesUp, "timeout_gives_up", "RFC 9293 §3.8.3",
     "The same segment has been sent again and again for longer than R2: the peer or the path is "
     "gone. Tell the user and forget the connection."},
    {Finding::TimeoutTimeWaitOver, "timeout_time_wait_over", "RFC 9293 §3.10.8",
     "2 MSL have passed in silence: every segment of this connection has left the network. Forget "
     "it."},
    {Finding::TimeoutProbesWindow, "timeout_probes_window", "RFC 9293 §3.8.6.1",
     "The peer's window has been shut for a while, and the word that reopens it may have been lost: "
     "send one octet to make the peer answer."},
    {Finding::TimeoutProbesUnanswered, "timeout_probes_unanswered", "RFC 9293 §3.8.6.1",
     "Probe after probe has met silence for longer than R2: a peer with a shut window would answer. "
     "Tell the user and forget the connection."},
    {Finding::TimeoutOverridesSillyWindow, "timeout_overrides_silly_window", "RFC 9293 §3.8.6.2.1",
     "The piece is small, but waiting for a better one has lasted long enough: send it."},
    {Finding::TimeoutSendsDelayedAck, "timeout_sends_delayed_ack", "RFC 9293 §3.8.6.3",
     "No text of our own came along to carry the acknowledgment: send it alone now."},
    {Finding::TwoStepSynTrusted, "two_step_syn_trusted", "Variant: breaks RFC 9293 §3.4.1",
     "Variant: believe the SYN. Answer once, count our own SYN as acknowledged, be ESTABLISHED: "
     "whether the SYN was old is never asked."},
    {Finding::TwoStepSynAckTrusted, "two_step_syn_ack_trusted", "Variant: breaks RFC 9293 §3.4.1",
     "Variant: the SYN,ACK is enough. ESTABLISHED, and not a word to the peer: the third segment "
     "does not exist."},
}};
// clang-format on

constexpr bool findings_are_in_order() {
    for (std::uint32_t i = 0; i < finding_count; ++i)
        if (findings[i].finding != static_cast<Finding>(i)) return false;
    return true;
}
static_assert(findings_are_in_order());

}  // namespace

const FindingText& text_of(Finding finding) { return findings[static_cast<std::uint32_t>(finding)]; }

std::span<const FindingText, finding_count> all_findings() { return findings; }

}  // namespace hw::tcp
