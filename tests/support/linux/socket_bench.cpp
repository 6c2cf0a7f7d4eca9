#include "support/linux/socket_bench.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "host/pending_call.h"
#include "host/profile.h"

namespace hw::test {
namespace {

using host::CallResult;
using host::SocketError;
using host::SocketOption;
namespace sys = host::sys;

std::int64_t number_in(std::string_view text) { return std::strtoll(std::string(text).c_str(), nullptr, 10); }

// "01020304-05060708-090a0b0c-0d0e0f10": four numbers, the low halves first (proc_tcp_fastopen_key()).
SipKey fast_open_key(std::string_view text) {
    std::array<std::uint64_t, 4> words{};
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = std::strtoull(std::string(text.substr(9 * i, 8)).c_str(), nullptr, 16);
    return {.k0 = words[1] << 32 | words[0], .k1 = words[3] << 32 | words[2]};
}

// What stands between the parentheses.
std::string_view arguments_of(std::string_view text) {
    const auto open = text.find('(');
    const auto shut = text.rfind(')');
    return open == text.npos || shut == text.npos ? "" : text.substr(open + 1, shut - open - 1);
}

std::string_view after_comma(std::string_view arguments) {
    const auto comma = arguments.find(", ");
    return comma == arguments.npos ? "" : arguments.substr(comma + 2);
}

template <std::size_t n>
std::uint32_t bits_of(std::string_view names,
                      const std::array<std::pair<std::string_view, std::uint32_t>, n>& known) {
    std::uint32_t bits = 0;
    for (const auto& [name, bit] : known)
        if (("|" + std::string(names) + "|").find("|" + std::string(name) + "|") != std::string::npos)
            bits |= bit;
    return bits;
}

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 8> message_flags{
    {{"MSG_OOB", sys::msg_oob},
     {"MSG_PEEK", sys::msg_peek},
     {"MSG_TRUNC", sys::msg_trunc},
     {"MSG_DONTWAIT", sys::msg_dontwait},
     {"MSG_WAITALL", sys::msg_waitall},
     {"MSG_NOSIGNAL", sys::msg_nosignal},
     {"MSG_MORE", sys::msg_more},
     {"MSG_FASTOPEN", sys::msg_fastopen}}};

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 7> poll_events{
    {{"IN", host::poll_in},
     {"PRI", host::poll_pri},
     {"OUT", host::poll_out},
     {"ERR", host::poll_err},
     {"HUP", host::poll_hup},
     {"NVAL", host::poll_nval},
     {"RDHUP", host::poll_rdhup}}};

std::string errno_name(SocketError error) {
    std::string name(host::name_of(error));
    return name == "EOPNOTSUPP" ? "ENOTSUP" : name;  // one number, and the recorder's name for it
}

std::string state_name(tcp::State state) {
    std::string name(tcp::name_of(state));
    return name == "SYN-RECEIVED" ? "SYN-RECV" : name;
}

}  // namespace

host::HostConfig linux_bench_config() {
    host::HostConfig config;
    config.name = "bench";
    config.address = bench_local.address;
    host::linux_profile(config);
    config.tcp.send_buffer_bytes = 4'000'000;
    config.tcp.window_scale = 10;  // tcp_rmem[2] is 32 MiB
    config.isn = {.kind = host::IsnKind::Pinned, .secret = {}, .pinned = {5'000}};
    return config;
}

bool apply_sysctls(host::HostConfig& config, std::string_view assignments) {
    using tcp::Switch;
    while (!assignments.empty()) {
        const auto end = std::min(assignments.find(", "), assignments.size());
        const std::string_view one = assignments.substr(0, end);
        assignments.remove_prefix(std::min(end + 2, assignments.size()));
        const std::string_view name = one.substr(0, one.find('='));
        const std::int64_t value = number_in(one.substr(one.find('=') + 1));
        const Switch on = value != 0 ? Switch::On : Switch::Off;
        tcp::Config& tcp = config.tcp;
        if (name == "tcp_fin_timeout")
            tcp.fin_wait2_timeout = 1_s * value;
        else if (name == "tcp_rfc1337")
            tcp.ignore_rst_in_time_wait = on;
        else if (name == "tcp_timestamps")
            tcp.timestamps = on;
        else if (name == "tcp_sack")
            tcp.sack = on;
        else if (name == "tcp_window_scaling")
            tcp.window_scaling = on;
        else if (name == "tcp_ecn")
            tcp.ecn = value == 1 ? tcp::Ecn::Request : value == 2 ? tcp::Ecn::WhenAsked : tcp::Ecn::Off;
        else if (name == "tcp_syn_retries")
            tcp.syn_retries = static_cast<std::uint8_t>(value);
        else if (name == "tcp_syn_linear_timeouts")
            tcp.syn_linear_timeouts = static_cast<std::uint8_t>(value);
        else if (name == "tcp_retries2")
            tcp.retries2 = static_cast<std::uint8_t>(value);
        else if (name == "tcp_orphan_retries")
            tcp.orphan_retries = static_cast<std::uint8_t>(value);
        else if (name == "tcp_max_syn_backlog")
            config.max_syn_backlog = static_cast<std::uint32_t>(value);
        else if (name == "tcp_syncookies")
            config.syn_cookies = static_cast<host::SynCookies>(value);
        else if (name == "tcp_fastopen") {
            tcp.fast_open_client = (value & 1) != 0 ? Switch::On : Switch::Off;
            tcp.fast_open_server = (value & 2) != 0 ? Switch::On : Switch::Off;
            tcp.fast_open_without_cookie = (value & 0x200) != 0 ? Switch::On : Switch::Off;
        } else if (name == "tcp_fastopen_key")
            config.isn.secret = fast_open_key(one.substr(one.find('=') + 1));
        else if (name == "tcp_abort_on_overflow")
            config.abort_on_overflow = on;
        else
            return false;
    }
    return true;
}

sys::Caller SocketBench::caller() {
    output_.clear();
    return {host, output_, now};
}

void SocketBench::collect() {
    for (std::uint32_t i = 0; i < output_.packet_count; ++i) {
        const auto bytes = output_.packets[i].bytes.span();
        departed.push_back({now, {bytes.begin(), bytes.end()}});
    }
    output_.packet_count = 0;
}

void SocketBench::packet_arrives(std::span<const std::uint8_t> packet) {
    output_.clear();
    host::packet_arrives(host, packet, now, output_);
    collect();
}

void SocketBench::wait_until(Instant end) {
    for (Instant next = host::next_deadline(host); next <= end && departed.empty();
         next = host::next_deadline(host)) {
        now = std::max(now, next);
        output_.clear();
        host::deadlines_pass(host, now, output_);
        collect();
    }
    if (departed.empty()) now = std::max(now, end);
}

std::string SocketBench::outcome(const CallResult& result) {
    collect();
    if (result.is_blocked) return "blocked";
    return result.error == SocketError::None ? std::to_string(result.value)
                                             : "-1 " + errno_name(result.error);
}

const host::Connection* SocketBench::connection() {
    const host::Lookup found = host::find_socket(caller(), descriptor_);
    return found.slot == host::no_socket ? nullptr
                                         : host::connection_of(host, host.sockets.sockets[found.slot]);
}

bool SocketBench::listens() {
    const host::Lookup found = host::find_socket(caller(), descriptor_);
    return found.slot != host::no_socket &&
           host.sockets.sockets[found.slot].stage == host::SocketStage::Listening;
}

std::string SocketBench::sockets() const {
    std::vector<std::string> names;
    for (const host::Listener& listener : host.listeners)
        names.push_back("LISTEN(" + std::to_string(listener.port) + ")");
    for (const host::Connection& connection : host.connections)
        if (connection.id.exists() && connection.closed_by == host::ClosedBy::StillOpen)
            names.push_back(state_name(connection.tcb.state) + "(" +
                            std::to_string(connection.tuple.local.port) + ")");
    std::sort(names.begin(), names.end());
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : " ") + name;
    return text.empty() ? "none" : text;
}

std::string SocketBench::open_call(std::string_view name, std::string_view text) {
    const std::string_view arguments = arguments_of(text);
    if (name == "socket") {
        const CallResult result = sys::socket(caller(), sys::sock_nonblock);
        descriptor_ = static_cast<std::int32_t>(result.value);
        return "new";
    }
    if (name == "bind" || (name == "listen" && !arguments.empty())) {
        // The recorder sets SO_REUSEADDR and binds before it listens.
        wire::Endpoint local = bench_local;
        if (name == "bind" && !arguments.empty())
            local.port = static_cast<std::uint16_t>(number_in(arguments));
        (void)sys::setsockopt(caller(), descriptor_, SocketOption::ReuseAddr, {.number = 1});
        const CallResult result = sys::bind(caller(), descriptor_, local);
        if (name == "bind" || result.error != SocketError::None) return outcome(result);
        listener_ = descriptor_;
        return outcome(sys::listen(caller(), listener_, static_cast<std::int32_t>(number_in(arguments))));
    }
    if (name == "listen") return outcome(sys::listen(caller(), descriptor_, 5));
    if (arguments == "AF_UNSPEC")
        return outcome(sys::disconnect(caller(), text.find("LISTEN") == text.npos ? descriptor_ : listener_));
    if (name == "connect") {
        wire::Endpoint remote = bench_remote;
        if (!arguments.empty()) remote.port = static_cast<std::uint16_t>(number_in(arguments));
        return outcome(sys::connect(caller(), descriptor_, remote));
    }
    const bool is_listeners = listener_ >= 0 && text.find(" on it") == text.npos;
    const CallResult result =
        sys::accept(caller(), is_listeners ? listener_ : descriptor_, sys::sock_nonblock);
    if (result.error != SocketError::None) return outcome(result);
    descriptor_ = static_cast<std::int32_t>(result.value);
    collect();
    return "new";
}

std::string SocketBench::text_call(std::string_view name, std::string_view text, std::string_view recorded) {
    const std::string_view arguments = arguments_of(text);
    const std::uint32_t flags = bits_of(after_comma(arguments), message_flags);
    const std::int64_t count = number_in(arguments);
    if (name == "recv")
        return outcome(sys::recv(caller(), descriptor_, static_cast<std::uint32_t>(count), flags));
    // Why: how much Linux's buffer takes depends on the memory that it spends on bookkeeping.
    const std::int64_t taken = recorded.find('-') == recorded.npos ? number_in(recorded) : count;
    const std::vector<std::uint8_t> data(static_cast<std::size_t>(std::min(taken, count)), 'd');
    if (name == "sendto") {
        const std::vector<std::uint8_t> all(static_cast<std::size_t>(count), 'd');
        return outcome(sys::sendto(caller(), descriptor_, all, flags, bench_remote));
    }
    if (name == "send") return outcome(sys::send(caller(), descriptor_, data, flags));
    return "?";
}

std::string SocketBench::option_call(std::string_view name, std::string_view text) {
    const std::string_view arguments = arguments_of(text);
    const std::string_view option_name = arguments.substr(0, arguments.find(','));
    const auto option = host::find_socket_option(option_name);
    if (!option.has_value()) return "?";
    if (name == "setsockopt") {
        host::OptionValue value{.number = number_in(after_comma(arguments))};
        if (*option == SocketOption::Linger) {  // two numbers, as the bytes of the machine
            value.number = after_comma(arguments)[1] - '0';
            value.second = after_comma(arguments)[9] - '0';
        }
        return outcome(sys::setsockopt(caller(), descriptor_, *option, value));
    }
    const sys::OptionAnswer answer = sys::getsockopt(caller(), descriptor_, *option);
    if (answer.result.error != SocketError::None) return outcome(answer.result);
    if (*option != SocketOption::Error || answer.value.number == 0)
        return std::to_string(answer.value.number);
    for (std::uint32_t i = 0; i < host::socket_error_count; ++i)
        if (host::errno_number(static_cast<SocketError>(i)) == answer.value.number)
            return errno_name(static_cast<SocketError>(i));
    return "?";
}

std::string SocketBench::poll_call() {
    std::vector<host::PollEntry> entries{{.descriptor = descriptor_, .events = 0x2007}};
    (void)sys::poll(caller(), entries, Duration{});
    collect();
    std::string text;
    for (const auto& [name, bit] : poll_events)
        if ((entries[0].revents & bit) != 0) text += (text.empty() ? "" : "|") + std::string(name);
    return text.empty() ? "0" : text;
}

std::string SocketBench::call(std::string_view text, std::string_view recorded) {
    const std::string_view name = text.substr(0, text.find('('));
    if (name == "socket" || name == "bind" || name == "listen" || name == "connect" || name == "accept")
        return open_call(name, text);
    if (name == "send" || name == "recv" || name == "sendto") return text_call(name, text, recorded);
    if (name == "setsockopt" || name == "getsockopt") return option_call(name, text);
    if (name == "poll") return poll_call();
    if (name == "shutdown") {
        const std::string_view how = arguments_of(text);
        return outcome(sys::shutdown(caller(), descriptor_,
                                     how == "SHUT_RD"   ? sys::Shut::Read
                                     : how == "SHUT_WR" ? sys::Shut::Write
                                                        : sys::Shut::Both));
    }
    if (name == "close")
        return outcome(sys::close(caller(), text.find("listener") == text.npos ? descriptor_ : listener_));
    if (name == "getsockname" || name == "getpeername") {
        const sys::Name answer = name == "getsockname" ? sys::getsockname(caller(), descriptor_)
                                                       : sys::getpeername(caller(), descriptor_);
        if (answer.result.error != SocketError::None) return outcome(answer.result);
        return "('" + wire::to_text(answer.endpoint.address) + "', " + std::to_string(answer.endpoint.port) +
               ")";
    }
    if (name == "ioctl") {
        const std::string_view what = arguments_of(text);
        return outcome(sys::ioctl(caller(), descriptor_,
                                  what == "SIOCINQ"    ? sys::Ioctl::Fionread
                                  : what == "SIOCOUTQ" ? sys::Ioctl::Siocoutq
                                                       : sys::Ioctl::Siocatmark));
    }
    return "?";
}

}  // namespace hw::test
