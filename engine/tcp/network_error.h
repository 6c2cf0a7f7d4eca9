#pragma once

#include <cstdint>

namespace hw::tcp {

// What the network says about the path (RFC 9293 §3.9.2.2), under the errno that Linux turns it into
// (net/ipv4/icmp.c, icmp_err_convert).
enum class NetworkError : std::uint8_t {
    None,
    NetUnreachable,       // ENETUNREACH
    HostUnreachable,      // EHOSTUNREACH: also a time to live that ran out, and what is forbidden
    ProtocolUnreachable,  // ENOPROTOOPT
    PortUnreachable,      // ECONNREFUSED
    MessageTooLong,       // EMSGSIZE: packets cannot be made as small as the path wants them
    SourceRouteFailed,    // EOPNOTSUPP
    HostUnknown,          // EHOSTDOWN
    HostIsolated,         // ENONET
    ParameterProblem,     // EPROTO
};

}  // namespace hw::tcp
