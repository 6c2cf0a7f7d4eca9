#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hw::host {

// The options of socket(7), tcp(7) and ip(7), each with its level.
enum class SocketOption : std::uint8_t {
    ReuseAddr,
    ReusePort,
    Linger,
    KeepAlive,
    RcvBuf,
    SndBuf,
    RcvLowat,
    RcvTimeo,
    SndTimeo,
    OobInline,
    Error,  // read once
    Type,   // read only, as the next
    AcceptConn,
    TcpNodelay,
    TcpCork,
    TcpMaxseg,
    TcpKeepIdle,
    TcpKeepIntvl,
    TcpKeepCnt,
    TcpSyncnt,
    TcpLinger2,
    TcpDeferAccept,
    TcpUserTimeout,
    TcpFastopen,
    TcpFastopenNoCookie,
    TcpFastopenKey,
    TcpCongestion,
    TcpQuickack,
    TcpNotsentLowat,
    TcpKeepInit,  // of FreeBSD, as the next
    TcpNoOpt,
    ZeroCopy,  // of Linux, as the next
    Timestamping,
    IpTtl,
    IpTos,
    MaxPacingRate,
    IpBindAddressNoPort,
    IpLocalPortRange,  // the first port in the low 16 bits, the last in the high ones
};
std::string_view name_of(SocketOption option);  // "SO_REUSEADDR"
// nothing when there is none of that name.
std::optional<SocketOption> find_socket_option(std::string_view name);

// One number as the manual pages have it: switches are 0 or 1, bytes, seconds, milliseconds. SO_LINGER has two
// (l_onoff, l_linger), so have SO_RCVTIMEO and SO_SNDTIMEO (tv_sec, tv_usec); TCP_CONGESTION has a name,
// TCP_FASTOPEN_KEY 16 bytes, or 32.
struct OptionValue {
    std::int64_t number = 0;
    std::int64_t second = 0;
    std::string_view text{};
    friend constexpr bool operator==(const OptionValue&, const OptionValue&) = default;
};

}  // namespace hw::host
