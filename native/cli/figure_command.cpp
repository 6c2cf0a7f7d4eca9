#include "native/cli/commands.h"
#include "native/cli/files.h"
#include "native/cli/hex.h"
#include "native/cli/json_line.h"
#include "script/figure.h"
#include "script/figure_write.h"
#include "sim/canned_worlds.h"
#include "tcp/rules.h"

// handwave figure: plays ladders in the notation of the RFC's figures.

namespace hw::cli {
namespace {

constexpr OptionSpec options[] = {
    {"--rules", "NAME", "both peers follow this rule book (rfc9293)"},
    {"--rules-a", "NAME", "TCP Peer A follows this one"},
    {"--rules-b", "NAME", "TCP Peer B follows this one"},
    {"--write", "", "print the run as a figure, instead of whether it was good; FILE may be w0"},
    format_option,
};

std::string rule_book_names() {
    std::string names;
    for (std::uint32_t i = 0; i < tcp::rule_book_count; ++i)
        names += (i == 0 ? "" : ", ") + std::string(tcp::rule_book(static_cast<tcp::RuleBookId>(i)).name);
    return names;
}

// "" or what is wrong with the names of rule books.
std::string choose_rules(const Arguments& arguments, script::FigureOptions& chosen) {
    struct Choice {
        std::string_view option;
        bool a, b;
    };
    for (const Choice& choice :
         {Choice{"--rules", true, true}, {"--rules-a", true, false}, {"--rules-b", false, true}}) {
        const auto name = arguments.value_of(choice.option);
        if (!name) continue;
        const tcp::RuleBook* book = tcp::find_rule_book(*name);
        if (book == nullptr) return "there are no rules '" + *name + "'; there are " + rule_book_names();
        if (choice.a) chosen.rules[0] = book->id;
        if (choice.b) chosen.rules[1] = book->id;
    }
    return "";
}

void print_text(const std::string& path, const script::FigurePlay& play, Console& console) {
    if (play.ok())
        console.out << path << ": good, " << play.segments << " segments\n";
    else
        console.err << play.failure_text();
}

void print_json(const std::string& path, const script::FigurePlay& play, Console& console) {
    nlohmann::ordered_json json{
        {"figure", path}, {"good", play.ok()}, {"segments", play.segments}, {"digest", hex_64(play.digest)}};
    if (!play.ok()) json["failure"] = {{"line", play.failure->line}, {"message", play.failure->message}};
    print_json_line(json, console.out);
}

// A file that is no figure is a figure that fails before its first line.
script::FigurePlay play_file(const std::string& path, const std::string& text,
                             const script::FigureOptions& chosen, sim::Trace* trace = nullptr) {
    const auto figure = script::parse_figure(path, text);
    if (figure.ok()) return script::play_figure(*figure, chosen, trace);
    script::FigurePlay refused;
    refused.failure = figure.error();
    return refused;
}

// World W0 from its handshake, by way of five bytes, to the end of TIME-WAIT.
sim::Trace trace_of_w0() {
    sim::World world = sim::w0();
    sim::schedule(world, Instant{}, sim::w0_connect());
    sim::schedule(world, Instant{} + 1_s, sim::Send{sim::w0_client, ConnectionId{0}, "hello"});
    sim::schedule(world, Instant{} + 2_s, sim::Close{sim::w0_client, ConnectionId{0}});
    sim::schedule(world, Instant{} + 3_s, sim::Close{sim::w0_server, ConnectionId{0}});
    sim::Trace trace;
    sim::run(world, {.until = Instant{} + 100_s}, &trace);
    return trace;
}

// The run of a figure that fails is written as far as it went.
ExitStatus write(const std::string& path, const std::string& text, script::FigureOptions chosen,
                 Console& console) {
    sim::Trace trace;
    ExitStatus status = ExitStatus::Good;
    if (path == "w0") {
        trace = trace_of_w0();
        chosen.tcp = sim::w0().hosts[0].config.tcp;
    } else {
        const script::FigurePlay play = play_file(path, text, chosen, &trace);
        console.err << play.failure_text();
        if (!play.ok()) status = ExitStatus::Failed;
    }
    const auto figure = script::write_figure(trace, chosen);
    if (!figure.ok()) {
        console.err << path << ": it cannot be written as a figure: " << figure.error() << '\n';
        return ExitStatus::Failed;
    }
    console.out << figure->text;
    if (figure->plays) return status;
    console.err << path << ": what is written does not play: something in the run has no place in a figure\n";
    return ExitStatus::Failed;
}

ExitStatus run(const Arguments& arguments, Console& console) {
    script::FigureOptions chosen;
    if (const std::string error = choose_rules(arguments, chosen); !error.empty())
        return misuse(console, figure_command.name, error);

    ExitStatus status = ExitStatus::Good;
    for (const std::string& path : arguments.operands) {
        const bool is_written = arguments.has("--write");
        const auto text =
            is_written && path == "w0" ? Result<std::string, FileError>(std::string{}) : read_file(path);
        if (!text.ok()) {
            console.err << text.error().to_text() << '\n';
            return ExitStatus::Misused;
        }
        if (is_written) {
            if (write(path, *text, chosen, console) != ExitStatus::Good) status = ExitStatus::Failed;
            continue;
        }
        const script::FigurePlay play = play_file(path, *text, chosen);
        if (!play.ok()) status = ExitStatus::Failed;
        if (format_of(arguments) == Format::Json)
            print_json(path, play, console);
        else
            print_text(path, play, console);
    }
    return status;
}

}  // namespace

const Command figure_command{
    .name = "figure",
    .operands = "FILE…",
    .summary = "plays ladders in the notation of the RFC's figures",
    .details =
        "Each FILE is a ladder as RFC 9293 draws it:\n\n"
        "    1.  CLOSED                                           LISTEN\n"
        "    2.  SYN-SENT    --> <SEQ=100><CTL=SYN>               --> SYN-RECEIVED\n"
        "    3.  ESTABLISHED <-- <SEQ=300><ACK=101><CTL=SYN,ACK>  <-- SYN-RECEIVED\n\n"
        "The engine must do exactly that: a segment that no line mentions fails, a field that is not "
        "written\n"
        "is not compared. \"...\" is still in the network, \"--x\" is lost; (Close), (Send 1000), (wait 3 "
        "s),\n"
        "(2 MSL), (Reboot), (Abort), (Open) happen where they stand; other words in parentheses are "
        "comments.\n"
        "A figure that fails is printed up to the line that does, with what happened instead.\n"
        "With --write, what happened is drawn as such a ladder itself, user calls, waits and losses "
        "included;\n"
        "the world w0 (a connection, five bytes, both closes) needs no file.",
    .options = options,
    .least_operands = 1,
    .most_operands = 10'000,
    .run = run,
};

}  // namespace hw::cli
