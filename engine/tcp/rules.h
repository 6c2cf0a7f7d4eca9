#pragma once

#include <array>
#include <string_view>

#include "tcp/config.h"
#include "tcp/connection.h"
#include "tcp/findings.h"
#include "tcp/rows.h"

// RFC 9293 §3.10.7 as data: the order of the steps is a table whose rows are the RFC's headings
// (DESIGN law 2). A "what if" is a copy of this table with one entry replaced, in a file of its own;
// no step ever asks which variant it is in (law 3).

namespace hw::tcp {

struct RuleBook;

// One segment on its way through the steps.
struct Arrival {
    Tcb& tcb;
    const wire::Segment& seg;
    const Config& config;
    const RuleBook& rules;
    Instant now;
    Effects& effects;
};

using StepFunction = Outcome (*)(Arrival&);

struct Step {
    Row row;
    StepFunction run;
};

struct RuleBook {
    RuleBookId id;
    std::string_view name;      // "two_step_handshake", as lessons and links spell it
    std::string_view breaks;    // the clause a variant breaks, "" for the RFC itself
    std::array<Step, 4> listen;
    std::array<Step, 5> syn_sent;
    std::array<Step, 8> other_states;
    // Named slots for what is not a numbered step but still a rule a lesson may change.
    void (*conclude_close)(Arrival&);  // §3.10.7.4, fifth/eighth: "enter the TIME-WAIT state"
};

const RuleBook& rule_book(RuleBookId id);
// nullptr when no variant has that name.
const RuleBook* find_rule_book(std::string_view name);

}  // namespace hw::tcp
