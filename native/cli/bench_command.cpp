#include <algorithm>

#include "native/cli/bench_bulk.h"
#include "native/cli/bench_storm.h"
#include "native/cli/bench_ward.h"
#include "native/cli/commands.h"
#include "native/cli/json_line.h"
#include "script/numbers.h"

// handwave bench: how fast and how small the engine is, one line of key=value figures for each workload.

namespace hw::cli {
namespace {

constexpr OptionSpec options[] = {
    {"--megabytes", "N", "how much W1 transfers (200)"},
    {"--runs", "N", "how often each is run; the fastest is reported (W1, W1L: 9; W2: 3)"},
    {"--connections", "N", "how many connections the last line of W2 has, and W3 (1000000)"},
    {"--quick", "", "a hundredth of everything, once: for a look whether it runs"},
    format_option,
};

struct Sizes {
    std::uint32_t megabytes = 200;
    std::uint32_t runs = 0;  // 0: as each workload likes
    std::uint32_t connections = 1'000'000;
};

int runs_of(const Sizes& sizes, int usual) { return sizes.runs > 0 ? static_cast<int>(sizes.runs) : usual; }

class Report {
  public:
    Report(Console& console, Format format) : console_(console), format_(format) {}

    void line(std::string_view name, const bench::Line& figures) {
        if (figures.empty()) {
            console_.err << "handwave bench: " << name << " did not end as it should\n";
            status_ = ExitStatus::Failed;
            return;
        }
        format_ == Format::Json ? write_json(name, figures) : write_text(name, figures);
        console_.out.flush();
    }
    ExitStatus status() const { return status_; }

  private:
    void write_text(std::string_view name, const bench::Line& figures) {
        console_.out << "bench=" << name;
        for (const bench::Figure& figure : figures) console_.out << ' ' << figure.key << '=' << figure.value;
        console_.out << '\n';
    }
    void write_json(std::string_view name, const bench::Line& figures) {
        nlohmann::ordered_json json;
        json["bench"] = name;
        for (const bench::Figure& figure : figures) {
            const std::string key(figure.key);
            if (figure.is_number)
                json[key] = nlohmann::ordered_json::parse(figure.value);
            else
                json[key] = figure.value;
        }
        print_json_line(json, console_.out);
    }

    Console& console_;
    Format format_;
    ExitStatus status_ = ExitStatus::Good;
};

std::uint64_t bytes_of(std::uint32_t megabytes) { return std::uint64_t{megabytes} * 1'000'000; }

void run_w1(const Sizes& sizes, Report& report) {
    bench::BulkOptions bulk{.total_bytes = bytes_of(sizes.megabytes), .runs = runs_of(sizes, 9)};
    report.line("W1", bench::run_bulk(bulk));
    bulk.profile = bench::Profile::Linux;
    report.line("W1", bench::run_bulk(bulk));
    bulk.profile = bench::Profile::Rfc9293;
    bulk.total_bytes = std::min<std::uint64_t>(bulk.total_bytes, 20'000'000);  // what a trace holds
    report.line("W1", bench::run_bulk_traced(bulk));
}

void run_w1l(const Sizes& sizes, Report& report) {
    bench::BulkOptions bulk{.total_bytes = bytes_of(sizes.megabytes) / 4,
                            .loss_ppm = 10'000,
                            .profile = bench::Profile::Linux,
                            .runs = runs_of(sizes, 9)};
    report.line("W1L", bench::run_bulk(bulk));
    bulk.profile = bench::Profile::Rfc9293;
    report.line("W1L", bench::run_bulk(bulk));
}

void run_w2(const Sizes& sizes, Report& report) {
    for (const std::uint32_t divisor : {1'000u, 100u, 10u, 1u}) {
        const std::uint32_t connections = std::max(sizes.connections / divisor, 1u);
        report.line("W2", bench::run_storm({.connections = connections, .runs = runs_of(sizes, 3)}));
    }
}

void run_w3(const Sizes& sizes, Report& report) {
    const std::uint32_t established = std::max(sizes.connections / 10, 1u);
    report.line("W3", bench::run_hold({.time_waits = sizes.connections, .established = established}));
}

void run_w4(const Sizes& sizes, Report& report) {
    const bool is_quick = sizes.connections < 100'000;
    report.line("W4", bench::run_ward({.seconds = is_quick ? 2u : 180u, .runs = runs_of(sizes, 3)}));
}

struct Workload {
    std::string_view name;
    void (*run)(const Sizes&, Report&);
};
constexpr Workload workloads[] = {
    {"W1", run_w1}, {"W1L", run_w1l}, {"W2", run_w2}, {"W3", run_w3}, {"W4", run_w4}};

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
    Sizes sizes;
    if (arguments.has("--quick")) sizes = {.megabytes = 2, .runs = 1, .connections = 10'000};
    if (!read_number(arguments, "--megabytes", 100'000, sizes.megabytes))
        return misuse(console, bench_command.name, "--megabytes is a number from 1 to 100000");
    if (!read_number(arguments, "--runs", 1'000, sizes.runs))
        return misuse(console, bench_command.name, "--runs is a number from 1 to 1000");
    if (!read_number(arguments, "--connections", 1'600'000, sizes.connections))
        return misuse(console, bench_command.name, "--connections is a number from 1 to 1600000");
    const auto format = format_of(arguments);
    if (!format) return misuse(console, bench_command.name, "--format is text or json");

    const auto is_wanted = [&](std::string_view name) {
        return arguments.operands.empty() ||
               std::count(arguments.operands.begin(), arguments.operands.end(), name) > 0;
    };
    for (const std::string& wanted : arguments.operands) {
        const auto is_it = [&](const Workload& workload) { return workload.name == wanted; };
        if (std::none_of(std::begin(workloads), std::end(workloads), is_it))
            return misuse(console, bench_command.name,
                          "there is no workload '" + wanted + "'; there are W1, W1L, W2, W3 and W4");
    }
    Report report(console, *format);
    for (const Workload& workload : workloads)
        if (is_wanted(workload.name)) workload.run(sizes, report);
    return report.status();
}

}  // namespace

const Command bench_command{
    .name = "bench",
    .operands = "[W1] [W1L] [W2] [W3] [W4]",
    .summary = "measures the engine",
    .details =
        "One line of key=value figures for each run, with real bytes and checksums, and without a trace "
        "unless\n"
        "it says so. Without operands: all of them.\n"
        "  W1   bulk: 200 MB over 100 Mbit/s with a round trip of 20 ms and an MSS of 1460, in both "
        "profiles;\n"
        "       then a tenth of it, with and without a trace\n"
        "  W1L  50 MB of the same, where one packet in a hundred is lost\n"
        "  W2   storm: 1,000 to 1,000,000 short connections, closed by the server, which keeps its "
        "TIME-WAITs\n"
        "  W3   1,000,000 TIME-WAITs, held and then expired; 100,000 idle connections\n"
        "  W4   600 requests a second for three minutes, one connection each, until the ports run out",
    .options = options,
    .least_operands = 0,
    .most_operands = 5,
    .run = run,
};

}  // namespace hw::cli
