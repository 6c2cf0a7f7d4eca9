#include "native/cli/commands.h"
#include "native/cli/hex.h"
#include "native/cli/json_line.h"
#include "script/numbers.h"
#include "sim/random_world.h"

// handwave sim: random worlds under the invariants.

namespace hw::cli {
namespace {

constexpr OptionSpec options[] = {
    {"--seeds", "A..B", "one world for each seed, both ends included; or a single seed"},
    {"--digest", "", "print the digest of all these worlds instead: it is the same in every build"},
    {"--coverage", "",
     "print in how many of these worlds each command and each decision of TCP came about instead"},
    format_option,
};

struct Seeds {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
};

std::optional<Seeds> parse_seeds(std::string_view text) {
    const std::size_t dots = text.find("..");
    const auto first = script::parse_u32(text.substr(0, dots));
    const auto last = dots == text.npos ? first : script::parse_u32(text.substr(dots + 2));
    if (!first || !last || *last < *first) return std::nullopt;
    return Seeds{*first, *last};
}

struct Outcome {
    std::uint64_t worlds = 0;
    std::uint64_t events = 0;
    std::vector<std::uint64_t> failed{};  // their seeds
    Digest digest{};
    std::array<std::uint64_t, std::variant_size_v<sim::Command>> with_command{};  // how many worlds …
    std::array<std::uint64_t, tcp::finding_count> with_finding{};

    void add(const sim::Reached& reached) {
        for (std::size_t i = 0; i < with_command.size(); ++i) with_command[i] += reached.commands[i];
        for (std::size_t i = 0; i < with_finding.size(); ++i) with_finding[i] += reached.findings[i];
    }
};

// A failure is told at once: the seed, what broke, and the commands that lead there.
Outcome run_worlds(Seeds seeds, Console& console) {
    constexpr std::size_t most_told = 10;
    Outcome outcome;
    for (std::uint64_t seed = seeds.first; seed <= seeds.last; ++seed) {
        const sim::RandomRun run = sim::run_random_world(seed);
        ++outcome.worlds;
        outcome.events += run.events;
        outcome.digest.word(run.digest);
        outcome.add(run.reached);
        if (run.failure.empty()) continue;
        outcome.failed.push_back(seed);
        if (outcome.failed.size() <= most_told)
            console.err << "seed " << seed << " failed; 'handwave sim --seeds " << seed << "' replays it\n"
                        << sim::run_shortest_failure(seed).failure << '\n';
    }
    return outcome;
}

void print_json(const Seeds& seeds, const Outcome& outcome, Console& console) {
    const nlohmann::ordered_json json{
        {"first_seed", seeds.first}, {"last_seed", seeds.last},  {"worlds", outcome.worlds},
        {"events", outcome.events},  {"failed", outcome.failed}, {"digest", hex_64(outcome.digest.value())}};
    print_json_line(json, console.out);
}

void print_coverage(const Outcome& outcome, Console& console) {
    for (std::size_t i = 0; i < outcome.with_command.size(); ++i)
        console.out << outcome.with_command[i] << "  command: " << sim::name_of_command(i) << '\n';
    for (const tcp::FindingText& text : tcp::all_findings())
        console.out << outcome.with_finding[static_cast<std::size_t>(text.finding)] << "  " << text.name
                    << " (" << text.clause << ")\n";
}

ExitStatus run(const Arguments& arguments, Console& console) {
    const auto text = arguments.value_of("--seeds");
    if (!text) return misuse(console, sim_command.name, "expected --seeds A..B");
    const auto seeds = parse_seeds(*text);
    if (!seeds)
        return misuse(console, sim_command.name,
                      "--seeds is A..B with 0 <= A <= B < 2^32, not '" + *text + "'");

    const Outcome outcome = run_worlds(*seeds, console);
    if (format_of(arguments) == Format::Json) {
        print_json(*seeds, outcome, console);
    } else if (arguments.has("--digest")) {
        console.out << hex_64(outcome.digest.value()) << "  seeds " << seeds->first << ".." << seeds->last
                    << '\n';
    } else if (arguments.has("--coverage")) {
        print_coverage(outcome, console);
    } else {
        console.out << outcome.worlds << " worlds, " << outcome.events << " events, " << outcome.failed.size()
                    << " failed\n";
    }
    return outcome.failed.empty() ? ExitStatus::Good : ExitStatus::Failed;
}

}  // namespace

const Command sim_command{
    .name = "sim",
    .operands = "",
    .summary = "runs random worlds under the invariants",
    .details =
        "Makes one world out of each seed, with lossy links, applications and a learner who drops, holds, "
        "forges\n"
        "and cuts the power, and checks after every event what must always hold. A failure prints the seed "
        "and\n"
        "the shortest command log that still leads there.",
    .options = options,
    .least_operands = 0,
    .most_operands = 0,
    .run = run,
};

}  // namespace hw::cli
