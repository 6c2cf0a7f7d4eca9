#pragma once

#include "tcp/connection.h"

// What a connection sends, and when (RFC 9293 §3.7.4, §3.8.6): the forms of segments the RFC spells out
// in angle brackets, and the decision whether queued data may go now.

namespace hw::tcp {

// <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>, with a lower SEQ if the peer's window ends before SND.NXT.
void send_ack(Event& event);

// <SEQ=SND.NXT-1><ACK=RCV.NXT><CTL=FIN,ACK>: an ACK on the FIN that has been sent before.
void repeat_fin(Event& event);

// <SEQ=SND.NXT-1><ACK=RCV.NXT><CTL=ACK>, which the peer has to refuse, and so to answer (§3.8.4).
void send_keep_alive(Event& event);

// <SEQ=ISS><CTL=SYN> in SYN-SENT, <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK> in every later state.
enum class Transmission : std::uint8_t { First, Again };
void send_syn(Event& event, Transmission transmission);

// <SEQ=SND.NXT><ACK=RCV.NXT><CTL=RST,ACK>, for a connection that this end breaks off.
void send_reset_of_connection(Event& event);
void send_abort(Event& event);                           // <SEQ=SND.NXT><CTL=RST>, as §3.10.5 has it
void send_reset(Effects& effects, SeqNum seq);           // <SEQ=seq><CTL=RST>
void send_reset_with_ack(Effects& effects, SeqNum ack);  // <SEQ=0><ACK=ack><CTL=RST,ACK>
// The one of the two that §3.5.2 chooses to answer `segment`.
void send_reset_in_answer_to(const wire::Segment& segment, Effects& effects);

// Sends whatever of the queued text, and the FIN behind it, may be sent now: window, Nagle and the
// sender's silly-window avoidance permitting (§3.8.6.2.1). Override: the silly-window time-out (rule 4).
enum class SillyWindow : std::uint8_t { Avoid, Override };
// Burst::One: one packet of Linux's (send_packets.h), while the user's text is still being taken.
enum class Burst : std::uint8_t { All, One };
void send_queued(Event& event, SillyWindow silly_window = SillyWindow::Avoid, Burst burst = Burst::All);

// One segment of new text, whatever the congestion window and Nagle say (RFC 8985 §7.3). False: there is none,
// or the peer's window has no room for it.
[[nodiscard]] bool send_one_new_segment(Event& event);

// Sends segment i of the scoreboard again, or as much of it as the peer's window and the MSS now hold. False: the
// window has no room for any of it.
bool resend_segment(Event& event, std::uint32_t i, Scoreboard::As as);
// Sends the segment at the front of the retransmission queue again (§3.10.8).
void retransmit_front(Event& event);
// Sends again what is lost, the lowest first, as long as "(cwnd - pipe) >= 1 SMSS" (RFC 6675 §5 C). Forced: the
// first of them whatever the congestion window says (RFC 5681 §3.2 (3), RFC 6675 §5 (4.3)).
enum class Forced : std::uint8_t { None, First };
void retransmit_lost(Event& event, Forced forced);
// RFC 6675 §4 NextSeg (3) and (4): when nothing else may go, what is not known to be lost.
void retransmit_doubtful(Event& event);
// There was no new text to test a timeout with (RFC 5682 §2.1 (2) b): lost segments go out after all.
void give_up_seeking_spurious_timeout(Event& event);
// Sends from SND.UNA on as much as one segment and the window hold, sent before or not.
void retransmit_repackaged(Event& event);
// One octet of text, or the FIN, against a window that is shut (§3.8.6.1).
void probe_window(Event& event);

// States in which user text or a FIN may leave, for the first time or again.
constexpr bool may_send_text(State s) {
    return s == State::Established || s == State::FinWait1 || s == State::CloseWait || s == State::Closing ||
           s == State::LastAck;
}

// The user has CLOSEd and our FIN still waits behind queued text or a shut window.
inline bool fin_is_due(const Tcb& tcb) { return tcb.close_requested && !tcb.fin_was_sent; }

}  // namespace hw::tcp
