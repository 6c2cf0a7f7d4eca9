#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/trace.h"
#include "sim/world.h"
#include "tcp/tcb_summary.h"

// What must hold after every event of every world, whatever the network and the learner do. They are what
// finds bugs in TCP: each is a sentence of RFC 9293, or of what a world is, said independently of the code
// that carries it out, from the packets and from the state before and after.

namespace hw::sim {

// A sentence about what is wrong; nullopt when all is well.
using Broken = std::optional<std::string>;

// What the invariants remember of one connection.
struct ConnectionWatch {
    bool is_known = false;
    host::FourTuple tuple{};
    tcp::TcbSummary last{};  // after the latest event; of a TCB that is gone, its last
    bool is_live = false;    // it has a TCB
    tcp::RuleBookId rules{};
    SeqNum iss{};
    SeqNum irs{};
    bool irs_is_known = false;
    // From what the peer's segments said, not from what TCP made of them: text before this is in its window.
    SeqNum peer_edge{};
    bool has_peer_edge = false;
    SeqNum own_edge{};  // the farthest RCV.NXT+RCV.WND that was ever advertised
    bool has_own_edge = false;
    std::uint8_t own_shift = 0;        // of RCV.WND: a last ACK may leave after its TCB is gone
    std::uint64_t compared_bytes = 0;  // of what was delivered, byte by byte
};

class Invariants {
  public:
    // To be called after every event since the world began, all of them recorded in `trace`.
    Broken check(const World& world, const Trace& trace);

    // The other end of the same incarnation of a connection: the mirrored four-tuple, and our IRS is its ISS.
    // No connection when there is none, or when its record is forgotten.
    struct Peer {
        HostId host{};
        const host::Connection* connection = nullptr;
    };
    Peer find_peer(const World& world, HostId host, ConnectionId connection);

  private:
    Broken check_connections(const World& world, const Trace& trace);
    Broken check_notes(const World& world, const Trace& trace);
    Broken check_sent(const World& world, const Trace& trace);
    Broken check_delivered(const World& world);
    void learn_windows(const World& world, const Trace& trace);
    ConnectionWatch& watch(HostId host, ConnectionId connection);

    Instant last_now_{};
    std::uint32_t last_event_count_ = 0;
    std::uint32_t packets_seen_ = 0;
    bool text_was_injected_ = false;                       // then a stream need not be what was sent
    std::vector<std::vector<ConnectionWatch>> watches_{};  // by HostId, by ConnectionId
};

// ---- parts ------------------------------------------------------------------------------------------

// Slots, numbers, queue entries, alarms: nothing leaks, nothing is forgotten, time does not run backwards.
Broken check_network(const World& world);

// A trace from the world's beginning agrees with the world on what is still in flight.
Broken check_trace_agrees(const World& world, const Trace& trace);

// A copy is equal and has the same digest. Looks at every 64th event only.
Broken check_copy(const World& world);

// One TCB by itself, between events, at `now`.
struct TcbContext {
    const tcp::Config& config;
    const tcp::Tcb& tcb;
    Instant now{};
};
Broken check_tcb(const TcbContext& context);

// What one turn of a connection at `now` may change.
struct TurnContext {
    const tcp::Config& config;
    const tcp::TcbSummary& before;
    const tcp::TcbSummary& after;
    host::Note::Cause cause{};
    Instant now{};
};
Broken check_turn(const TurnContext& turn);

}  // namespace hw::sim
