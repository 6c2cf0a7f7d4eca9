#include "script/packetdrill/symbols.h"

#include <array>
#include <utility>

#include "host/system_calls.h"

namespace hw::packetdrill {
namespace {

using Row = std::pair<std::string_view, std::int64_t>;

// clang-format off
constexpr auto rows = std::to_array<Row>({
    {"AF_UNSPEC", 0}, {"AF_INET", 2}, {"AF_INET6", 10}, {"PF_INET", 2}, {"PF_INET6", 10},
    {"SOCK_STREAM", 1}, {"SOCK_DGRAM", 2}, {"SOCK_RAW", 3}, {"SOCK_NONBLOCK", 0x800}, {"SOCK_CLOEXEC", 0x80000},
    {"IPPROTO_IP", 0}, {"IPPROTO_ICMP", 1}, {"IPPROTO_TCP", 6}, {"IPPROTO_UDP", 17}, {"IPPROTO_IPV6", 41},
    {"IPPROTO_ICMPV6", 58}, {"IPPROTO_MPTCP", 262},
    {"SOL_SOCKET", 1}, {"SOL_IP", 0}, {"SOL_IPV6", 41}, {"SOL_TCP", 6}, {"SOL_UDP", 17},
    {"IPTOS_LOWDELAY", 0x10}, {"IPTOS_THROUGHPUT", 0x08}, {"IPTOS_RELIABILITY", 0x04}, {"IPTOS_MINCOST", 0x02},
    {"IPTOS_DSCP_CS0", 0x00}, {"IPTOS_DSCP_CS1", 0x20}, {"IPTOS_DSCP_CS2", 0x40}, {"IPTOS_DSCP_CS3", 0x60},
    {"IPTOS_DSCP_CS4", 0x80}, {"IPTOS_DSCP_CS5", 0xa0}, {"IPTOS_DSCP_CS6", 0xc0}, {"IPTOS_DSCP_CS7", 0xe0},
    {"IPTOS_DSCP_EF", 0xb8},
    {"SHUT_RD", 0}, {"SHUT_WR", 1}, {"SHUT_RDWR", 2},
    {"O_RDONLY", 0}, {"O_WRONLY", 1}, {"O_RDWR", o_rdwr}, {"O_NONBLOCK", o_nonblock}, {"O_CREAT", 0x40},
    {"F_DUPFD", 0}, {"F_GETFD", 1}, {"F_SETFD", 2}, {"F_GETFL", f_getfl}, {"F_SETFL", f_setfl}, {"FD_CLOEXEC", 1},
    {"MSG_OOB", 1}, {"MSG_PEEK", 2}, {"MSG_DONTROUTE", 4}, {"MSG_CTRUNC", 8}, {"MSG_TRUNC", 0x20},
    {"MSG_DONTWAIT", 0x40}, {"MSG_EOR", 0x80}, {"MSG_WAITALL", 0x100}, {"MSG_CONFIRM", 0x800},
    {"MSG_ERRQUEUE", 0x2000}, {"MSG_NOSIGNAL", 0x4000}, {"MSG_MORE", 0x8000}, {"MSG_ZEROCOPY", 0x400'0000},
    {"MSG_FASTOPEN", 0x2000'0000}, {"MSG_CMSG_CLOEXEC", 0x4000'0000},
    {"POLLIN", 1}, {"POLLPRI", 2}, {"POLLOUT", 4}, {"POLLERR", 8}, {"POLLHUP", 0x10}, {"POLLNVAL", 0x20},
    {"POLLRDNORM", 0x40}, {"POLLRDBAND", 0x80}, {"POLLWRNORM", 0x100}, {"POLLWRBAND", 0x200}, {"POLLRDHUP", 0x2000},
    {"EPOLLIN", 1}, {"EPOLLPRI", 2}, {"EPOLLOUT", 4}, {"EPOLLERR", 8}, {"EPOLLHUP", 0x10}, {"EPOLLRDNORM", 0x40},
    {"EPOLLRDBAND", 0x80}, {"EPOLLWRNORM", 0x100}, {"EPOLLWRBAND", 0x200}, {"EPOLLRDHUP", 0x2000},
    {"EPOLLEXCLUSIVE", 1 << 28}, {"EPOLLONESHOT", epoll_one_shot}, {"EPOLLET", epoll_edge},
    {"EPOLL_CTL_ADD", epoll_add}, {"EPOLL_CTL_DEL", epoll_del}, {"EPOLL_CTL_MOD", epoll_mod},
    {"SIOCINQ", 0x541b}, {"FIONREAD", 0x541b}, {"SIOCOUTQ", 0x5411}, {"TIOCOUTQ", 0x5411},
    {"SIOCOUTQNSD", 0x894b}, {"SIOCATMARK", 0x8905},
    {"TCP_ESTABLISHED", 1}, {"TCP_SYN_SENT", 2}, {"TCP_SYN_RECV", 3}, {"TCP_FIN_WAIT1", 4}, {"TCP_FIN_WAIT2", 5},
    {"TCP_TIME_WAIT", 6}, {"TCP_CLOSE", 7}, {"TCP_CLOSE_WAIT", 8}, {"TCP_LAST_ACK", 9}, {"TCP_LISTEN", 10},
    {"TCP_CLOSING", 11},
    {"TCP_CA_Open", 0}, {"TCP_CA_Disorder", 1}, {"TCP_CA_CWR", 2}, {"TCP_CA_Recovery", 3}, {"TCP_CA_Loss", 4},
    {"IP_RECVERR", 11}, {"IPV6_RECVERR", 25}, {"SCM_TIMESTAMPING", 37}, {"TCP_CM_INQ", 36}, {"ENOMSG", 42},
    {"SO_EE_ORIGIN_NONE", 0}, {"SO_EE_ORIGIN_LOCAL", 1}, {"SO_EE_ORIGIN_ICMP", 2}, {"SO_EE_ORIGIN_ICMP6", 3},
    {"SO_EE_ORIGIN_TIMESTAMPING", 4}, {"SO_EE_ORIGIN_ZEROCOPY", 5}, {"SO_EE_CODE_ZEROCOPY_COPIED", 1},
    {"SCM_TSTAMP_SND", 0}, {"SCM_TSTAMP_SCHED", 1}, {"SCM_TSTAMP_ACK", 2},
    {"SOF_TIMESTAMPING_TX_HARDWARE", 1 << 0}, {"SOF_TIMESTAMPING_TX_SOFTWARE", 1 << 1},
    {"SOF_TIMESTAMPING_RX_HARDWARE", 1 << 2}, {"SOF_TIMESTAMPING_RX_SOFTWARE", 1 << 3},
    {"SOF_TIMESTAMPING_SOFTWARE", 1 << 4}, {"SOF_TIMESTAMPING_SYS_HARDWARE", 1 << 5},
    {"SOF_TIMESTAMPING_RAW_HARDWARE", 1 << 6}, {"SOF_TIMESTAMPING_OPT_ID", 1 << 7},
    {"SOF_TIMESTAMPING_TX_SCHED", 1 << 8}, {"SOF_TIMESTAMPING_TX_ACK", 1 << 9},
    {"SOF_TIMESTAMPING_OPT_CMSG", 1 << 10}, {"SOF_TIMESTAMPING_OPT_TSONLY", 1 << 11},
    {"SOF_TIMESTAMPING_OPT_STATS", 1 << 12}, {"SOF_TIMESTAMPING_OPT_ID_TCP", 1 << 16},
    {"TCP_INFINITE_SSTHRESH", 0x7fff'ffff}, {"INADDR_ANY", 0}, {"NULL", 0},
});
// clang-format on

}  // namespace

std::optional<std::int64_t> find_symbol(std::string_view name) {
    for (const auto& [known, number] : rows)
        if (known == name) return number;
    for (std::uint32_t i = 1; i < host::socket_error_count; ++i)
        if (is_same_error(name, static_cast<host::SocketError>(i)))
            return host::errno_number(static_cast<host::SocketError>(i));
    return {};
}

bool is_same_error(std::string_view name, host::SocketError error) {
    const std::string_view known = host::name_of(error);
    const auto is_again = [](std::string_view n) { return n == "EAGAIN" || n == "EWOULDBLOCK"; };
    return known == name || (is_again(known) && is_again(name));
}

}  // namespace hw::packetdrill
