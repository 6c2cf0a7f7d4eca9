#include "native/cli/commands.h"
#include "native/cli/files.h"
#include "native/cli/hex.h"
#include "native/cli/json_line.h"
#include "script/packetdrill/play.h"
#include "script/packetdrill/profile.h"

// handwave packetdrill: plays packetdrill scripts on one host in virtual time.

namespace hw::cli {
namespace {

namespace pd = packetdrill;

constexpr OptionSpec options[] = {
    {"--profile", "NAME", "whose habits the host has: linux, freebsd (what the script's sysctls mean)"},
    {"--set", "NAME=VALUE,…", "options of packetdrill, before the script's own: tolerance_usecs=10000"},
    {"--define", "NAME=VALUE,…", "what names in the scripts stand for"},
    {"-D", "NAME=VALUE", "the same, as packetdrill has it: as often as need be", true},
    {"--quiet", "", "only the verdicts"},
    format_option,
};

// The parts between the commas.
std::vector<std::string> parts_of(const std::string& list) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        parts.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

// Of packetdrill, as "name=value", or "name" alone. "" or what is wrong with it.
std::string set(pd::PlaySettings& settings, const std::string& part) {
    const std::size_t equals = std::min(part.find('='), part.size());
    const std::string value = equals < part.size() ? part.substr(equals + 1) : "";
    const auto trouble = pd::set_option(settings.options, {.name = part.substr(0, equals), .value = value});
    return trouble ? trouble->message : "";
}

// "" or what is wrong with the options.
std::string choose(const Arguments& arguments, pd::PlaySettings& settings) {
    settings.profile = arguments.value_of("--profile").value_or("");
    if (!settings.profile.empty() && pd::find_profile(settings.profile) == nullptr)
        return "there is no profile '" + settings.profile + "'";
    std::vector<std::string> parts;
    for (const std::string& part : parts_of(arguments.value_of("--define").value_or("")))
        parts.push_back("define=" + part);
    for (const std::string& part : arguments.values_of("-D")) parts.push_back("define=" + part);
    for (const std::string& part : parts_of(arguments.value_of("--set").value_or(""))) parts.push_back(part);
    for (const std::string& other : arguments.others) parts.push_back(other.substr(2));
    for (const std::string& part : parts)
        if (std::string error = set(settings, part); !error.empty()) return error;
    return "";
}

void print_text(const pd::Play& play, bool is_quiet, Console& console) {
    for (const pd::Trouble& remark : play.remarks)
        if (!is_quiet)
            console.err << play.path << ':' << remark.place.line << ": remark: " << remark.message << '\n';
    if (!is_quiet) console.err << play.failure_text();
    console.out << play.verdict() << '\n';
}

void print_json(const pd::Play& play, Console& console) {
    nlohmann::ordered_json json{{"script", play.path},
                                {"passed", play.passed()},
                                {"profile", play.profile},
                                {"packets", play.packets},
                                {"digest", hex_64(play.digest)}};
    if (!play.passed())
        json["failure"] = {{"line", play.failure->place.line},
                           {"message", play.failure->message},
                           {"expected", play.expected},
                           {"seen", play.seen}};
    for (const pd::Trouble& remark : play.remarks)
        json["remarks"].push_back({{"line", remark.place.line}, {"message", remark.message}});
    print_json_line(json, console.out);
}

ExitStatus run(const Arguments& arguments, Console& console) {
    pd::PlaySettings settings;
    if (const std::string error = choose(arguments, settings); !error.empty())
        return misuse(console, packetdrill_command.name, error);
    const bool is_text = format_of(arguments) == Format::Text;
    std::size_t passed = 0, failed = 0, unread = 0;
    for (const std::string& path : arguments.operands) {
        const auto text = read_file(path);
        if (!text.ok()) {  // the others are played all the same
            console.err << text.error().to_text() << '\n';
            ++unread;
            continue;
        }
        const pd::Play play = pd::play_text(path, *text, settings);
        ++(play.passed() ? passed : failed);
        if (is_text)
            print_text(play, arguments.has("--quiet"), console);
        else
            print_json(play, console);
    }
    if (is_text) console.out << passed << " passed, " << failed << " failed";
    if (is_text && unread > 0) console.out << ", " << unread << " could not be read";
    if (is_text) console.out << '\n';
    if (unread > 0) return ExitStatus::Misused;
    return failed == 0 ? ExitStatus::Good : ExitStatus::Failed;
}

}  // namespace

const Command packetdrill_command{
    .name = "packetdrill",
    .operands = "FILE…",
    .summary = "plays packetdrill scripts in virtual time",
    .details =
        "Each FILE is a script in packetdrill's notation:\n\n"
        "    0   socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n"
        "    +0  bind(3, ..., ...) = 0\n"
        "    +0  listen(3, 1) = 0\n"
        "    +.1 < S 0:0(0) win 65535 <mss 1460>\n"
        "    +0  > S. 0:0(0) ack 1 <mss 1460>\n\n"
        "It is played on one host of ours, as packetdrill plays it on a kernel: what arrives is injected, "
        "what\n"
        "leaves must be as written and within 4 ms of its time, calls must return what is written, "
        "assertions\n"
        "must hold. sysctl and defaults.sh act on the host; commands that it does not know are remarked "
        "upon.\n"
        "A script that fails is told with the line, what was expected and seen, and the exchange so far.\n"
        "packetdrill's own options are understood (--tolerance_usecs=10000, --local_ip=…, -D …), there and "
        "here;\n"
        "--ip_version=ipv6 plays TCP's part over IPv4, with the sizes of IPv6's header.",
    .options = options,
    .other_options = OtherOptions::Kept,
    .least_operands = 1,
    .most_operands = 100'000,
    .run = run,
};

}  // namespace hw::cli
