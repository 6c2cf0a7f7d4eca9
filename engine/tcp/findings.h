#pragma once

#include <cstdint>
#include <span>
#include <string_view>

// Why a step decided as it did: one enumerator for each branch that a reader may ask about. The
// engine names the branch; the words, in every language, belong to whoever shows it.

namespace hw::tcp {

// clang-format off
enum class Finding : std::uint8_t {
    // §3.10.7.1 CLOSED
    ClosedRstDropped, ClosedNoRst, ClosedAckReset, ClosedNoAckReset,
    // §3.10.7.2 LISTEN
    ListenRstIgnored, ListenNoRst, ListenAckReset, ListenNoAck, ListenSynAccepted, ListenNoSyn,
    ListenOtherDropped,
    // §3.10.7.3 SYN-SENT
    SynSentNoAck, SynSentAckAcceptable, SynSentAckReset, SynSentAckBadWithRst,
    SynSentNoRst, SynSentRstRefused, SynSentRstWithoutAck,
    SynSentEstablished, SynSentSimultaneousOpen, SynSentNoSyn, SynSentOtherDropped,
    // §3.10.7.3, third, and §3.10.7.4, third
    SecurityNotChecked,
    // §3.10.7.4, first: the sequence number
    SequenceExact, SequenceAhead, SequenceOldPartCut, SequenceTailCut, SequenceZeroWindowControl,
    SequenceUnacceptable, SequenceUnacceptableRst, SequenceSimultaneousSynAck, SequenceOneBelow,
    SequenceTimeWaitFinAgain,
    // second: RST
    RstAbsent, RstExactPassive, RstExactRefused, RstExactReset, RstExactClosing, RstOutsideWindow,
    RstChallenged,
    // fourth: SYN
    SynAbsent, SynAlreadyKnown, SynReturnsToListen, SynChallenged,
    // RFC 5961 §7: the challenge of second, fourth or fifth was not sent
    ChallengeThrottled,
    // fifth: ACK
    AckAbsent, AckOutOfRange, AckCompletesHandshake, AckCompletesHandshakeThenCloses,
    AckBadInSynReceived, AckAdvances, AckAdvancesAndResends, AckDuplicate, AckUpdatesWindow,
    AckOfFinToFinWait2, AckOfFinToTimeWait, AckOfFinToClosed, AckIgnoredInClosing, AckInTimeWait,
    // sixth: URG
    UrgAbsent, UrgSignalled, UrgNothingNew, UrgIgnoredAfterFin,
    // seventh: the text
    TextAbsent, TextDelivered, TextFillsGap, TextHeld, TextKeptFromHandshake, TextNoRoom,
    TextIgnoredAfterFin,
    // eighth: FIN
    FinAbsent, FinHeld, FinToCloseWait, FinToClosing, FinToTimeWait, FinAgain,
    // §3.10.1 OPEN
    OpenPassive, OpenActive, OpenListenerBecomesActive, OpenAlreadyExists,
    // §3.10.2 SEND
    SendNoConnection, SendListenUnspecified, SendListenerBecomesActive, SendQueuedForHandshake,
    SendTaken, SendNoRoom, SendClosing,
    // §3.10.3 RECEIVE
    ReceiveNoConnection, ReceiveTooEarly, ReceiveGiven, ReceiveNothingYet, ReceiveEnd,
    // §3.10.4 CLOSE
    CloseNoConnection, CloseDeletes, CloseSendsFinEarly, CloseWaitsForHandshake, CloseToFinWait1,
    CloseToLastAck, CloseAlready,
    // §3.10.5 ABORT
    AbortNoConnection, AbortDeletes, AbortSendsReset, AbortQuietly,
    // §3.10.6 STATUS
    StatusNoConnection, StatusReported,
    // §3.10.8 and the timers of §3.8
    TimeoutUserAborts, TimeoutRetransmits, TimeoutRetransmitsSyn, TimeoutGivesUp, TimeoutTimeWaitOver,
    TimeoutProbesWindow, TimeoutProbesUnanswered, TimeoutOverridesSillyWindow, TimeoutSendsDelayedAck,
    // Variants
    TwoStepSynTrusted, TwoStepSynAckTrusted,
};
// clang-format on
inline constexpr std::uint32_t finding_count = static_cast<std::uint32_t>(Finding::TwoStepSynAckTrusted) + 1;

struct FindingText {
    Finding finding;
    std::string_view name;      // "rst_exact_passive", stable: lessons and tests refer to it
    std::string_view clause;    // "RFC 9293 §3.10.7.4" or "RFC 5961 §3.2"
    std::string_view sentence;  // English, one or two sentences
};
const FindingText& text_of(Finding finding);

// All of them, in the order of the enumeration.
std::span<const FindingText, finding_count> all_findings();

// Did the step let the segment go on to the next one, or settle its fate?
enum class Verdict : std::uint8_t { Continue, Return };

// What a step says when it is done.
struct Outcome {
    Verdict verdict = Verdict::Continue;
    Finding finding{};
};

}  // namespace hw::tcp
