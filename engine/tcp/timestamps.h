#pragma once

#include <cstdint>
#include <optional>

#include "base/sip_hash.h"
#include "tcp/rules.h"
#include "wire/ipv4.h"

// The timestamps option (RFC 7323 §3 to §5): a clock that both ends put into every segment, so that the sender
// can measure round trips (RTTM) and the receiver can tell a segment from one that is 4 GiB older (PAWS).

namespace hw::tcp {

// Snd.TSclock: this connection's timestamp clock at `now`, in ticks of Config::timestamp_tick.
std::uint32_t timestamp_clock(const Tcb& tcb, const Config& config, Instant now);

// The offset of a connection's clock (§5.4: RFC 6528's "same function with a different secret key"), so that
// the clock does not tell how long the host has been up (§7.1), and goes on when the sockets are used again.
std::uint32_t timestamp_offset(wire::Endpoint local, wire::Endpoint remote, const SipKey& secret);

// The peer's SYN: is the option agreed on, and from which number does its clock start?
void learn_timestamps(Arrival& arrival);

// §5.3 R1, before the sequence number is looked at.
enum class PawsVerdict : std::uint8_t {
    Pass,      // young enough, or nothing to compare
    Outdated,  // older than TS.Recent, which is itself too old to be believed (§5.5)
    TooOld,    // "treat the arriving segment as not acceptable"
    Missing,   // the option was agreed on and is not there (§3.2)
};
PawsVerdict check_timestamp(const Arrival& arrival);

// §5.3 R3, for a segment that the window admits: notes what is to be echoed.
void note_timestamp(Arrival& arrival);

// RTTM (§4): the round-trip time that the echo in this segment shows; the caller asks only if the segment
// advances SND.UNA. Nothing without agreement, without ACK, or if the echo is no reading of our clock.
std::optional<Duration> timestamp_sample(const Arrival& arrival);

}  // namespace hw::tcp
