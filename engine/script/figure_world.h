#pragma once

#include <string>
#include <vector>

#include "script/figure.h"
#include "sim/world.h"
#include "wire/parse.h"

// Inside the room: the world in which a figure is played. Two hosts and a link; every segment that is sent
// waits in the network until it is told to arrive or to be lost.

namespace hw::script {

class FigureWorld {
  public:
    // Brings both peers to where the figure begins.
    FigureWorld(const Figure& figure, const FigureOptions& options, sim::Trace* trace);

    // "" or what went wrong, as a sentence.
    std::string act(Peer peer, const Action& action);

    // SEND of `bytes`, or an active OPEN, that the figure implies.
    std::string open(Peer peer);
    std::string send(Peer peer, std::uint32_t bytes);

    // Lets time pass until some peer sends something or `limit` is over.
    void wait_for_segment(Duration limit);

    // What a peer has sent and the figure has not mentioned yet, oldest first.
    std::vector<PacketId>& unmentioned(Peer peer) { return unmentioned_[static_cast<std::size_t>(peer)]; }

    // A segment that waits in the network, decoded from its bytes.
    wire::Packet look_at(PacketId packet) const;

    void let_arrive(PacketId packet);
    void lose(PacketId packet);
    // An old duplicate that was wandering arrives now.
    void let_old_duplicate_arrive(Peer from, const SegmentPattern& pattern);

    // As the figure means it: of the newest connection, if the peer ever had one.
    tcp::State state_of(Peer peer) const;
    bool has_sent_anything(Peer peer) const { return has_sent_[static_cast<std::size_t>(peer)]; }
    Instant now() const { return now_; }
    std::uint64_t digest() const { return sim::digest_of(world_); }

  private:
    static HostId host_of(Peer peer) { return HostId{static_cast<std::uint32_t>(peer)}; }
    ConnectionId newest_connection(Peer peer) const;
    wire::Endpoint endpoint(Peer peer) const;

    sim::CommandError command(const sim::Command& command);
    std::string try_command(Peer peer, const char* what, const sim::Command& command);
    void pass_time(Duration time);
    void notice_new_segments();
    void establish_connection();

    sim::World world_;
    sim::Trace* trace_;  // none: nobody watches
    Instant now_{};
    Duration msl_{};
    std::uint32_t noticed_ = 0;  // packets with smaller ids are known
    std::array<std::vector<PacketId>, 2> unmentioned_{};
    std::array<bool, 2> has_sent_{};
};

}  // namespace hw::script
