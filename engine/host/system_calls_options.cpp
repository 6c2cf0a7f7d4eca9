// setsockopt(2), getsockopt(2): socket(7) and tcp(7), with the ranges that Linux checks (sk_setsockopt(),
// do_tcp_setsockopt()).

#include <algorithm>
#include <utility>

#include "host/connection_table.h"
#include "host/pending_call.h"
#include "host/settle.h"
#include "host/socket_descriptor.h"
#include "host/turn.h"

namespace hw::host {

namespace {

constexpr std::int64_t longest_seconds = 32'767;   // MAX_TCP_KEEPIDLE, MAX_TCP_KEEPINTVL
constexpr std::int64_t most_probes = 127;          // MAX_TCP_KEEPCNT, MAX_TCP_SYNCNT
constexpr std::int64_t longest_fin_timeout = 120;  // TCP_FIN_TIMEOUT_MAX, seconds
// SOCK_MIN_RCVBUF and SOCK_MIN_SNDBUF, before they are doubled; net.core.rmem_max and wmem_max.
constexpr std::int64_t least_receive_buffer = 1'152, least_send_buffer = 2'304, most_buffer = 4'194'304;
constexpr std::int64_t default_time_to_live = 64;
constexpr std::int64_t smallest_mss = 88, largest_mss = 32'767;  // TCP_MIN_MSS, MAX_TCP_WINDOW

Duration seconds(std::int64_t count) { return 1_s * count; }

// struct timeval: nought means no time limit.
Duration time_limit(OptionValue value) {
    const Duration limit{value.number * 1'000'000 + value.second};
    return limit == Duration{} ? Duration::never() : limit;
}
OptionValue as_timeval(Duration limit) {
    if (limit == Duration::never()) return {};
    return {.number = limit.us / 1'000'000, .second = limit.us % 1'000'000};
}

// Linux: TCP_DEFER_ACCEPT is kept as so many transmissions of the SYN,ACK, and answered as the time that they take
// (secs_to_retrans(), retrans_to_secs()).
Duration time_of_syn_acks(std::int64_t wanted_seconds) {
    constexpr std::int64_t first = 1, longest = 120;  // TCP_TIMEOUT_INIT, TCP_RTO_MAX
    if (wanted_seconds <= 0) return {};
    std::int64_t total = first, wait = first;
    for (int count = 1; total < wanted_seconds && count < 255; ++count) {
        wait = std::min(wait * 2, longest);
        total += wait;
    }
    return seconds(total);
}

bool is_between(std::int64_t low, std::int64_t value, std::int64_t high) {
    return low <= value && value <= high;
}

// What the host itself keeps. False when the option is not one of these.
bool set_in_settings(SocketSettings& settings, SocketOption option, OptionValue value, SocketError& error) {
    const bool is_on = value.number != 0;
    switch (option) {
        case SocketOption::ReuseAddr: settings.reuse_address = is_on; return true;
        case SocketOption::ReusePort: settings.reuse_port = is_on; return true;
        case SocketOption::OobInline: settings.oob_inline = is_on; return true;
        case SocketOption::Linger:
            settings.lingers = is_on;
            settings.linger = seconds(value.second);
            return true;
        case SocketOption::RcvLowat:
            settings.receive_low_water = static_cast<std::uint32_t>(std::max<std::int64_t>(value.number, 1));
            return true;
        case SocketOption::RcvTimeo:
        case SocketOption::SndTimeo:
            if (!is_between(0, value.second, 999'999))
                error = SocketError::Dom;
            else
                (option == SocketOption::RcvTimeo ? settings.receive_timeout : settings.send_timeout) =
                    time_limit(value);
            return true;
        case SocketOption::TcpFastopen:
            settings.fast_open_limit = static_cast<std::uint32_t>(std::max<std::int64_t>(value.number, 0));
            return true;
        case SocketOption::TcpFastopenNoCookie: settings.fast_open_without_cookie = is_on; return true;
        case SocketOption::TcpFastopenKey: {
            const auto keys = tcp::fast_open_keys(value.text);
            if (!keys) error = SocketError::Inval;
            if (keys) settings.fast_open_keys = keys;
            return true;
        }
        case SocketOption::TcpDeferAccept:
            settings.defer_accept = time_of_syn_acks(value.number);
            return true;
        case SocketOption::IpBindAddressNoPort: settings.binds_address_alone = is_on; return true;
        case SocketOption::ZeroCopy:
            if (!is_between(0, value.number, 1))
                error = SocketError::Inval;
            else
                settings.zero_copy = is_on;
            return true;
        case SocketOption::IpLocalPortRange: {
            const auto first = static_cast<std::uint16_t>(value.number & 0xffff);
            const auto last = static_cast<std::uint16_t>(value.number >> 16 & 0xffff);
            if (first != 0 && last != 0 && last < first) {
                error = SocketError::Inval;
            } else {
                settings.first_local_port = first;
                settings.last_local_port = last;
            }
            return true;
        }
        default: return false;
    }
}

// How packets leave: their headers, their pace, how much waits for them. False when the option is not one of these.
bool set_for_packets(tcp::ConnectionOptions& options, SocketOption option, std::int64_t value) {
    switch (option) {
        case SocketOption::TcpNotsentLowat:
            options.unsent_low_water = static_cast<std::uint32_t>(value);
            return true;
        case SocketOption::MaxPacingRate:
            options.max_pacing_rate =
                value == 0xffff'ffff || value < 0 ? 0 : static_cast<std::uint64_t>(value);
            return true;
        default: return false;
    }
}

SocketError set_in_connection(tcp::ConnectionOptions& options, SocketOption option, std::int64_t value,
                              const HostConfig& config) {
    if (set_for_packets(options, option, value)) return SocketError::None;
    const bool is_on = value != 0;
    switch (option) {
        case SocketOption::KeepAlive: options.keep_alive = is_on; return SocketError::None;
        // "The kernel doubles this value (to allow space for bookkeeping overhead)", and counts that with it.
        case SocketOption::RcvBuf:
            options.receive_buffer_bytes =
                static_cast<std::uint32_t>(std::clamp(value, least_receive_buffer, most_buffer)) *
                config.buffer_overhead_factor;
            options.receive_buffer_is_fixed = true;
            return SocketError::None;
        case SocketOption::SndBuf:
            options.send_buffer_bytes =
                static_cast<std::uint32_t>(std::clamp(value, least_send_buffer, most_buffer)) *
                config.buffer_overhead_factor;
            options.send_buffer_counts_packets = config.buffer_overhead_factor > 1;
            options.send_buffer_is_fixed = true;
            return SocketError::None;
        case SocketOption::TcpNodelay: options.nagle = !is_on; return SocketError::None;
        case SocketOption::TcpCork: options.cork = is_on; return SocketError::None;
        case SocketOption::TcpMaxseg:
            if (is_on && !is_between(smallest_mss, value, largest_mss)) return SocketError::Inval;
            options.max_segment = static_cast<std::uint16_t>(value);
            return SocketError::None;
        case SocketOption::TcpKeepIdle:
            if (!is_between(1, value, longest_seconds)) return SocketError::Inval;
            options.keep_alive_idle = seconds(value);
            return SocketError::None;
        case SocketOption::TcpKeepIntvl:
            if (!is_between(1, value, longest_seconds)) return SocketError::Inval;
            options.keep_alive_interval = seconds(value);
            return SocketError::None;
        case SocketOption::TcpKeepCnt:
            if (!is_between(1, value, most_probes)) return SocketError::Inval;
            options.keep_alive_probes = static_cast<std::uint8_t>(value);
            return SocketError::None;
        case SocketOption::TcpSyncnt:
            if (!is_between(1, value, most_probes)) return SocketError::Inval;
            options.syn_retries = static_cast<std::uint8_t>(value);
            return SocketError::None;
        case SocketOption::TcpLinger2:
            // Below zero: FIN-WAIT-2 is left at once. Nought: as the host has it.
            options.fin_wait2_timeout =
                value == 0 ? config.tcp.fin_wait2_timeout
                           : seconds(std::clamp<std::int64_t>(value, 0, longest_fin_timeout));
            return SocketError::None;
        case SocketOption::TcpUserTimeout:
            if (value < 0) return SocketError::Inval;
            options.user_timeout = is_on ? 1_ms * value : Duration::never();
            return SocketError::None;
        case SocketOption::TcpKeepInit:
            if (!is_between(1, value, longest_seconds)) return SocketError::Inval;
            options.open_timeout = seconds(value);
            return SocketError::None;
        case SocketOption::TcpNoOpt: options.sends_options = !is_on; return SocketError::None;
        // do_ip_setsockopt(): -1 brings back the default; of IP_TOS the two bits of ECN are TCP's own.
        case SocketOption::IpTtl:
            if (value != -1 && !is_between(1, value, 255)) return SocketError::Inval;
            options.time_to_live = static_cast<std::uint8_t>(value == -1 ? default_time_to_live : value);
            return SocketError::None;
        case SocketOption::IpTos:
            options.type_of_service = static_cast<std::uint8_t>(value) & 0xfcu;
            return SocketError::None;
        default: return SocketError::NoProtoOpt;
    }
}

std::int64_t milliseconds(Duration d) { return d == Duration::never() ? 0 : d.us / 1'000; }

OptionValue get_from_settings(const SocketSettings& settings, SocketOption option) {
    switch (option) {
        case SocketOption::ReuseAddr: return {.number = settings.reuse_address};
        case SocketOption::ReusePort: return {.number = settings.reuse_port};
        case SocketOption::OobInline: return {.number = settings.oob_inline};
        case SocketOption::Linger:
            return {.number = settings.lingers, .second = settings.linger.us / 1'000'000};
        case SocketOption::RcvLowat: return {.number = settings.receive_low_water};
        case SocketOption::RcvTimeo: return as_timeval(settings.receive_timeout);
        case SocketOption::SndTimeo: return as_timeval(settings.send_timeout);
        case SocketOption::TcpFastopen: return {.number = settings.fast_open_limit};
        case SocketOption::TcpFastopenNoCookie: return {.number = settings.fast_open_without_cookie};
        case SocketOption::TcpDeferAccept: return {.number = settings.defer_accept.us / 1'000'000};
        case SocketOption::ZeroCopy: return {.number = settings.zero_copy};
        case SocketOption::IpBindAddressNoPort: return {.number = settings.binds_address_alone};
        case SocketOption::IpLocalPortRange:
            return {.number = std::int64_t{settings.last_local_port} << 16 | settings.first_local_port};
        default: return {};
    }
}

OptionValue get_from_connection(const tcp::ConnectionOptions& options, SocketOption option,
                                const HostConfig& config) {
    switch (option) {
        case SocketOption::KeepAlive: return {.number = options.keep_alive};
        case SocketOption::RcvBuf: return {.number = options.receive_buffer_bytes};
        case SocketOption::SndBuf:
            return {.number = std::int64_t{options.send_buffer_bytes} *
                              (options.send_buffer_counts_packets ? 1 : config.buffer_overhead_factor)};
        case SocketOption::TcpNotsentLowat: return {.number = options.unsent_low_water};
        case SocketOption::MaxPacingRate:
            return {.number = options.max_pacing_rate == 0
                                  ? 0xffff'ffff
                                  : static_cast<std::int64_t>(options.max_pacing_rate)};
        case SocketOption::TcpNodelay: return {.number = !options.nagle};
        case SocketOption::TcpCork: return {.number = options.cork};
        case SocketOption::TcpMaxseg:
            return {.number = options.max_segment != 0 ? options.max_segment : config.tcp.default_send_mss};
        case SocketOption::TcpKeepIdle: return {.number = options.keep_alive_idle.us / 1'000'000};
        case SocketOption::TcpKeepIntvl: return {.number = options.keep_alive_interval.us / 1'000'000};
        case SocketOption::TcpKeepCnt: return {.number = options.keep_alive_probes};
        case SocketOption::TcpSyncnt:
            return {.number = options.syn_retries != 0 ? options.syn_retries : config.tcp.syn_retries};
        case SocketOption::TcpLinger2:
            if (options.fin_wait2_timeout == Duration{}) return {.number = -1};
            return {.number = milliseconds(options.fin_wait2_timeout) / 1'000};
        case SocketOption::TcpUserTimeout: return {.number = milliseconds(options.user_timeout)};
        case SocketOption::TcpKeepInit: return {.number = milliseconds(options.open_timeout) / 1'000};
        case SocketOption::TcpNoOpt: return {.number = !options.sends_options};
        case SocketOption::IpTtl: return {.number = options.time_to_live};
        case SocketOption::IpTos: return {.number = options.type_of_service};
        default: return {};
    }
}

// Linux: sk_getsockopt(), "ret = -sock_error(sk); if (ret == 0) ret = xchg(&sk->sk_err_soft, 0)": what the network
// complains of is told as well, though no other call fails because of it.
SocketError take_any_error(Host& host, Socket& socket) {
    const SocketError error = take_error(socket);
    Connection* connection = connection_of(host, socket);
    const bool tells_all = host.config.soft_errors_are_told == tcp::Switch::On;
    if (error != SocketError::None || !is_live(connection) || !tells_all) return error;
    return errno_of(std::exchange(connection->tcb.soft_error, tcp::NetworkError::None));
}

tcp::ConnectionOptions options_of(Host& host, const Socket& socket) {
    const Connection* connection = connection_of(host, socket);
    if (is_live(connection)) return connection->tcb.options;
    return socket.options.are_set ? socket.options : tcp::options_of(host.config.tcp);
}

// Linux: sock_set_timestamping().
SocketError set_timestamping(Host& host, Socket& socket, std::int64_t number) {
    const auto flags = static_cast<std::uint32_t>(number);
    const auto has = [&](std::uint32_t flag) { return (flags & flag) != 0; };
    if (number < 0 || number > timestamp_all || (has(timestamp_opt_id_tcp) && !has(timestamp_opt_id)) ||
        (has(timestamp_opt_stats) && !has(timestamp_opt_tsonly)))
        return SocketError::Inval;
    if (has(timestamp_opt_id) && (socket.settings.timestamping & timestamp_opt_id) == 0) {
        const Connection* connection = connection_of(host, socket);
        if (!is_live(connection)) return SocketError::Inval;
        const tcp::Tcb& tcb = connection->tcb;
        socket.error_queue.first_byte = has(timestamp_opt_id_tcp) ? tcb.send_buffer.end() : tcb.snd.una;
    }
    socket.settings.timestamping = flags;
    return SocketError::None;
}

// Linux: __tcp_sock_set_quickack(): an even number lets only the ACK go that is waiting.
void set_quick_ack(sys::Caller caller, Socket& socket, std::int64_t number) {
    socket.settings.acks_may_wait = number == 0;
    if (!is_live(connection_of(caller.host, socket))) return;
    Turn turn(
        caller.host, caller.output,
        {.slot = slot_of(caller.host, socket.connection), .now = caller.now, .cause = Note::Cause::Call});
    turn.set_quick_ack(number == 0         ? tcp::QuickAck::Off
                       : (number & 1) != 0 ? tcp::QuickAck::On
                                           : tcp::QuickAck::Once);
    turn.finish();
    settle(caller.host, caller.now, caller.output);
}

}  // namespace

namespace sys {

CallResult setsockopt(Caller caller, std::int32_t descriptor, SocketOption option, OptionValue value) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return refuse(caller, SystemCall::SetOption, found.error);
    Host& host = caller.host;
    Socket& socket = host.sockets.sockets[found.slot];
    SocketError error = SocketError::None;
    if (set_in_settings(socket.settings, option, value, error))
        return error == SocketError::None ? CallResult{} : refuse(caller, SystemCall::SetOption, error);
    if (option == SocketOption::TcpQuickack) {
        set_quick_ack(caller, socket, value.number);
        return {};
    }
    if (option == SocketOption::Timestamping) {
        error = set_timestamping(host, socket, value.number);
        return error == SocketError::None ? CallResult{} : refuse(caller, SystemCall::SetOption, error);
    }
    tcp::ConnectionOptions options = options_of(host, socket);
    error = set_in_connection(options, option, value.number, host.config);
    if (error != SocketError::None) return refuse(caller, SystemCall::SetOption, error);
    options.are_set = true;
    socket.options = options;
    if (is_live(connection_of(host, socket))) {
        Turn turn(host, caller.output,
                  {.slot = slot_of(host, socket.connection), .now = caller.now, .cause = Note::Cause::Call});
        // Linux: __tcp_sock_set_nodelay(): what a cork holds leaves, and the cork stays.
        const bool pushes = option == SocketOption::TcpNodelay && !options.nagle && options.cork;
        if (pushes) {
            tcp::ConnectionOptions without_cork = options;
            without_cork.cork = false;
            turn.set_options(without_cork);
        }
        turn.set_options(options);
        turn.finish();
        settle(host, caller.now, caller.output);
    }
    return {};
}

OptionAnswer getsockopt(Caller caller, std::int32_t descriptor, SocketOption option) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None)
        return {.result = refuse(caller, SystemCall::GetOption, found.error)};
    Host& host = caller.host;
    Socket& socket = host.sockets.sockets[found.slot];
    switch (option) {
        case SocketOption::Error: return {.value = {.number = errno_number(take_any_error(host, socket))}};
        case SocketOption::Type: return {.value = {.number = 1}};  // SOCK_STREAM
        case SocketOption::TcpQuickack: {
            const Connection* connection = connection_of(host, socket);
            return {.value = {.number = is_live(connection) ? !connection->tcb.acks.is_interactive
                                                            : !socket.settings.acks_may_wait}};
        }
        case SocketOption::TcpFastopen:
            // FreeBSD: tcp_default_ctloutput(): t_flags & TF_FASTOPEN.
            if (host.config.fast_open_socket_sends_at_once == tcp::Switch::On)
                return {.value = {.number = socket.settings.fast_open_limit > 0 ? 0x8000'0000 : 0}};
            break;
        case SocketOption::Timestamping: return {.value = {.number = socket.settings.timestamping}};
        case SocketOption::AcceptConn: return {.value = {.number = socket.stage == SocketStage::Listening}};
        case SocketOption::TcpMaxseg:
            if (const Connection* connection = connection_of(host, socket); is_live(connection))
                return {.value = {.number = connection->tcb.snd.mss}};
            break;
        case SocketOption::TcpCongestion:
            return {.value = {.text = tcp::congestion_control(host.config.tcp.congestion).name}};
        default: break;
    }
    SocketSettings probe = socket.settings;
    SocketError ignored = SocketError::None;
    if (set_in_settings(probe, option, {}, ignored))
        return {.value = get_from_settings(socket.settings, option)};
    return {.value = get_from_connection(options_of(host, socket), option, host.config)};
}

InfoAnswer getsockopt_info(Caller caller, std::int32_t descriptor) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None)
        return {.result = refuse(caller, SystemCall::GetOption, found.error)};
    const Socket& socket = caller.host.sockets.sockets[found.slot];
    const Connection* connection = connection_of(caller.host, socket);
    if (is_live(connection)) return {.info = tcp_info(caller.host, *connection, caller.now)};
    const bool listens = socket.stage == SocketStage::Listening;
    const Connection none{.tcb = {.state = listens ? tcp::State::Listen : tcp::State::Closed}};
    return {.info = tcp_info(caller.host, none, caller.now)};
}

}  // namespace sys
}  // namespace hw::host
