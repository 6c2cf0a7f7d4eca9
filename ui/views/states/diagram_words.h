// What there is to say about the states and arrows of Figure 5: what a state waits for and how long, what takes a
// connection along an arrow and what it does then, each with its clause; and the ways to collect them.
#pragma once

#include "lesson/diagram_ways.h"
#include "tcp/state.h"
#include "ui/text/messages.h"

#include <string_view>

namespace hw::ui {

struct StateWords {
    Msg text{};
    const char* clause = "";
};
const StateWords& words_of(tcp::State state);

struct ArrowWords {
    // "rcv SYN", the figure's upper line …
    Msg event{};
    // … and its lower one, "" where it has an x.
    Msg action{};
    bool has_action = true;
    Msg text{};
    const char* clause = "";
};
const ArrowWords& words_of_arrow(std::uint32_t arrow);

// As messages say it: "Let both sides open at once".
Msg name_of(const lesson::DiagramWay& way);

}  // namespace hw::ui
