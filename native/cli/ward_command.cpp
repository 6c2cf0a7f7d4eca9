#include <iomanip>
#include <map>
#include <sstream>

#include "lesson/incident/prescription.h"
#include "lesson/incident/trial.h"
#include "lesson/incident/verdict.h"
#include "native/cli/commands.h"
#include "native/cli/json_line.h"

// handwave ward: the incident of lesson 11, every remedy as a run, and prescriptions judged by measurement.

namespace hw::cli {
namespace {

namespace incident = lesson::incident;

constexpr OptionSpec options[] = {
    {"--twin", "", "the small ward: 1,000 ports, 22 and 35.2 requests a second"},
    format_option,
};

// Runs what it is asked for, and remembers it.
class Ward final : public incident::Results {
  public:
    explicit Ward(const incident::Size& size) : size_(size) {}
    const incident::Phases* of(incident::RemedySet set) const override {
        const auto found = phases_.find(set.bits);
        if (found != phases_.end()) return &found->second;
        return &phases_.emplace(set.bits, incident::try_out(incident::setup_with(size_, set))).first->second;
    }

  private:
    const incident::Size& size_;
    mutable std::map<std::uint32_t, incident::Phases> phases_{};
};

std::string percent(std::uint64_t per_10000) {
    std::ostringstream text;
    text << per_10000 / 100 << '.' << std::setw(2) << std::setfill('0') << per_10000 % 100 << '%';
    return text.str();
}

// What else a run has shown: what there is more or less of than before.
std::string side_effects(const incident::Phases& before, const incident::Phases& with) {
    std::string text;
    const auto tell = [&text](const char* name, std::uint64_t was, std::uint64_t is) {
        if (was == is) return;
        text += (text.empty() ? "" : ", ") + std::string(name) + ' ' + std::to_string(is);
    };
    const incident::Measurement &b = before[0], &w = with[0];
    tell("gw TIME-WAIT", b.gateway_time_waits, w.gateway_time_waits);
    tell("be TIME-WAIT", b.backend_time_waits, w.backend_time_waits);
    tell("opened", b.opened, w.opened);
    tell("gw TWRecycled", b.gateway_recycled, w.gateway_recycled);
    tell("be reopened", b.backend_reopened, w.backend_reopened);
    tell("resets", b.resets.count, w.resets.count);
    tell("lost bytes", b.lost_bytes.count, w.lost_bytes.count);
    tell("destroyed", b.without_2msl.count, w.without_2msl.count);
    tell("gw fds", b.gateway_descriptors, w.gateway_descriptors);
    tell("answer us", static_cast<std::uint64_t>(b.usual_answer.us),
         static_cast<std::uint64_t>(w.usual_answer.us));
    tell("failed calls", b.failed_calls, w.failed_calls);
    return text.empty() ? "-" : text;
}

struct Line {
    std::string id{};
    const incident::Phases& phases;
    std::string side_effects{};
    std::string verdict{};
    bool is_true = true;
};

nlohmann::ordered_json json_of(const incident::Phases& phases) {
    auto json = nlohmann::ordered_json::array();
    for (const incident::Measurement& m : phases)
        json.push_back({{"tried", m.tried},
                        {"answered", m.answered},
                        {"failed", m.failed.count},
                        {"first_failure_us", m.failed.count == 0 ? -1 : m.failed.first.us},
                        {"no_port", m.no_port},
                        {"opened", m.opened},
                        {"resets", m.resets.count},
                        {"lost_bytes", m.lost_bytes.count},
                        {"destroyed", m.without_2msl.count},
                        {"gateway_time_waits", m.gateway_time_waits},
                        {"backend_time_waits", m.backend_time_waits},
                        {"gateway_recycled", m.gateway_recycled},
                        {"backend_reopened", m.backend_reopened},
                        {"usual_answer_us", m.usual_answer.us}});
    return json;
}

void print(const Line& line, Format format, Console& console) {
    if (format == Format::Json) {
        print_json_line({{"remedy", line.id},
                         {"verdict", line.verdict},
                         {"is_true", line.is_true},
                         {"phases", json_of(line.phases)}},
                        console.out);
        return;
    }
    console.out << std::left << std::setw(16) << line.id << std::right << std::setw(7)
                << percent(line.phases[0].failed_per_10000()) << " -> " << std::setw(7)
                << percent(line.phases[1].failed_per_10000()) << "  " << std::left << std::setw(18)
                << line.verdict << (line.is_true ? "" : " NOT SO") << ' ' << line.side_effects << '\n'
                << std::right;
}

std::string words_of(const incident::Complaint& complaint) {
    const auto number = [&](const char* what) {
        return std::to_string(complaint.number) + ' ' + what + (complaint.phase == 0 ? "" : " in the surge") +
               ", the first by " + std::to_string(complaint.at.us / 1'000'000) + " s";
    };
    const std::string id = complaint.remedy < incident::remedy_count
                               ? std::string(incident::remedies()[complaint.remedy].id)
                               : "";
    switch (complaint.objection) {
        case incident::Objection::Empty: return "there is nothing on it";
        case incident::Objection::UnknownKnob: return id + ": there is no such knob";
        case incident::Objection::Failures: return number("requests fail");
        case incident::Objection::Resets: return number("connections are reset");
        case incident::Objection::LostBytes: return number("bytes are lost");
        case incident::Objection::DestroyedTimeWaits: return number("TIME-WAITs are destroyed");
        case incident::Objection::Superstition: return id + ": without it not one number changes";
    }
    return {};
}

ExitStatus judge(const Arguments& arguments, const incident::Size& size, const Ward& ward, Console& console) {
    incident::RemedySet set;
    for (const std::string& id : arguments.operands) {
        const std::uint32_t remedy = incident::find_remedy(id);
        if (remedy == incident::remedy_count)
            return misuse(console, "ward", "there is no remedy '" + id + "'");
        set = set.with(remedy);
    }
    const auto ruling = incident::judge(set, size, ward);
    const char* grade = !ruling->is_accepted ? "" : ruling->grade == incident::Grade::A ? "A" : "B";
    std::vector<std::string> complaints;
    for (const incident::Complaint& complaint : ruling->complaints) complaints.push_back(words_of(complaint));
    if (*format_of(arguments) == Format::Json) {
        print_json_line({{"prescription", arguments.operands},
                         {"is_accepted", ruling->is_accepted},
                         {"grade", grade},
                         {"complaints", complaints},
                         {"phases", json_of(*ward.of(set))}},
                        console.out);
    } else {
        if (ruling->is_accepted) console.out << "accepted, grade " << grade << '\n';
        for (const std::string& complaint : complaints) console.out << "rejected: " << complaint << '\n';
    }
    return ruling->is_accepted ? ExitStatus::Good : ExitStatus::Failed;
}

ExitStatus run(const Arguments& arguments, Console& console) {
    const incident::Size& size = arguments.has("--twin") ? incident::twin_size : incident::full_size;
    const Ward ward(size);
    if (!arguments.operands.empty()) return judge(arguments, size, ward, console);
    const Format format = *format_of(arguments);
    const incident::Phases& before = *ward.of({});
    print({"(baseline)", before, side_effects({}, before), "", true}, format, console);
    bool are_true = true;
    for (std::uint32_t i = 0; i < incident::remedy_count; ++i) {
        const incident::Remedy& remedy = incident::remedies()[i];
        const incident::RemedySet set = incident::RemedySet{}.with(i);
        const incident::Phases& with = *ward.of(set);
        const bool is_unknown = !incident::setup_with(size, set).unknown_knobs.empty();
        const incident::Outcome outcome = incident::outcome_of(before, with, is_unknown);
        const bool is_true = incident::verdict_is_true(remedy.verdict, before, with, outcome);
        are_true &= is_true;
        print({std::string(remedy.id), with, side_effects(before, with), std::string(name_of(remedy.verdict)),
               is_true},
              format, console);
    }
    return are_true ? ExitStatus::Good : ExitStatus::Failed;
}

}  // namespace

const Command ward_command{
    .name = "ward",
    .operands = "[REMEDY…]",
    .summary = "lesson 11's incident: every remedy against mass TIME_WAIT as a run",
    .details =
        "Without a REMEDY: runs the incident as it is and with each remedy alone, six minutes each, and "
        "prints\n"
        "how many requests fail, on every day -> in the surge, the table's verdict (NOT SO where the run\n"
        "contradicts it) and what else has changed. With some: they are a prescription, tried out and "
        "judged.",
    .options = options,
    .least_operands = 0,
    .most_operands = incident::remedy_count,
    .run = run,
};

}  // namespace hw::cli
