#include "native/cli/bench_w1.h"
#include "native/cli/commands.h"
#include "script/numbers.h"

// handwave bench: how fast the engine is, one line of key=value figures for each workload.

namespace hw::cli {
namespace {

constexpr OptionSpec options[] = {
    {"--megabytes", "N", "how much W1 transfers (200)"},
    {"--runs", "N", "how often; the fastest is reported (9)"},
};

// A number from an option, within 1..most; false when it is none.
bool read_number(const Arguments& arguments, std::string_view option, std::uint32_t most,
                 std::uint32_t& number) {
    const auto text = arguments.value_of(option);
    if (!text) return true;
    const auto parsed = script::parse_u32(*text);
    if (!parsed || *parsed == 0 || *parsed > most) return false;
    number = *parsed;
    return true;
}

ExitStatus run(const Arguments& arguments, Console& console) {
    std::uint32_t megabytes = 200, runs = 9;
    if (!read_number(arguments, "--megabytes", 100'000, megabytes))
        return misuse(console, bench_command.name, "--megabytes is a number from 1 to 100000");
    if (!read_number(arguments, "--runs", 1'000, runs))
        return misuse(console, bench_command.name, "--runs is a number from 1 to 1000");
    for (const std::string& workload : arguments.operands)
        if (workload != "W1")
            return misuse(console, bench_command.name,
                          "there is no workload '" + workload + "'; there is W1");

    const auto figures =
        bench::run_w1({.total_bytes = std::uint64_t{megabytes} * 1'000'000, .runs = static_cast<int>(runs)});
    if (figures.empty()) {
        console.err << "handwave bench: the transfer of W1 did not end as it should\n";
        return ExitStatus::Failed;
    }
    console.out << "bench=W1";
    for (const bench::Figure& figure : figures) console.out << ' ' << figure.key << '=' << figure.value;
    console.out << '\n';
    return ExitStatus::Good;
}

}  // namespace

const Command bench_command{
    .name = "bench",
    .operands = "[W1]",
    .summary = "measures the engine",
    .details =
        "W1, bulk: 200 MB over 100 Mbit/s with a round trip of 20 ms and an MSS of 1460, with real bytes "
        "and\n"
        "checksums and without a trace. Prints wall_s, cpu_s, segs, segs_per_s, sim_s and peak_rss_kb.",
    .options = options,
    .least_operands = 0,
    .most_operands = 1,
    .run = run,
};

}  // namespace hw::cli
