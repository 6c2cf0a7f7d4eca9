#include "capture/from_trace.h"
#include "capture/pcapng_write.h"
#include "native/cli/commands.h"
#include "native/cli/files.h"
#include "native/cli/lesson_files.h"
#include "native/cli/run_output.h"
#include "native/cli/run_source.h"
#include "script/figure_write.h"
#include "script/numbers.h"

// handwave run: a lesson's run, a named world or a capture, headless, in the form that is asked for.

namespace hw::cli {
namespace {

constexpr OptionSpec options[] = {
    {"--step", "ID", "which step of a lesson (its first one)"},
    {"--run", "ID", "which run of a step that has two (its first one)"},
    {"--until", "TIME", "how long: \"3 s\", \"200 ms\" (as long as the lesson or the world says)"},
    {"--format", "text|figure|json|pcapng", "how the run is written (text)"},
    {"--at", "PLACE", "where a pcapng is captured: senders, receivers, both, or a host's name (senders)"},
    {"--stream", "N", "which conversation of a capture (the one with the most segments)"},
    {"-o", "FILE", "write to this file instead of standard output"},
    lessons_option,
};

enum class RunFormat : std::uint8_t { Text, Figure, Json, Pcapng };

std::optional<RunFormat> run_format_of(const Arguments& arguments) {
    const std::string format = arguments.value_of("--format").value_or("text");
    if (format == "text") return RunFormat::Text;
    if (format == "figure") return RunFormat::Figure;
    if (format == "json") return RunFormat::Json;
    if (format == "pcapng") return RunFormat::Pcapng;
    return std::nullopt;
}

// "" or what is wrong with an option.
std::string read_wish(const Arguments& arguments, RunWish& wish) {
    wish.what = arguments.operands.front();
    wish.step = arguments.value_of("--step");
    wish.run = arguments.value_of("--run");
    if (const auto text = arguments.value_of("--until")) {
        const auto until = script::parse_duration(*text);
        if (!until) return "--until is a time such as \"3 s\" or \"200 ms\", not '" + *text + "'";
        wish.until = Instant{} + *until;
    }
    if (const auto text = arguments.value_of("--stream")) {
        wish.stream = script::parse_u32(*text);
        if (!wish.stream) return "--stream is a number, not '" + *text + "'";
    }
    return "";
}

// nullopt: no host is called so.
std::optional<capture::Tap> find_tap(const std::string& place, const sim::World& world) {
    using Place = capture::Tap::Place;
    if (place == "senders" || place == "sender") return capture::Tap{Place::Senders, {}};
    if (place == "receivers" || place == "receiver") return capture::Tap{Place::Receivers, {}};
    if (place == "both") return capture::Tap{Place::Both, {}};
    const HostId host = sim::find_host(world, place);
    if (!host.exists()) return std::nullopt;
    return capture::Tap{Place::Host, host};
}

ExitStatus write_result(const Arguments& arguments, std::string_view result, Console& console) {
    const auto path = arguments.value_of("-o");
    if (!path) {
        console.out << result;
        return ExitStatus::Good;
    }
    const auto written = write_file(*path, result);
    if (written.ok()) return ExitStatus::Good;
    console.err << written.error().to_text() << '\n';
    return ExitStatus::Misused;
}

ExitStatus write_figure_of(const FinishedRun& run, const Arguments& arguments, Console& console) {
    const auto figure = script::write_figure(run.trace, {.tcp = run.tcp});
    if (!figure.ok()) {
        console.err << run.name << ": it cannot be written as a figure: " << figure.error() << '\n';
        return ExitStatus::Failed;
    }
    // A capture does not say what its users did: nobody could play it.
    if (!figure->plays && !run.import)
        console.err << run.name << ": what is written does not play: something has no place in a figure\n";
    return write_result(arguments, figure->text, console);
}

ExitStatus write_run(const FinishedRun& run, RunFormat format, const Arguments& arguments, Console& console) {
    switch (format) {
        case RunFormat::Text: return write_result(arguments, run_as_text(run), console);
        case RunFormat::Json: return write_result(arguments, run_as_json(run), console);
        case RunFormat::Figure: return write_figure_of(run, arguments, console);
        case RunFormat::Pcapng: break;
    }
    const std::string place = arguments.value_of("--at").value_or("senders");
    const auto tap = find_tap(place, run.world);
    if (!tap)
        return misuse(console, "run",
                      "--at is senders, receivers, both or a host's name, not '" + place + "'");
    const auto bytes = capture::write_pcapng(capture::capture_of(run.trace, run.world, *tap));
    return write_result(arguments, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}, console);
}

ExitStatus run(const Arguments& arguments, Console& console) {
    const auto format = run_format_of(arguments);
    if (!format) return misuse(console, "run", "--format is text, figure, json or pcapng");
    if (arguments.has("--at") && *format != RunFormat::Pcapng)
        return misuse(console, "run", "--at is for --format pcapng");
    RunWish wish;
    if (const std::string error = read_wish(arguments, wish); !error.empty())
        return misuse(console, "run", error);
    const auto lessons = find_lessons(arguments);
    if (!lessons.ok()) {
        console.err << lessons.error().to_text() << '\n';
        return ExitStatus::Misused;
    }
    const auto finished = carry_out(wish, *lessons);
    if (!finished.ok()) {
        console.err << "handwave run: " << finished.error() << '\n';
        return ExitStatus::Misused;
    }
    const ExitStatus status = write_run(*finished, *format, arguments, console);
    if (finished->failure.empty() || status != ExitStatus::Good) return status;
    console.err << finished->failure << '\n';
    return ExitStatus::Failed;
}

}  // namespace

const Command run_command{
    .name = "run",
    .operands = "LESSON|WORLD|FILE",
    .summary = "runs a lesson's step, a named world or a capture, and writes what happened",
    .details =
        "LESSON is a lesson's id: its own run, as its script and its hand actions make it. WORLD is one of\n"
        "w0, loss, random-loss, sack, reordering, duplication, corruption, congestion, zero-window,\n"
        "zero-window-linux, keep-alive, fast-open, reset, path-mtu, linux, by-hand, or seed:N, a random "
        "one.\n"
        "FILE is a pcap or pcapng capture of any program: its TCP over IPv4 becomes a run.\n\n"
        "text prints every packet as tcpdump does, and what became of it; figure is the notation of the "
        "RFC's\n"
        "figures; json is one object. pcapng is for Wireshark and tshark: real bytes, and a comment on "
        "every\n"
        "packet that was lost, dropped, edited, copied or overtaken. Captured at the senders, lost packets "
        "are\n"
        "in the file; at the receivers they are not; at a host there is what tcpdump sees there. \"both\" "
        "has\n"
        "every packet twice, and is what 'handwave run FILE' reads back with all flights and losses.",
    .options = options,
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};

}  // namespace hw::cli
