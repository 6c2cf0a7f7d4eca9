#include "ui/views/states/diagram_words.h"

#include <array>

#include "lesson/diagram_arrows.h"

namespace hw::ui {

namespace {

// By tcp::State.
constexpr std::array<StateWords, tcp::state_count> state_words{{
    {Msg::StateClosed, "RFC 9293 §3.3.2"},
    {Msg::StateListen, "RFC 9293 §3.3.2"},
    {Msg::StateSynSent, "RFC 9293 §3.8.3"},
    {Msg::StateSynReceived, "RFC 9293 §3.8.3"},
    {Msg::StateEstablished, "RFC 9293 §3.8.4"},
    {Msg::StateFinWait1, "RFC 9293 §3.3.2"},
    {Msg::StateFinWait2, "RFC 9293 §3.3.2"},
    {Msg::StateCloseWait, "RFC 9293 §3.3.2"},
    {Msg::StateClosing, "RFC 9293 §3.3.2"},
    {Msg::StateLastAck, "RFC 9293 §3.3.2"},
    {Msg::StateTimeWait, "RFC 9293 §3.6.1"},
}};

constexpr ArrowWords with(Msg event, Msg action, Msg text, const char* clause) {
    return {event, action, true, text, clause};
}
constexpr ArrowWords without_action(Msg event, Msg text, const char* clause) {
    return {event, {}, false, text, clause};
}

constexpr std::array<ArrowWords, lesson::arrow_count> arrow_words{{
    with(Msg::EventPassiveOpen, Msg::ActCreateTcb, Msg::ArrowClosedListen, "RFC 9293 §3.10.1"),
    with(Msg::EventClose, Msg::ActDeleteTcb, Msg::ArrowListenClosed, "RFC 9293 §3.10.4"),
    with(Msg::EventActiveOpen, Msg::ActSyn, Msg::ArrowClosedSynSent, "RFC 9293 §3.10.1"),
    with(Msg::EventClose, Msg::ActDeleteTcb, Msg::ArrowSynSentClosed, "RFC 9293 §3.10.4"),
    with(Msg::EventSyn, Msg::ActSynAck, Msg::ArrowListenSynReceived, "RFC 9293 §3.10.7.2"),
    with(Msg::EventSend, Msg::ActSyn, Msg::ArrowListenSynSent, "RFC 9293 §3.10.2"),
    with(Msg::EventSynBothOpen, Msg::ActSynAck, Msg::ArrowSynSentSynReceived, "RFC 9293 §3.10.7.3"),
    without_action(Msg::EventAckOfSyn, Msg::ArrowSynReceivedEstablished, "RFC 9293 §3.10.7.4"),
    with(Msg::EventSynAck, Msg::ActAck, Msg::ArrowSynSentEstablished, "RFC 9293 §3.10.7.3"),
    with(Msg::EventRst, Msg::ActPassiveOnly, Msg::ArrowSynReceivedListen, "RFC 9293 §3.10.7.4"),
    with(Msg::EventClose, Msg::ActFin, Msg::ArrowSynReceivedFinWait1, "RFC 9293 §3.10.4"),
    with(Msg::EventClose, Msg::ActFin, Msg::ArrowEstablishedFinWait1, "RFC 9293 §3.10.4"),
    with(Msg::EventFin, Msg::ActAck, Msg::ArrowEstablishedCloseWait, "RFC 9293 §3.10.7.4"),
    without_action(Msg::EventAckOfFin, Msg::ArrowFinWait1FinWait2, "RFC 9293 §3.10.7.4"),
    with(Msg::EventFin, Msg::ActAck, Msg::ArrowFinWait1Closing, "RFC 9293 §3.10.7.4"),
    with(Msg::EventFin, Msg::ActAck, Msg::ArrowFinWait2TimeWait, "RFC 9293 §3.10.7.4"),
    without_action(Msg::EventAckOfFin, Msg::ArrowClosingTimeWait, "RFC 9293 §3.10.7.4"),
    with(Msg::EventClose, Msg::ActFin, Msg::ArrowCloseWaitLastAck, "RFC 9293 §3.10.4"),
    without_action(Msg::EventAckOfFin, Msg::ArrowLastAckClosed, "RFC 9293 §3.10.7.4"),
    with(Msg::EventTwoMsl, Msg::ActDeleteTcb, Msg::ArrowTimeWaitClosed, "RFC 9293 §3.10.8"),
    with(Msg::EventFinAckOfFin, Msg::ActAck, Msg::ArrowFinWait1TimeWait, "RFC 9293 §3.3.2"),
}};

struct WayName {
    std::string_view id{};
    Msg name{};
};
constexpr std::array<WayName, 8> way_names{{
    {"everyday", Msg::WayEveryday},
    {"both-open", Msg::WayBothOpen},
    {"both-close", Msg::WayBothClose},
    {"early-close", Msg::WayEarlyClose},
    {"give-up", Msg::WayGiveUp},
    {"listen-send", Msg::WayListenSend},
    {"close-listener", Msg::WayCloseListener},
    {"shortcut", Msg::WayShortcut},
}};

}  // namespace

const StateWords& words_of(tcp::State state) { return state_words[static_cast<std::size_t>(state)]; }

const ArrowWords& words_of_arrow(std::uint32_t arrow) { return arrow_words[arrow]; }

Msg name_of(const lesson::DiagramWay& way) {
    for (const WayName& known : way_names)
        if (known.id == way.id) return known.name;
    return Msg::WayEveryday;
}

}  // namespace hw::ui
