#include "tests/tcp/examples.h"

namespace hw::test {
namespace {

using tcp::Finding;
using tcp::Row;
using tcp::RuleBookId;
using tcp::State;
using tcp::Switch;

tcp::Config with_keep_alive() {
    tcp::Config config = Endpoint().config;
    config.keep_alive = Switch::On;
    return config;
}

tcp::Config with_rules(RuleBookId rules) {
    tcp::Config config = Endpoint().config;
    config.rules = rules;
    return config;
}

tcp::Config with_insecure_syn() {
    tcp::Config config = with_rules(RuleBookId::FreeBsd);
    config.syn_in_window_resets = Switch::On;
    return config;
}

tcp::Config like_linux_for_orphans() {
    tcp::Config config = Endpoint().config;
    config.reset_on_unread_close = Switch::On;
    config.fin_wait2_timeout = 60_s;
    return config;
}

Endpoint silent_for(Duration d) {
    Endpoint end = established(with_keep_alive());
    end.wait(d);
    return end;
}

Endpoint heard_after_an_hour() {
    Endpoint end = silent_for(3'600_s);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    end.wait(3'600_s);
    return end;
}

Endpoint busy_when_asked() {
    Endpoint end = silent_for(7'199_s);
    end.send(10);
    end.wait(1_s);
    return end;
}

// An end that arrives at `segment` in `state`.
Endpoint arrival(State state, std::string_view segment, tcp::Config config = Endpoint().config) {
    Endpoint end = in_state(state, config);
    end.port_has_listener = true;
    end.arrives(segment);
    return end;
}

Endpoint orphan_in_fin_wait_2() {
    Endpoint end = established(like_linux_for_orphans());
    end.orphan();
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK>");
    return end;
}

Endpoint forgotten_orphan() {
    Endpoint end = orphan_in_fin_wait_2();
    end.wait(60_s);
    return end;
}

Endpoint text_for_an_orphan() {
    Endpoint end = orphan_in_fin_wait_2();
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK><DATA=3>");
    return end;
}

Endpoint orphan_with_unread_text() {
    Endpoint end = established(like_linux_for_orphans());
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=3>");
    end.orphan();
    return end;
}

Endpoint orphan_after_close() {
    Endpoint end = established(like_linux_for_orphans());
    end.close();
    end.orphan();
    return end;
}

Endpoint after_icmp(State state, Endpoint::Icmp message) {
    Endpoint end = in_state(state);
    if (state == State::Established) end.send(1'400);
    end.icmp_arrives(message);
    return end;
}

Endpoint unreachable_after_timeout() {
    tcp::Config config = Endpoint().config;
    config.unreachable_reverts_backoff = Switch::On;
    Endpoint end = established(config);
    end.send(10);
    end.wait(1_s);
    end.icmp_arrives({.code = 1, .seq = 1001});
    return end;
}

Endpoint smaller_path_while_idle() {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0>");
    end.send(1'400);
    end.wait(1_s);  // a probe is on its way, but the window is shut
    end.icmp_arrives({.code = 4, .seq = 1001, .mtu = 600});
    return end;
}

Endpoint opened_fast(tcp::FastOpenRequest request) {
    Endpoint end;
    end.open_fast(1000, request, 10);
    return end;
}

// A listener to which a SYN comes, and what the host grants it.
Endpoint listener_granting(tcp::FastOpenGrant grant) {
    Endpoint end = in_state(State::Listen);
    end.fast_open = grant;
    end.arrives("<SEQ=5000><CTL=SYN><DATA=5><FO=7>");
    return end;
}

tcp::Config with_rfc_6191() {
    tcp::Config config = Endpoint().config;
    config.timestamps = Switch::On;
    config.time_wait_reuse = tcp::TimeWaitReuse::Rfc6191;
    return config;
}

constexpr RuleBookId linux_rules = RuleBookId::Linux;

constexpr Example examples[] = {
    {Finding::OpenFast, Row::CallOpen, [] { return opened_fast({.cookie = cookie_of(7)}); }},
    {Finding::OpenFastAsksForCookie, Row::CallOpen, [] { return opened_fast({}); }},
    {Finding::ListenFastOpened, Row::ListenSyn, [] { return listener_granting({.is_valid = true}); }},
    {Finding::ListenCookieGranted, Row::ListenSyn,
     [] { return listener_granting({.is_valid = false, .cookie = cookie_of(9)}); }},
    {Finding::TimeWaitNewerTimestamp, Row::OtherSequence,
     [] { return arrival(State::TimeWait, "<SEQ=4000><CTL=SYN><TS=100:0>", with_rfc_6191()); }},
    {Finding::ListenSynTextIgnored, Row::ListenSyn,
     [] { return arrival(State::Listen, "<SEQ=5000><CTL=SYN><DATA=5>", with_rules(linux_rules)); }},
    {Finding::ListenSynWithFinDropped, Row::ListenSyn,
     [] { return arrival(State::Listen, "<SEQ=5000><CTL=SYN,FIN>", with_rules(linux_rules)); }},
    {Finding::SynAgainAnswered, Row::OtherSequence,
     [] { return arrival(State::SynReceived, "<SEQ=5000><CTL=SYN>", with_rules(linux_rules)); }},
    {Finding::HalfOpenDropped, Row::OtherSequence,
     [] { return arrival(State::SynReceived, "<SEQ=5001><CTL=RST>", with_rules(linux_rules)); }},
    {Finding::TimeWaitBareAck, Row::OtherSequence,
     [] { return arrival(State::TimeWait, "<SEQ=5002><ACK=1002><CTL=ACK>", with_rules(linux_rules)); }},
    {Finding::IcmpSourceQuenchIgnored, Row::IcmpArrives,
     [] { return after_icmp(State::Established, {.type = 4, .seq = 1001}); }},
    {Finding::IcmpNotInFlight, Row::IcmpArrives, [] { return after_icmp(State::Established, {.seq = 900}); }},
    {Finding::IcmpSoftError, Row::IcmpArrives,
     [] { return after_icmp(State::Established, {.code = 1, .seq = 1001}); }},
    {Finding::IcmpRevertsBackOff, Row::IcmpArrives, unreachable_after_timeout},
    {Finding::IcmpEndsConnection, Row::IcmpArrives,
     [] { return after_icmp(State::SynSent, {.code = 3, .seq = 1000}); }},
    {Finding::IcmpReturnsToListen, Row::IcmpArrives,
     [] { return after_icmp(State::SynReceived, {.code = 3, .seq = 1000}); }},
    {Finding::IcmpPathMtuShrunk, Row::IcmpArrives, smaller_path_while_idle},
    {Finding::IcmpPathMtuResends, Row::IcmpArrives,
     [] { return after_icmp(State::Established, {.code = 4, .seq = 1001, .mtu = 600}); }},
    {Finding::IcmpPathMtuKnown, Row::IcmpArrives,
     [] { return after_icmp(State::Established, {.code = 4, .seq = 1001, .mtu = 1'500}); }},
    {Finding::KeepAliveProbes, Row::TimeoutKeepAlive, [] { return silent_for(7'200_s); }},
    {Finding::KeepAliveHeard, Row::TimeoutKeepAlive, heard_after_an_hour},
    {Finding::KeepAliveNotIdle, Row::TimeoutKeepAlive, busy_when_asked},
    {Finding::KeepAliveGivesUp, Row::TimeoutKeepAlive, [] { return silent_for(7'875_s); }},
    {Finding::FinWait2Over, Row::TimeoutFinWait2, forgotten_orphan},
    {Finding::TextForOrphanReset, Row::OtherText, text_for_an_orphan},
    {Finding::OrphanUnreadReset, Row::CallClose, orphan_with_unread_text},
    {Finding::OrphanAlreadyClosed, Row::CallClose, orphan_after_close},
    {Finding::TimeWaitHigherSequence, Row::OtherSequence,
     [] { return arrival(State::TimeWait, "<SEQ=200000><CTL=SYN>"); }},
    {Finding::TimeWaitNoAckIgnored, Row::OtherSequence,
     [] { return arrival(State::TimeWait, "<SEQ=5002><CTL=SYN>", with_rules(RuleBookId::FreeBsd)); }},
    {Finding::SynInWindowResets, Row::OtherSyn,
     [] { return arrival(State::Established, "<SEQ=5002><CTL=SYN>", with_insecure_syn()); }},
    {Finding::TimeWaitRstIgnored, Row::OtherRst,
     [] {
         return arrival(State::TimeWait, "<SEQ=5002><CTL=RST>", with_rules(RuleBookId::IgnoreRstInTimeWait));
     }},
    {Finding::ChallengeWithheld, Row::OtherRst,
     [] {
         return arrival(State::Established, "<SEQ=5002><CTL=RST>", with_rules(RuleBookId::NoChallengeAck));
     }},
    {Finding::AnyRstAccepted, Row::OtherRst,
     [] { return arrival(State::Established, "<SEQ=5002><CTL=RST>", with_rules(RuleBookId::AcceptAnyRst)); }},
    {Finding::OldAckAccepted, Row::OtherAck,
     [] {
         return arrival(State::Established, "<SEQ=5001><ACK=4000000000><CTL=ACK>",
                        with_rules(RuleBookId::AcceptOldAck));
     }},
    {Finding::SynTextDeliveredEarly, Row::ListenSyn,
     [] {
         return arrival(State::Listen, "<SEQ=5000><CTL=SYN><DATA=5>",
                        with_rules(RuleBookId::DeliverBeforeEstablished));
     }},
    {Finding::FinAckedAlone, Row::OtherFin,
     [] {
         return arrival(State::Established, "<SEQ=5001><ACK=1001><CTL=FIN,ACK>",
                        with_rules(RuleBookId::FinNeverMerged));
     }},
};

}  // namespace

std::span<const Example> examples_of_lifecycle() { return examples; }

}  // namespace hw::test
