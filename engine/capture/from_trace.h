#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "capture/capture_file.h"
#include "sim/trace.h"
#include "sim/world.h"

// A run as tcpdump would have captured it: every packet with its real bytes, and remarks on what became of it.

namespace hw::capture {

// Where the capture was taken. A conversation is analysed rightly only where each packet is seen once.
struct Tap {
    enum class Place : std::uint8_t {
        Senders,  // at every host what it sends: lost packets are there, copies that the network makes are not
        Receivers,  // at every host what reaches it, and when: what was lost is not there
        Host,       // at one host what it sends and what reaches it: what tcpdump sees there
        Both,       // each packet where it leaves and again where it arrives: nothing is missing, and whoever
                    // analyses it takes every arrival for a retransmission
    };
    Place place = Place::Senders;
    HostId host{};  // of Place::Host
    friend bool operator==(const Tap&, const Tap&) = default;
};

// `world`: any moment of the run, for the hosts' names and addresses. One interface a host, and the last one,
// "network", for what no host sent: old duplicates, forgeries, and routers' messages. A frame's packet number is
// its PacketId. Times are those of the world, which begins in 1970.
//
// What the trace does not hold is left out, and the file's comment says how much that is.
CaptureFile capture_of(const sim::Trace& trace, const sim::World& world, const Tap& tap = {});

// What is remarkable about a packet, as seen where it leaves or where it arrives; "" if nothing is.
std::string remark_on(const sim::Trace& trace, const sim::World& world, PacketId packet, Direction seen);

}  // namespace hw::capture
