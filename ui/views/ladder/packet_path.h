// The way of one segment through the network as the ladder draws it: when it was how far between the two hosts.
// Straight if nobody touched it; bent where it was held, released or delayed; ending at a cross where it was lost.
#pragma once

#include "base/time.h"
#include "sim/trace.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hw::ui {

// 0 is the sender, 1 the receiver.
struct Waypoint {
    Instant at{};
    float way = 0;
};

struct PacketPath {
    // From the departure on, in order of time; the last one is the arrival, also one that did not come about. A
    // segment that is still held has no arrival: its last waypoint is where it waits.
    std::vector<Waypoint> points{};
    // Where the cross stands; never when it was not lost.
    Instant lost_at = Instant::never();
    float lost_way = 1;
    // The waypoint at which it waits still, or npos.
    std::size_t waits_at = npos;

    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    bool is_lost() const { return !lost_at.is_never(); }

    // How far it is at `t`, which is not before its departure.
    float way_at(Instant t) const;
};

// What a learner did to it on its way, in order of time.
struct PacketTouch {
    enum class Kind : std::uint8_t { Held, Released, Delayed };
    Instant at{};
    Kind kind{};
    // When it would have arrived without this touch; never when it was held.
    Instant arrival_before = Instant::never();
};

// Every touch of `packet` that had an effect.
std::vector<PacketTouch> touches_of(const sim::Trace& trace, PacketId packet);

// Old duplicates come into view this far on their way: they were sent before this view began. So do forgeries of
// which nobody knows where they were made.
inline constexpr float appears_out_of_nowhere = 0.36f;

// `nominal` is the delay that the link gives a segment that nobody touches; `appears` is where on its way it comes into
// view.
PacketPath path_of(const sim::PacketRecord& packet, std::span<const PacketTouch> touches, Duration nominal,
                   float appears = 0);

}  // namespace hw::ui
