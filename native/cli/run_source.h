#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "capture/to_trace.h"
#include "lesson/lesson.h"
#include "native/cli/arguments.h"
#include "sim/trace.h"
#include "sim/world.h"

// What 'handwave run' may be asked for, and how it becomes a run.

namespace hw::cli {

struct FinishedRun {
    std::string name{};
    sim::World world{};     // at its end
    sim::Trace trace{};     // every packet whole
    tcp::Config tcp{};      // of the first host, for figures
    std::string failure{};  // a random world that broke an invariant; "" if all is well
    // Of a capture: what was read and what was left out.
    std::optional<capture::Import> import{};
};

struct RunWish {
    std::string what{};                 // a lesson, a canned run, "seed:7", a capture file
    std::optional<std::string> step{};  // of a lesson; its first one otherwise
    std::optional<std::string> run{};   // of a duel; its first one otherwise
    std::optional<Instant> until{};
    std::optional<std::uint32_t> stream{};  // of a capture
};

// The error is a sentence: nothing is called so, or what was asked for does not fit it.
Result<FinishedRun, std::string> carry_out(const RunWish& wish,
                                           const std::vector<lesson::LessonText>& lessons);

}  // namespace hw::cli
