#include "script/packetdrill/shell.h"

#include <algorithm>
#include <array>
#include <optional>

#include "script/packetdrill/profile.h"
#include "script/quoted.h"

namespace hw::packetdrill {
namespace {

using Words = std::vector<std::string>;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool ends(std::string_view text, std::string_view with) {
    return text.size() >= with.size() && text.substr(text.size() - with.size()) == with;
}
bool begins(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

// ---- what the programs do -------------------------------------------------------------------------------

struct Run {
    Scene& scene;
    const Words& words;
    Place place;
    Duration slept{};

    void remark(const std::string& what) { scene.remarks.push_back({place, what}); }
    void set(std::string_view name, std::string_view value) {
        const std::string shown = script::quoted(std::string(name) + "=" + std::string(value));
        switch (set_sysctl(scene.machine.host.config, name, value)) {
            case SysctlOutcome::Unknown: return remark("not known here: sysctl " + shown);
            case SysctlOutcome::BadValue: return remark("not known here: the value in sysctl " + shown);
            default: return;
        }
    }
    void set_assignment(std::string_view assignment) {
        const std::size_t equals = assignment.find('=');
        if (equals == assignment.npos) return;
        std::string name(assignment.substr(0, equals));  // "net/ipv4/tcp_sack" is the same
        std::replace(name.begin(), name.end(), '/', '.');
        set(name, assignment.substr(equals + 1));
    }
    // "/proc/sys/net/ipv4/tcp_sack" -> "net.ipv4.tcp_sack"
    bool set_file(std::string_view file, std::string_view value) {
        constexpr std::string_view folder = "/proc/sys/";
        if (!begins(file, folder)) return false;
        std::string name(file.substr(folder.size()));
        std::replace(name.begin(), name.end(), '/', '.');
        set(name, value);
        return true;
    }
};

// The production settings that the public suites begin with: those of their defaults.sh.
constexpr std::array<std::string_view, 21> defaults{
    "net.ipv4.tcp_rmem=4096 540000 15728640",
    "net.ipv4.tcp_wmem=4096 262144 4194304",
    "net.ipv4.tcp_notsent_lowat=4294967295",
    "net.ipv4.tcp_timestamps=1",
    "net.ipv4.tcp_syn_retries=5",
    "net.ipv4.tcp_synack_retries=5",
    "net.ipv4.tcp_frto=2",
    "net.ipv4.tcp_sack=1",
    "net.ipv4.tcp_dsack=1",
    "net.ipv4.tcp_fack=0",
    "net.ipv4.tcp_reordering=3",
    "net.ipv4.tcp_congestion_control=cubic",
    "net.ipv4.tcp_slow_start_after_idle=0",
    "net.ipv4.tcp_early_retrans=4",
    "net.ipv4.tcp_recovery=1",
    "net.ipv4.tcp_ecn=0",
    "net.ipv4.tcp_fastopen=0x3",
    "net.ipv4.tcp_fastopen_key=a1a1a1a1-b2b2b2b2-c3c3c3c3-d4d4d4d4",
    "net.ipv4.tcp_syncookies=1",
    "net.ipv4.tcp_abort_on_overflow=0",
    "net.ipv4.tcp_window_scaling=1"};

void run_defaults(Run& run) {
    for (const std::string_view one : defaults) run.set_assignment(one);
    // Google's own, in gtests/net/tcp/common, open every listener to Fast Open.
    if (run.words[0].find("common/") != std::string::npos)
        run.set_assignment("net.ipv4.tcp_fastopen=0x70403");
    run.scene.machine.host.sockets.fast_open_memory.clear();  // "ip tcp_metrics flush all"
}

void run_sysctl(Run& run) {
    for (std::size_t i = 1; i < run.words.size(); ++i)
        if (!begins(run.words[i], "-")) run.set_assignment(run.words[i]);
}

void run_set_sysctls(Run& run) {
    for (std::size_t i = 1; i < run.words.size(); ++i) {
        const std::string_view word = run.words[i];
        const std::size_t equals = std::min(word.find('='), word.size());
        const std::string_view value = word.substr(std::min(equals + 1, word.size()));
        if (!run.set_file(word.substr(0, equals), value))
            run.remark("not known here: " + script::quoted(word));
    }
}

void run_sleep(Run& run) {
    if (run.words.size() < 2) return;
    Cursor cursor(run.words[1]);
    run.slept = cursor.take_seconds().value_or(Duration{});
}

// echo 1 > /proc/sys/…, and what else is written into files of the kernel.
void run_echo(Run& run) {
    const auto arrow = std::find(run.words.begin(), run.words.end(), ">");
    if (arrow == run.words.end() || arrow + 1 == run.words.end()) return;
    std::string value;
    for (auto word = run.words.begin() + 1; word != arrow; ++word)
        value += (value.empty() ? "" : " ") + *word;
    const std::string& file = *(arrow + 1);
    if (ends(file, "/hystart"))
        run.scene.machine.host.config.tcp.hystart = value == "0" ? tcp::Switch::Off : tcp::Switch::On;
    else if (ends(file, "/hystart_detect") && (value == "2" || value == "3"))
        return;  // by the delay, which is what ours looks at
    else if (!run.set_file(file, value) && !begins(file, "/dev/"))
        run.remark("not known here: what is written to " + script::quoted(file));
}

// "200ms", "1s"; a number alone counts milliseconds here (iproute2 has it in its own units, which nobody uses).
std::optional<Duration> route_time(std::string_view text) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    std::int64_t number = 0;
    if (!read_number(std::string(text.substr(0, end)), number) || number > 120'000) return {};
    return (text.substr(end) == "s" ? 1_s : 1_ms) * number;
}

// ip-route(8): what a route says holds for the whole machine, whose packets all go one way.
bool set_route(host::HostConfig& config, std::string_view what, std::string_view value) {
    tcp::Config& tcp = config.tcp;
    if (what == "rto_min") {
        const auto least = route_time(value);
        if (least) tcp.min_rto = tcp.min_rto_variation = *least;
        return least.has_value();
    }
    std::int64_t number = 0;
    if (!read_number(std::string(value), number) || number < 1 || number > 65'535) return false;
    const auto bytes = static_cast<std::uint16_t>(number);
    if (what == "initcwnd") {
        tcp.initial_segments = bytes;
    } else if (what == "mtu") {
        tcp.mtu = bytes;
        tcp.mss = static_cast<std::uint16_t>(bytes - std::min<std::uint16_t>(bytes, 40));
    } else if (what == "advmss") {
        tcp.mss = std::min(tcp.mss, bytes);
    } else {
        return false;
    }
    return true;
}

// "ip tcp_metrics flush", "ip route change … initcwnd 20 mtu lock 1470".
void run_ip(Run& run) {
    const Words& words = run.words;
    if (words.size() > 1 && words[1] == "tcp_metrics")
        run.scene.machine.host.sockets.fast_open_memory.clear();
    if (words.size() > 1 && (words[1] == "tcp_metrics" || words[1] == "link" || words[1] == "addr")) return;
    const bool is_set = std::any_of(words.begin(), words.end(), [](const std::string& word) {
        return word == "change" || word == "replace" || word == "add";
    });
    for (const std::string_view word :
         {"mtu", "advmss", "initcwnd", "rto_min", "initrwnd", "quickack", "features", "cwnd"}) {
        auto at = std::find(words.begin(), words.end(), word);
        if (at == words.end()) continue;
        if (++at != words.end() && *at == "lock") ++at;
        if (!is_set || at == words.end() || !set_route(run.scene.machine.host.config, word, *at))
            run.remark("not known here: ip route … " + std::string(word));
    }
}

// "tc qdisc replace dev tun0 root fq": packets are paced (sch_fq), or not; "limit 0" lets none through.
void run_tc(Run& run) {
    const Words& words = run.words;
    const auto root = std::find(words.begin(), words.end(), "root");
    const bool is_set = std::find(words.begin(), words.end(), "replace") != words.end() ||
                        std::find(words.begin(), words.end(), "add") != words.end();
    if (!is_set || root == words.end() || root + 1 == words.end()) return;
    tcp::Config& config = run.scene.machine.host.config.tcp;
    config.pacing = root[1] == "fq" ? tcp::Switch::On : tcp::Switch::Off;
    const auto limit = std::find(root, words.end(), "limit");
    const bool is_full = limit != words.end() && limit + 1 != words.end() && limit[1] == "0";
    config.device_drops_all = is_full ? tcp::Switch::On : tcp::Switch::Off;
}

// The FreeBSD suite's own program, which writes a key of zeros to net.inet.tcp.fastopen.setkey: no sysctl(8) could.
void run_setkey(Run& run) { run.scene.machine.host.config.fast_open_keys = tcp::FastOpenKeys{}; }

void run_nothing(Run&) {}

struct Program {
    std::string_view name;  // or how its path ends
    void (*run)(Run&);
};
constexpr std::array<Program, 35> programs{{
    {"defaults.sh", run_defaults},
    {"sysctl", run_sysctl},
    {"set_sysctls.py", run_set_sysctls},
    {"sleep", run_sleep},
    {"echo", run_echo},
    {"ip", run_ip},
    {"setkey", run_setkey},
    {"if", run_nothing},  // what is compiled unless it is there already
    {"then", run_nothing},
    {"fi", run_nothing},
    // What looks, records, tidies up, or prepares the machine that packetdrill runs on.
    {"nstat", run_nothing},
    {"ss", run_nothing},
    {"netstat", run_nothing},
    {"sockstat", run_nothing},  // unless it counts: see sockstat.h
    {"tcpdrop", run_nothing},
    {"grep", run_nothing},
    {"cat", run_nothing},
    {"tcpdump", run_nothing},
    {"pkill", run_nothing},
    {"kill", run_nothing},
    {"killall", run_nothing},
    {"sync", run_nothing},
    {"tc", run_tc},
    {"ethtool", run_nothing},
    {"kldload", run_nothing},
    {"kldunload", run_nothing},
    {"modprobe", run_nothing},
    {"ifconfig", run_nothing},
    {"true", run_nothing},
    {"wc", run_nothing},
    {"rm", run_nothing},
    {"sort", run_nothing},
    {"siftr", run_nothing},
    {"dmesg", run_nothing},
    {"uname", run_nothing},
}};

}  // namespace

std::vector<std::vector<std::string>> split_commands(std::string_view text) {
    std::vector<Words> commands(1);
    std::string word;
    bool is_word = false;
    const auto end_word = [&] {
        if (is_word) commands.back().push_back(word);
        word.clear();
        is_word = false;
    };
    const auto end_command = [&] {
        end_word();
        if (!commands.back().empty()) commands.emplace_back();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' || c == '\'') {
            const std::size_t end = std::min(text.find(c, i + 1), text.size());
            word += text.substr(i + 1, end - i - 1);
            is_word = true;
            i = end;
        } else if (c == '#' && !is_word) {
            i = std::min(text.find('\n', i), text.size()) - 1;
        } else if (c == '\\' && i + 1 < text.size() && text[i + 1] == '\n') {
            end_word();
            ++i;
        } else if (is_blank(c)) {
            end_word();
        } else if (c == '\n' || c == ';' || c == '|' || c == '&') {
            end_command();
        } else if (c == '>' && i + 2 < text.size() && text[i + 1] == '&') {  // 2>&1
            word.clear();
            i += 2;
        } else if (c == '>' && (word == "2" || word == "1" || word.empty())) {
            word = ">";
            is_word = true;
            end_word();
        } else {
            word += c;
            is_word = true;
        }
    }
    end_command();
    if (commands.back().empty()) commands.pop_back();
    return commands;
}

// "4096 $((32*1024*1024))": what a shell multiplies.
std::string with_products(std::string_view text) {
    std::string out;
    for (std::size_t from = 0;;) {
        const std::size_t begin = text.find("$((", from);
        const std::size_t end = begin == text.npos ? text.npos : text.find("))", begin);
        if (end == text.npos) return out + std::string(text.substr(from));
        out += text.substr(from, begin - from);
        std::int64_t product = 1;
        bool is_product = true;
        for (std::size_t at = begin + 3; at < end;) {
            const std::size_t stop = std::min(text.find('*', at), end);
            std::string factor(text.substr(at, stop - at));
            factor.erase(std::remove(factor.begin(), factor.end(), ' '), factor.end());
            std::int64_t number = 0;
            is_product = is_product && read_number(factor, number) && number >= 0 && number <= 1 << 30 &&
                         product <= 1 << 30;
            product *= is_product ? number : 1;
            at = stop + 1;
        }
        out += is_product ? std::to_string(product) : std::string(text.substr(begin, end + 2 - begin));
        from = end + 2;
    }
}

Duration run_commands(Scene& scene, const ShellCommand& command, Place place) {
    Duration slept{};
    for (const Words& words : split_commands(with_products(command.text))) {
        const std::string_view path = words[0];
        const std::string_view name =
            path.substr(path.find_last_of('/') == path.npos ? 0 : path.find_last_of('/') + 1);
        if (begins(name, "sysctl_restore")) continue;
        const auto* program =
            std::find_if(programs.begin(), programs.end(), [&](const Program& p) { return p.name == name; });
        Run run{scene, words, place};
        if (program == programs.end())
            run.remark("not known here: the command " + script::quoted(path));
        else
            program->run(run);
        slept += run.slept;
    }
    return slept;
}

}  // namespace hw::packetdrill
