#pragma once

#include <cstdint>
#include <type_traits>

#include "base/ids.h"
#include "base/time.h"
#include "host/four_tuple.h"
#include "tcp/tcb.h"

// What TIME-WAIT has to remember: the sockets, where both sequence spaces ended, the window and the timestamps
// that its ACKs carry, and when it is over (RFC 9293 §3.3.2; RFC 6191). 44 bytes instead of a whole TCB,
// as Linux keeps a struct tcp_timewait_sock instead of a struct tcp_sock.

namespace hw::host {

// Times are the low 32 bits of their microseconds: everything here happens within half an hour.
struct TimeWaitRecord {
    wire::Ipv4Address local_address{}, remote_address{};
    std::uint16_t local_port = 0, remote_port = 0;
    std::uint32_t id = 0xffff'ffffu;  // ConnectionId; none: this place is empty
    std::uint32_t snd_nxt = 0;
    std::uint32_t rcv_nxt = 0;
    std::uint32_t max_send_window = 0;   // MAX.SND.WND: how old an ACK may be (RFC 5961 §5.2)
    std::uint32_t recent_timestamp = 0;  // TS.Recent (RFC 7323)
    std::uint32_t timestamp_offset = 0;
    std::uint32_t expires_us = 0;
    std::uint16_t raw_window = 0;  // as the header says it: shifted
    std::uint16_t bits = 0;        // see time_wait_record.cpp

    constexpr FourTuple tuple() const {
        return {.local = {local_address, local_port}, .remote = {remote_address, remote_port}};
    }
    bool is_empty() const { return !ConnectionId{id}.exists(); }
    friend constexpr bool operator==(const TimeWaitRecord&, const TimeWaitRecord&) = default;
};
static_assert(sizeof(TimeWaitRecord) == 44 && std::is_trivially_copyable_v<TimeWaitRecord>);

void digest(Digest& d, const TimeWaitRecord& record);

inline constexpr Duration longest_packed_time_wait = Duration{1'800'000'000};

// Packs a TCB in TIME-WAIT. False when it holds anything that the record has no place for (unread text, a
// limit on its answers that still counts, a time-wait longer than half an hour): then it stays as it is.
struct TimeWaitSubject {
    ConnectionId id{};
    const FourTuple& tuple;
    const tcp::Tcb& tcb;
    const tcp::Config& config;
    Instant now{};
    bool reuses_address = false;  // SO_REUSEADDR of its socket
};
bool pack(const TimeWaitSubject& subject, TimeWaitRecord& record);

// A TCB in TIME-WAIT that answers every segment as the packed one would have. `near` is any time within half
// an hour of the times in the record.
tcp::Tcb unpack(const TimeWaitRecord& record, const tcp::Config& config, Instant near);

bool reuses_address(const TimeWaitRecord& record);
bool has_timestamps(const TimeWaitRecord& record);  // the two ends had agreed on them

// The instant within half an hour of `near` whose low 32 bits these are.
constexpr Instant instant_near(Instant near, std::uint32_t low_us) {
    return near + Duration{static_cast<std::int32_t>(low_us - static_cast<std::uint32_t>(near.us))};
}

}  // namespace hw::host
