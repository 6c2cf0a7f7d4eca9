// What the incident's views show and what they may ask for. They read these values; the ward
// (ui/app/incident_ward.h) makes them and carries out the wishes.
#pragma once

#include "lesson/incident/prescription.h"
#include "lesson/incident/verdict.h"
#include "ui/views/lesson/lesson_text.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace hw::ui {

namespace incident = lesson::incident;

// What a learner expects of the 502s, before a remedy is run.
enum class Bet : std::uint8_t { None, Fewer, Same, More };
inline constexpr std::size_t bet_count = 4;

struct RemedyRow {
    const incident::Remedy* remedy = nullptr;
    std::string name{};
    Spans effect{};
    Spans belief{};
    Spans truth{};
    std::optional<Bet> bet{};
    bool is_running = false;
    bool is_prescribed = false;
    // What its run has shown; null before. `before` is the run without any remedy.
    const incident::Phases* with = nullptr;
    const incident::Phases* before = nullptr;
    incident::Outcome outcome{};
};

// One line of the chart.
enum class ChartKind : std::uint8_t { Before, GatewayTimeWait, BackendTimeWait, BackendCloseWait };
struct ChartLine {
    ChartKind kind{};
    std::string name{};
    std::vector<float> counts{};  // one each second, from second 0 on
};

struct ChartModel {
    std::vector<ChartLine> lines{};
    std::vector<float> failures{};         // 502s in each second of the run that is shown …
    std::vector<float> failures_before{};  // … and of the one before
    float ports = 0;                       // the ceiling that is drawn
    float seconds = 0;                     // that the axis has
    float surge_at = 0;                    // 0: there is none
    float now = 0;                         // the playhead
};

// The prescription as it is being written.
struct PadModel {
    std::vector<std::uint32_t> items{};            // remedies
    std::vector<std::string> names{};              // by remedy
    std::uint32_t runs_made = 0, runs_wanted = 0;  // both 0: nothing is being tried
    std::optional<incident::Ruling> ruling{};
    const incident::Size* size = nullptr;
};

// One load, run without any remedy.
struct LoadTried {
    std::uint32_t per_second = 0;
    std::uint64_t tried = 0, failed = 0;  // requests
};

struct LoadModel {
    bool is_open = false;
    bool is_running = false;
    std::uint32_t per_second = 0;  // that the slider shows, 1 to `most`
    std::uint32_t every_day = 0, most = 0;
    std::vector<LoadTried> tried{};  // ascending by load
    // What decides: ports to one destination, and how long each is held.
    std::uint32_t ports = 0;
    Duration held{};
};

namespace wish {
struct Expand {
    std::uint32_t remedy = 0;  // pressed again: folds it
};
struct BetOn {
    std::uint32_t remedy = 0;
    Bet bet{};
};
// Shows its run again.
struct ShowRemedy {
    std::uint32_t remedy = 0;
};
struct Prescribe {
    std::uint32_t remedy = 0;
    bool is_prescribed = true;
};
struct TryPrescription {};
struct GoToMoment {
    Instant at{};
};
struct FoldLoads {};
struct SetLoad {
    std::uint32_t per_second = 0;
};
// Runs the load that the slider shows.
struct TryLoad {};
// Of a citation.
struct OpenSource {
    std::string url{};
};
using Any = std::variant<OpenSource, Expand, BetOn, ShowRemedy, Prescribe, TryPrescription, GoToMoment,
                         FoldLoads, SetLoad, TryLoad>;
}  // namespace wish
using Wish = wish::Any;
using Wishes = std::vector<Wish>;

}  // namespace hw::ui
