#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "tcp/config.h"
#include "tcp/connection.h"
#include "tcp/findings.h"
#include "tcp/isn.h"
#include "tcp/rows.h"

// RFC 9293 §3.10.7 as data: the order of the steps is a table whose rows are the RFC's headings
// (DESIGN law 2). A "what if" is a copy of this table with one entry replaced, in a file of its own;
// no step ever asks which variant it is in (law 3).

namespace hw::tcp {

struct RuleBook;

// "The idealized segment that begins at RCV.NXT and does not exceed the window" (§3.10.7.4, first):
// what is left of the arriving one when the parts outside the window, "including SYN and FIN", are cut.
struct IdealSegment {
    SeqNum text_seq{};  // of the first byte of text that is left
    std::span<const std::uint8_t> text{};
    bool syn = false;
    bool fin = false;
};

// What is to be sent again once the steps are done: whatever is marked lost, as far as the congestion window
// allows; the same, and its first segment whatever the window says; nothing as long as there is new text to
// send (RFC 5682 §2.1 (2)); or as much from SND.UNA on as one segment holds (§3.8.6: "may repackage
// segments").
enum class Resend : std::uint8_t { AsAllowed, First, NewFirst, Repackaged };

// One segment on its way through the steps: an event, and what the steps tell one another.
struct Arrival : Event {
    const wire::Segment& seg;
    const RuleBook& rules;
    IdealSegment ideal{};
    // Something sent earlier is to be sent again before anything new.
    Resend resend = Resend::AsAllowed;
    // What loss recovery made of the ACK, if that is more than RFC 9293 says.
    std::optional<Finding> recovery_finding{};
    // What accurate ECN (RFC 9768) made of the segment: for the row that asks first.
    std::optional<Finding> ecn_finding{};
    // Its timestamp is newer than TS.Recent was.
    bool has_newer_timestamp = false;
    // An acknowledgment is owed: it is sent, alone or on text, when the steps are done.
    bool ack_is_owed = false;
    // One is due, now or later: the AckPolicy decides when the steps are done.
    bool ack_may_wait = false;
    // §3.10.7.3, fourth: "continue processing at the sixth step under Section 3.10.7.4".
    bool continue_at_sixth = false;
};

// What accurate ECN has to say, or the step's own finding.
inline Finding told_by_ecn(Arrival& arrival, Finding otherwise) {
    const Finding finding = arrival.ecn_finding.value_or(otherwise);
    arrival.ecn_finding.reset();
    return finding;
}

using StepFunction = Outcome (*)(Arrival&);

struct Step {
    Row row;
    StepFunction run;
};

struct RuleBook {
    RuleBookId id;
    std::string_view name;    // "two_step_handshake", as lessons and links spell it
    std::string_view breaks;  // the clause a variant breaks, "" for the RFC itself
    std::array<Step, 4> listen;
    std::array<Step, 5> syn_sent;
    std::array<Step, 8> other_states;
    // Named slots for what is not a numbered step but still a rule a lesson may change.
    bool (*is_acceptable)(const Tcb&, const wire::Segment&);  // §3.10.7.4, first: Table 6
    void (*conclude_close)(Arrival&);         // §3.10.7.4, fifth/eighth: "enter the TIME-WAIT state"
    void (*send_abort)(Event&);               // §3.10.5: "Send a reset segment: <SEQ=SND.NXT><CTL=RST>"
    Outcome (*challenge)(Arrival&, Finding);  // RFC 5961: "MUST send a challenge ACK", see challenge.h
    SeqNum (*choose_iss)(Instant now, wire::Endpoint local, wire::Endpoint remote, const SipKey&);  // §3.4.1
};

const RuleBook& rule_book(RuleBookId id);
// nullptr when no variant has that name.
const RuleBook* find_rule_book(std::string_view name);

}  // namespace hw::tcp
