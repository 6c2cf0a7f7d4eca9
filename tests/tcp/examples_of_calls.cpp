#include "tests/tcp/examples.h"

namespace hw::test {
namespace {

using tcp::Finding;
using tcp::Row;
using tcp::RuleBookId;
using tcp::State;
using tcp::Switch;

// An end in `state` on which `call` is made.
template <class Call>
Endpoint then(State state, Call call, tcp::Config config = Endpoint().config) {
    Endpoint end = in_state(state, config);
    call(end);
    return end;
}

const auto open_passively = [](Endpoint& end) { end.open_passive(1000); };
const auto open_actively = [](Endpoint& end) { end.open_active(2000); };
const auto send_and_close = [](Endpoint& end) {
    end.send(5);
    end.close();
};
const auto wait_a_second = [](Endpoint& end) { end.wait(1_s); };
const auto wait_a_minute = [](Endpoint& end) { end.wait(60_s); };
const auto send_ten = [](Endpoint& end) { end.send(10); };
const auto receive_all = [](Endpoint& end) { end.receive(); };
const auto close_it = [](Endpoint& end) { end.close(); };
const auto abort_it = [](Endpoint& end) { end.abort(); };
const auto ask_status = [](Endpoint& end) { end.status(); };

Endpoint listener_that_knows_its_peer() {
    Endpoint end;
    end.tcb.foreign_socket_is_specified = true;
    end.open_passive(1000);
    end.send(10);
    return end;
}

Endpoint with_full_send_buffer() {
    tcp::Config config = Endpoint().config;
    config.send_buffer_bytes = 10;
    Endpoint end = established(config);
    end.send(10);
    end.send(1);
    return end;
}

// Text is waiting behind a window of `wnd` bytes, and so much time passes in silence.
Endpoint behind_a_window_of(std::uint32_t wnd, Duration d) {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=" + std::to_string(wnd) + ">");
    end.send(10);
    end.wait(d);
    return end;
}

Endpoint unanswered_for(Duration d, Duration user_timeout) {
    tcp::Config config = Endpoint().config;
    config.user_timeout = user_timeout;
    Endpoint end = established(config);
    end.send(10);
    end.wait(d);
    return end;
}

Endpoint with_a_delayed_ack() {
    tcp::Config config = Endpoint().config;
    config.delayed_ack = Switch::On;
    Endpoint end = established(config);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    end.wait(200_ms);
    return end;
}

// clang-format off
const Example examples[] = {
    // §3.10.1
    {Finding::OpenPassive, Row::CallOpen, [] { return then(State::Closed, open_passively); }},
    {Finding::OpenActive, Row::CallOpen, [] { return then(State::Closed, open_actively); }},
    {Finding::OpenListenerBecomesActive, Row::CallOpen, [] { return then(State::Listen, open_actively); }},
    {Finding::OpenAlreadyExists, Row::CallOpen, [] { return then(State::TimeWait, open_actively); }},
    // §3.10.2
    {Finding::SendNoConnection, Row::CallSend, [] { return then(State::Closed, send_ten); }},
    {Finding::SendListenUnspecified, Row::CallSend, [] { return then(State::Listen, send_ten); }},
    {Finding::SendListenerBecomesActive, Row::CallSend, [] { return listener_that_knows_its_peer(); }},
    {Finding::SendQueuedForHandshake, Row::CallSend, [] { return then(State::SynReceived, send_ten); }},
    {Finding::SendTaken, Row::CallSend, [] { return then(State::CloseWait, send_ten); }},
    {Finding::SendNoRoom, Row::CallSend, [] { return with_full_send_buffer(); }},
    {Finding::SendClosing, Row::CallSend, [] { return then(State::FinWait1, send_ten); }},
    // §3.10.3
    {Finding::ReceiveNoConnection, Row::CallReceive, [] { return then(State::Closed, receive_all); }},
    {Finding::ReceiveTooEarly, Row::CallReceive, [] { return then(State::SynReceived, receive_all); }},
    {Finding::ReceiveGiven, Row::CallReceive, [] {
            Endpoint end = established();
            end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=5>");
            end.receive();
            return end;
        }},
    {Finding::ReceiveNothingYet, Row::CallReceive, [] { return then(State::Established, receive_all); }},
    {Finding::ReceiveEnd, Row::CallReceive, [] { return then(State::CloseWait, receive_all); }},
    // §3.10.4
    {Finding::CloseNoConnection, Row::CallClose, [] { return then(State::Closed, close_it); }},
    {Finding::CloseDeletes, Row::CallClose, [] { return then(State::SynSent, close_it); }},
    {Finding::CloseSendsFinEarly, Row::CallClose, [] { return then(State::SynReceived, close_it); }},
    {Finding::CloseWaitsForHandshake, Row::CallClose,
        [] { return then(State::SynReceived, send_and_close); }},
    {Finding::CloseToFinWait1, Row::CallClose, [] { return then(State::Established, close_it); }},
    {Finding::CloseToLastAck, Row::CallClose, [] { return then(State::CloseWait, close_it); }},
    {Finding::CloseAlready, Row::CallClose, [] { return then(State::FinWait2, close_it); }},
    // §3.10.5
    {Finding::AbortNoConnection, Row::CallAbort, [] { return then(State::Closed, abort_it); }},
    {Finding::AbortDeletes, Row::CallAbort, [] { return then(State::SynSent, abort_it); }},
    {Finding::AbortSendsReset, Row::CallAbort, [] { return then(State::Established, abort_it); }},
    {Finding::AbortQuietly, Row::CallAbort, [] { return then(State::TimeWait, abort_it); }},
    // §3.10.6
    {Finding::StatusNoConnection, Row::CallStatus, [] { return then(State::Closed, ask_status); }},
    {Finding::StatusReported, Row::CallStatus, [] { return then(State::Closing, ask_status); }},
    // §3.10.8
    {Finding::TimeoutUserAborts, Row::TimeoutUser, [] { return unanswered_for(30_s, 30_s); }},
    {Finding::TimeoutRetransmits, Row::TimeoutRetransmission, [] { return unanswered_for(1_s, 300_s); }},
    {Finding::TimeoutRetransmitsSyn, Row::TimeoutRetransmission,
        [] { return then(State::SynSent, wait_a_second); }},
    {Finding::TimeoutGivesUp, Row::TimeoutRetransmission, [] { return unanswered_for(123_s, 300_s); }},
    {Finding::TimeoutTimeWaitOver, Row::TimeoutTimeWait,
        [] { return then(State::TimeWait, wait_a_minute); }},
    // §3.8.6
    {Finding::TimeoutProbesWindow, Row::TimeoutPersist, [] { return behind_a_window_of(0, 1_s); }},
    {Finding::TimeoutProbesUnanswered, Row::TimeoutPersist, [] { return behind_a_window_of(0, 200_s); }},
    {Finding::TimeoutOverridesSillyWindow, Row::TimeoutPersist,
        [] { return behind_a_window_of(5, 200_ms); }},
    {Finding::TimeoutSendsDelayedAck, Row::TimeoutDelayedAck, [] { return with_a_delayed_ack(); }},
};
// clang-format on

}  // namespace

std::span<const Example> examples_of_calls() { return examples; }

}  // namespace hw::test
