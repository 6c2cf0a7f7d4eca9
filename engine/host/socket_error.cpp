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
    "ENOENT",
};

}  // namespace

std::string_view name_of(SocketError error) { return names[static_cast<std::size_t>(error)]; }

}  // namespace hw::host
