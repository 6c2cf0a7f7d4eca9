#pragma once

#include <cstdint>
#include <string_view>

#include "tcp/effects.h"

namespace hw::host {

// Why a call failed, under its errno name (the man pages of section 2 and tcp(7); DESIGN: "the right errno every
// time").
enum class SocketError : std::uint8_t {
    None,
    ConnRefused,
    ConnReset,
    TimedOut,
    AddrInUse,
    AddrNotAvail,
    NotConn,
    Pipe,
    NoBufs,
    HostDown,  // Ours: the machine has no power
    Again,
    InProgress,
    Already,
    IsConn,
    BadF,
    Inval,
    OpNotSupp,
    NoProtoOpt,
    DestAddrReq,
    MsgSize,
    HostUnreach,
    NetUnreach,
    Acces,
    MFile,  // the process has no descriptor left (RLIMIT_NOFILE)
    NFile,  // the host has no open file left (fs.file-max)
    NoMem,
    ConnAborted,
    NotSock,
    Dom,
    ProtoNoSupport,
    NoNet,
    Proto,
    NoEnt,  // no such sysctl
};
inline constexpr std::uint32_t socket_error_count = static_cast<std::uint32_t>(SocketError::NoEnt) + 1;

// Linux's number on most machines (asm-generic/errno.h); 0 for None.
std::int32_t errno_number(SocketError error);

// What the network complained of.
SocketError errno_of(tcp::NetworkError error);

// strerror(3): "Cannot assign requested address".
std::string_view message_of(SocketError error);

std::string_view name_of(SocketError error);  // "ECONNRESET", "none"

}  // namespace hw::host
