#pragma once

#include <optional>
#include <vector>

#include "lesson/incident/measurement.h"
#include "lesson/incident/remedies.h"

// A prescription is accepted by measurement and by nothing else: in both phases nothing fails, no connection is reset,
// no byte is lost and no TIME-WAIT destroyed; every knob exists; and whatever is left out of it changes at least one
// measured number, for what changes nothing is superstition.

namespace hw::lesson::incident {

enum class Objection : std::uint8_t {
    Empty,
    UnknownKnob,
    Failures,
    Resets,
    LostBytes,
    DestroyedTimeWaits,
    Superstition,
};

struct Complaint {
    Objection objection{};
    std::uint32_t phase = 0;              // of a number
    std::uint64_t number = 0;             // how many
    Instant at = Instant::never();        // when first
    std::uint32_t remedy = remedy_count;  // UnknownKnob, Superstition: which item
    friend bool operator==(const Complaint&, const Complaint&) = default;
};

enum class Grade : std::uint8_t {
    None,
    A,  // it closes less: keep-alive, a pool, HTTP/2
    B,  // it finds room for as many closes
};

struct Ruling {
    bool is_accepted = false;
    Grade grade = Grade::None;
    std::vector<Complaint> complaints{};
    friend bool operator==(const Ruling&, const Ruling&) = default;
};

// The sets whose runs decide about `set`: itself first, then it without each of its items.
std::vector<RemedySet> sets_to_try(RemedySet set);

// What a run of a set has shown; nullptr: not run yet.
class Results {
  public:
    virtual ~Results() = default;
    virtual const Phases* of(RemedySet set) const = 0;
};

// Nothing, as long as a run that decides is missing. Whatever the first run shows to be wrong is told without the
// others.
std::optional<Ruling> judge(RemedySet set, const Size& size, const Results& results);

}  // namespace hw::lesson::incident
