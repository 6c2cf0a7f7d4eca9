#include "host/icmp_arrival.h"

#include "host/address.h"
#include "host/arrival_note.h"
#include "host/output.h"
#include "host/time_wait.h"
#include "host/turn.h"
#include "wire/icmp.h"

namespace hw::host {

void icmp_arrives(Host& host, std::span<const std::uint8_t> packet, const IcmpArrival& arrival,
                  Output& output) {
    ++host.counters.icmp_in_msgs;
    wire::IcmpError error;
    const bool is_readable = wire::parse_icmp_error(packet, error).ok();
    const bool is_ours =
        is_readable && (arrival.from == Interface::Loopback ? is_own_address(host.config, error.to)
                                                            : has_address(host.config, error.to));
    const std::uint32_t handle =
        is_ours ? find_handle(host, {.local = error.local, .remote = error.remote}) : Demux::absent;
    // Linux: tcp_v4_err() counts what no socket claims.
    if (handle == Demux::absent) ++host.counters.icmp_in_errors;
    // Linux: tcp_v4_err() leaves a TIME-WAIT alone.
    if (handle == Demux::absent || is_packed(handle)) {
        note_without_connection(output, Note::Cause::IcmpArrives, step_count(output));
        return;
    }
    Turn turn(host, output, {.slot = handle, .now = arrival.now, .cause = Note::Cause::IcmpArrives});
    const std::uint16_t before = turn.connection().tcb.snd.path_mtu;
    turn.icmp_arrives(error);
    const std::uint16_t path_mtu = turn.connection().tcb.snd.path_mtu;
    if (host.config.path_mtu_lifetime > Duration{} && path_mtu != 0 && path_mtu != before)
        remember_path_mtu(host.paths, {.remote = turn.connection().tuple.remote.address,
                                       .mtu = path_mtu,
                                       .until = arrival.now + host.config.path_mtu_lifetime});
    turn.finish();
}

}  // namespace hw::host
