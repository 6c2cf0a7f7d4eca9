#include "host/socket_error.h"

#include <array>

namespace hw::host {

namespace {

constexpr std::array<std::string_view, socket_error_count> names{
    "none",         "ECONNREFUSED", "ECONNRESET",   "ETIMEDOUT",   "EADDRINUSE", "EADDRNOTAVAIL",
    "ENOTCONN",     "EPIPE",        "ENOBUFS",      "EHOSTDOWN",   "EAGAIN",     "EINPROGRESS",
    "EALREADY",     "EISCONN",      "EBADF",        "EINVAL",      "EOPNOTSUPP", "ENOPROTOOPT",
    "EDESTADDRREQ", "EMSGSIZE",     "EHOSTUNREACH", "ENETUNREACH", "EACCES",     "EMFILE",
    "ENFILE",       "ENOMEM",       "ECONNABORTED", "ENOTSOCK",    "EDOM",       "EPROTONOSUPPORT",
    "ENONET",       "EPROTO",       "ENOENT",
};

constexpr std::array<std::string_view, socket_error_count> messages{
    "Success",
    "Connection refused",
    "Connection reset by peer",
    "Connection timed out",
    "Address already in use",
    "Cannot assign requested address",
    "Transport endpoint is not connected",
    "Broken pipe",
    "No buffer space available",
    "Host is down",
    "Resource temporarily unavailable",
    "Operation now in progress",
    "Operation already in progress",
    "Transport endpoint is already connected",
    "Bad file descriptor",
    "Invalid argument",
    "Operation not supported",
    "Protocol not available",
    "Destination address required",
    "Message too long",
    "No route to host",
    "Network is unreachable",
    "Permission denied",
    "Too many open files",
    "Too many open files in system",
    "Cannot allocate memory",
    "Software caused connection abort",
    "Socket operation on non-socket",
    "Numerical argument out of domain",
    "Protocol not supported",
    "Machine is not on the network",
    "Protocol error",
    "No such file or directory",
};

// In the order of SocketError.
constexpr std::array<std::int32_t, socket_error_count> numbers{
    0,  111, 104, 110, 98,  99, 107, 32, 105, 112, 11, 115, 114, 106, 9,  22, 95,
    92, 89,  90,  113, 101, 13, 24,  23, 12,  103, 88, 33,  93,  64,  71, 2,
};

}  // namespace

std::int32_t errno_number(SocketError error) { return numbers[static_cast<std::size_t>(error)]; }

// Linux: icmp_err_convert[].
SocketError errno_of(tcp::NetworkError error) {
    switch (error) {
        case tcp::NetworkError::None: return SocketError::None;
        case tcp::NetworkError::NetUnreachable: return SocketError::NetUnreach;
        case tcp::NetworkError::HostUnreachable: return SocketError::HostUnreach;
        case tcp::NetworkError::ProtocolUnreachable: return SocketError::NoProtoOpt;
        case tcp::NetworkError::PortUnreachable: return SocketError::ConnRefused;
        case tcp::NetworkError::MessageTooLong: return SocketError::MsgSize;
        case tcp::NetworkError::SourceRouteFailed: return SocketError::OpNotSupp;
        case tcp::NetworkError::HostUnknown: return SocketError::HostDown;
        case tcp::NetworkError::HostIsolated: return SocketError::NoNet;
        case tcp::NetworkError::ParameterProblem: return SocketError::Proto;
    }
    return SocketError::None;
}

std::string_view message_of(SocketError error) { return messages[static_cast<std::size_t>(error)]; }

std::string_view name_of(SocketError error) { return names[static_cast<std::size_t>(error)]; }

}  // namespace hw::host
