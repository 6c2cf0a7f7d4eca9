#include "tests/tcp/examples.h"

namespace hw::test {
namespace {

using tcp::Finding;
using tcp::Row;
using tcp::RuleBookId;
using tcp::State;
using tcp::Switch;

// An end in `state` to which `segments` arrive, one after the other.
Endpoint after(State state, std::initializer_list<const char*> segments,
               tcp::Config config = Endpoint().config) {
    Endpoint end = in_state(state, config);
    for (const char* segment : segments) end.arrives(segment);
    return end;
}

tcp::Config with_buffer(std::uint32_t bytes) {
    tcp::Config config = Endpoint().config;
    config.receive_buffer_bytes = bytes;
    return config;
}

tcp::Config two_step() {
    tcp::Config config = Endpoint().config;
    config.rules = RuleBookId::TwoStepHandshake;
    return config;
}

tcp::Config with_one_challenge() {
    tcp::Config config = Endpoint().config;
    config.challenge_acks_per_second = 1;
    return config;
}

// Opened actively, then the peer's SYN came without an ACK.
Endpoint in_simultaneous_open(const char* then) {
    return after(State::SynSent, {"<SEQ=5000><CTL=SYN>", then});
}

Endpoint two_segments_lost_then(const char* segment) {
    Endpoint end = established();
    end.send(2 * 1460);
    end.wait(1_s);
    end.arrives(segment);
    return end;
}

Endpoint early_text_then(const char* segment) {
    return after(State::Listen, {"<SEQ=5000><CTL=SYN><DATA=10>", segment});
}

// clang-format off
const Example examples[] = {
    // §3.10.7.1
    {Finding::ClosedRstDropped, Row::ClosedRst, [] { return after(State::Closed, {"<SEQ=1><CTL=RST>"}); }},
    {Finding::ClosedNoRst, Row::ClosedRst, [] { return after(State::Closed, {"<SEQ=1><CTL=SYN>"}); }},
    {Finding::ClosedAckReset, Row::ClosedOther,
        [] { return after(State::Closed, {"<SEQ=1><ACK=2><CTL=ACK>"}); }},
    {Finding::ClosedNoAckReset, Row::ClosedOther,
        [] { return after(State::Closed, {"<SEQ=1><CTL=SYN>"}); }},
    // §3.10.7.2
    {Finding::ListenRstIgnored, Row::ListenRst, [] { return after(State::Listen, {"<SEQ=1><CTL=RST>"}); }},
    {Finding::ListenNoRst, Row::ListenRst, [] { return after(State::Listen, {"<SEQ=1><CTL=SYN>"}); }},
    {Finding::ListenAckReset, Row::ListenAck,
        [] { return after(State::Listen, {"<SEQ=1><ACK=2><CTL=ACK>"}); }},
    {Finding::ListenNoAck, Row::ListenAck, [] { return after(State::Listen, {"<SEQ=1><CTL=SYN>"}); }},
    {Finding::ListenSynAccepted, Row::ListenSyn, [] { return after(State::Listen, {"<SEQ=1><CTL=SYN>"}); }},
    {Finding::ListenNoSyn, Row::ListenSyn, [] { return after(State::Listen, {"<SEQ=1><CTL=FIN>"}); }},
    {Finding::ListenOtherDropped, Row::ListenOther,
        [] { return after(State::Listen, {"<SEQ=1><CTL=FIN>"}); }},
    // §3.10.7.3
    {Finding::SynSentNoAck, Row::SynSentAck, [] { return after(State::SynSent, {"<SEQ=5000><CTL=SYN>"}); }},
    {Finding::SynSentAckAcceptable, Row::SynSentAck,
        [] { return after(State::SynSent, {"<SEQ=5000><ACK=1001><CTL=SYN,ACK>"}); }},
    {Finding::SynSentAckReset, Row::SynSentAck,
        [] { return after(State::SynSent, {"<SEQ=5000><ACK=901><CTL=SYN,ACK>"}); }},
    {Finding::SynSentAckBadWithRst, Row::SynSentAck,
        [] { return after(State::SynSent, {"<SEQ=5000><ACK=901><CTL=RST,ACK>"}); }},
    {Finding::SynSentNoRst, Row::SynSentRst, [] { return after(State::SynSent, {"<SEQ=5000><CTL=SYN>"}); }},
    {Finding::SynSentRstRefused, Row::SynSentRst,
        [] { return after(State::SynSent, {"<SEQ=0><ACK=1001><CTL=RST,ACK>"}); }},
    {Finding::SynSentRstWithoutAck, Row::SynSentRst,
        [] { return after(State::SynSent, {"<SEQ=0><CTL=RST>"}); }},
    {Finding::SecurityNotChecked, Row::SynSentSecurity,
        [] { return after(State::SynSent, {"<SEQ=5000><CTL=SYN>"}); }},
    {Finding::SynSentEstablished, Row::SynSentSyn,
        [] { return after(State::SynSent, {"<SEQ=5000><ACK=1001><CTL=SYN,ACK>"}); }},
    {Finding::SynSentSimultaneousOpen, Row::SynSentSyn,
        [] { return after(State::SynSent, {"<SEQ=5000><CTL=SYN>"}); }},
    {Finding::SynSentNoSyn, Row::SynSentSyn,
        [] { return after(State::SynSent, {"<SEQ=5001><ACK=1001><CTL=ACK>"}); }},
    {Finding::SynSentOtherDropped, Row::SynSentOther,
        [] { return after(State::SynSent, {"<SEQ=5001><ACK=1001><CTL=ACK>"}); }},
    // §3.10.7.4, first
    {Finding::SequenceExact, Row::OtherSequence,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK>"}); }},
    {Finding::SequenceAhead, Row::OtherSequence,
        [] { return after(State::Established, {"<SEQ=5011><ACK=1001><CTL=ACK><DATA=5>"}); }},
    {Finding::SequenceOldPartCut, Row::OtherSequence,
        [] { return after(State::Established, {"<SEQ=4996><ACK=1001><CTL=ACK><DATA=10>"}); }},
    {Finding::SequenceTailCut, Row::OtherSequence,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>"}, with_buffer(8)); }},
    {Finding::SequenceZeroWindowControl, Row::OtherSequence,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK><DATA=8>",
            "<SEQ=5009><ACK=1001><CTL=ACK><DATA=1>"}, with_buffer(8)); }},
    {Finding::SequenceUnacceptable, Row::OtherSequence,
        [] { return after(State::Established, {"<SEQ=4000><ACK=1001><CTL=ACK><DATA=5>"}); }},
    {Finding::SequenceUnacceptableRst, Row::OtherSequence,
        [] { return after(State::Established, {"<SEQ=4000><CTL=RST>"}); }},
    {Finding::SequenceSimultaneousSynAck, Row::OtherSequence,
        [] { return in_simultaneous_open("<SEQ=5000><ACK=1001><CTL=SYN,ACK>"); }},
    {Finding::SequenceOneBelow, Row::OtherSequence,
        [] { return after(State::Established, {"<SEQ=5000><ACK=1001><CTL=ACK>"}); }},
    {Finding::SequenceTimeWaitFinAgain, Row::OtherSequence,
        [] { return after(State::TimeWait, {"<SEQ=5001><ACK=1002><CTL=FIN,ACK>"}); }},
    // §3.10.7.4, second
    {Finding::RstAbsent, Row::OtherRst,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK>"}); }},
    {Finding::RstExactPassive, Row::OtherRst,
        [] { return after(State::SynReceived, {"<SEQ=5001><CTL=RST>"}); }},
    {Finding::RstExactRefused, Row::OtherRst, [] { return in_simultaneous_open("<SEQ=5001><CTL=RST>"); }},
    {Finding::RstExactReset, Row::OtherRst,
        [] { return after(State::Established, {"<SEQ=5001><CTL=RST>"}); }},
    {Finding::RstExactClosing, Row::OtherRst,
        [] { return after(State::TimeWait, {"<SEQ=5002><CTL=RST>"}); }},
    {Finding::RstOutsideWindow, Row::OtherRst,
        [] { return after(State::Established, {"<SEQ=4999><CTL=RST><DATA=10>"}); }},
    {Finding::RstChallenged, Row::OtherRst,
        [] { return after(State::Established, {"<SEQ=5101><CTL=RST>"}); }},
    {Finding::ChallengeThrottled, Row::OtherRst,
        [] { return after(State::Established, {"<SEQ=5101><CTL=RST>",
            "<SEQ=5101><CTL=RST>"}, with_one_challenge()); }},
    // §3.10.7.4, third
    {Finding::SecurityNotChecked, Row::OtherSecurity,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK>"}); }},
    // §3.10.7.4, fourth
    {Finding::SynAbsent, Row::OtherSyn,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK>"}); }},
    {Finding::SynAlreadyKnown, Row::OtherSyn,
        [] { return after(State::SynReceived, {"<SEQ=5000><CTL=SYN><DATA=10>"}); }},
    {Finding::SynReturnsToListen, Row::OtherSyn,
        [] { return after(State::SynReceived, {"<SEQ=5500><CTL=SYN>"}); }},
    {Finding::SynChallenged, Row::OtherSyn,
        [] { return after(State::Established, {"<SEQ=5500><CTL=SYN>"}); }},
    // §3.10.7.4, fifth
    {Finding::AckAbsent, Row::OtherAck,
        [] { return after(State::Established, {"<SEQ=5001><CTL=PSH><DATA=5>"}); }},
    {Finding::AckOutOfRange, Row::OtherAck,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1002><CTL=ACK>"}); }},
    {Finding::AckCompletesHandshake, Row::OtherAck,
        [] { return after(State::SynReceived, {"<SEQ=5001><ACK=1001><CTL=ACK>"}); }},
    {Finding::AckCompletesHandshakeThenCloses, Row::OtherAck, [] {
            Endpoint end = in_syn_received();
            end.send(5);
            end.close();
            end.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
            return end;
        }},
    {Finding::AckBadInSynReceived, Row::OtherAck,
        [] { return after(State::SynReceived, {"<SEQ=5001><ACK=1002><CTL=ACK>"}); }},
    {Finding::AckAdvances, Row::OtherAck, [] {
            Endpoint end = established();
            end.send(10);
            end.arrives("<SEQ=5001><ACK=1011><CTL=ACK>");
            return end;
        }},
    {Finding::AckAdvancesAndResends, Row::OtherAck,
        [] { return two_segments_lost_then("<SEQ=5001><ACK=2461><CTL=ACK>"); }},
    {Finding::AckDuplicate, Row::OtherAck,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK>"}); }},
    {Finding::AckUpdatesWindow, Row::OtherAck,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK><WND=9>"}); }},
    {Finding::AckOfFinToFinWait2, Row::OtherAck,
        [] { return after(State::FinWait1, {"<SEQ=5001><ACK=1002><CTL=ACK>"}); }},
    {Finding::AckOfFinToTimeWait, Row::OtherAck,
        [] { return after(State::Closing, {"<SEQ=5002><ACK=1002><CTL=ACK>"}); }},
    {Finding::AckOfFinToClosed, Row::OtherAck,
        [] { return after(State::LastAck, {"<SEQ=5002><ACK=1002><CTL=ACK>"}); }},
    {Finding::AckIgnoredInClosing, Row::OtherAck,
        [] { return after(State::Closing, {"<SEQ=5002><ACK=1001><CTL=ACK>"}); }},
    {Finding::AckInTimeWait, Row::OtherAck,
        [] { return after(State::TimeWait, {"<SEQ=5002><ACK=1002><CTL=ACK>"}); }},
    // §3.10.7.4, sixth
    {Finding::UrgAbsent, Row::OtherUrg,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK>"}); }},
    {Finding::UrgSignalled, Row::OtherUrg,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=URG,ACK><UP=3><DATA=3>"}); }},
    {Finding::UrgNothingNew, Row::OtherUrg,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=URG,ACK><UP=0>"}); }},
    {Finding::UrgIgnoredAfterFin, Row::OtherUrg,
        [] { return after(State::CloseWait, {"<SEQ=5002><ACK=1001><CTL=URG,ACK><UP=3>"}); }},
    // §3.10.7.4, seventh
    {Finding::TextAbsent, Row::OtherText,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK>"}); }},
    {Finding::TextDelivered, Row::OtherText,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK><DATA=5>"}); }},
    {Finding::TextFillsGap, Row::OtherText,
        [] { return after(State::Established, {"<SEQ=5006><ACK=1001><CTL=ACK><DATA=5>",
            "<SEQ=5001><ACK=1001><CTL=ACK><DATA=5>"}); }},
    {Finding::TextHeld, Row::OtherText,
        [] { return after(State::Established, {"<SEQ=5006><ACK=1001><CTL=ACK><DATA=5>"}); }},
    {Finding::TextKeptFromHandshake, Row::OtherText,
        [] { return early_text_then("<SEQ=5011><ACK=1001><CTL=ACK>"); }},
    {Finding::TextNoRoom, Row::OtherText,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK><DATA=8>",
            "<SEQ=5009><ACK=1001><CTL=ACK><DATA=1>"}, with_buffer(8)); }},
    {Finding::TextIgnoredAfterFin, Row::OtherText,
        [] { return after(State::CloseWait, {"<SEQ=5002><ACK=1001><CTL=ACK><DATA=3>"}); }},
    // §3.10.7.4, eighth
    {Finding::FinAbsent, Row::OtherFin,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=ACK>"}); }},
    {Finding::FinHeld, Row::OtherFin,
        [] { return after(State::Established, {"<SEQ=5006><ACK=1001><CTL=FIN,ACK>"}); }},
    {Finding::FinToCloseWait, Row::OtherFin,
        [] { return after(State::Established, {"<SEQ=5001><ACK=1001><CTL=FIN,ACK>"}); }},
    {Finding::FinToClosing, Row::OtherFin,
        [] { return after(State::FinWait1, {"<SEQ=5001><ACK=1001><CTL=FIN,ACK>"}); }},
    {Finding::FinToTimeWait, Row::OtherFin,
        [] { return after(State::FinWait2, {"<SEQ=5001><ACK=1002><CTL=FIN,ACK>"}); }},
    {Finding::FinAgain, Row::OtherFin,
        [] { return after(State::CloseWait, {"<SEQ=5002><ACK=1001><CTL=FIN,ACK>"}); }},
    // Variants
    {Finding::TwoStepSynTrusted, Row::ListenSyn,
        [] { return after(State::Listen, {"<SEQ=5000><CTL=SYN>"}, two_step()); }},
    {Finding::TwoStepSynAckTrusted, Row::SynSentSyn,
        [] { return after(State::SynSent, {"<SEQ=5000><ACK=1001><CTL=SYN,ACK>"}, two_step()); }},
};
// clang-format on

}  // namespace

std::span<const Example> examples_of_segments() { return examples; }

}  // namespace hw::test
