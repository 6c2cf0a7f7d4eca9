#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "sim/trace.h"
#include "sim/world.h"
#include "tcp/tcb_summary.h"
#include "wire/icmp.h"

// What must hold after every event of every world, whatever the network and the learner do. They are what
// finds bugs in TCP: each is a sentence of RFC 9293, or of what a world is, said independently of the code
// that carries it out, from the packets and from the state before and after.

namespace hw::sim {

// A sentence about what is wrong; nullopt when all is well.
using Broken = std::optional<std::string>;

// A segment that the event delivered, as it came: edits and marks on its way included.
struct ArrivedSegment {
    wire::TcpHeader header{};
    std::uint32_t text_length = 0;
    std::uint8_t ecn = 0;
    wire::Ipv4Address source{};
    wire::Ipv4Address destination{};
    bool is_genuine = false;  // as its sender's TCP made it
};

// What the SYNs of one direction of a connection have offered, all of them together.
struct SynOffers {
    bool is_known = false;  // there was one
    bool window_scale = false;
    bool timestamps = false;
    bool sack = false;
    bool ecn = false;
};

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
    SynOffers sent_offers{};
    SynOffers heard_offers{};
    std::vector<wire::SackBlock> sacked{};    // by the peer, since the last timeout
    std::uint32_t arrivals = 0;               // segments that it has looked at …
    std::uint32_t arrivals_at_duplicate = 0;  // … when it last reported one as a duplicate
    Instant last_arrival = Instant::never();
    std::uint32_t keep_alive_probes = 0;          // since then
    Instant challenges_since = Instant::never();  // the second in which so many were sent
    std::uint32_t challenges = 0;
    Instant last_invalid_answer = Instant::never();
};

// A connection in TIME-WAIT has given way to a SYN; the next one of its four-tuple begins beyond its numbers.
struct Renewal {
    HostId host{};
    host::FourTuple tuple{};
    SeqNum old_next{};  // SND.NXT
};

// By LinkId: the least delay that each direction has had since the world began.
using LeastDelays = std::vector<std::array<Duration, 2>>;

class Invariants {
  public:
    // To be called after every event since the world began, all of them recorded in `trace`.
    Broken check(const World& world, const Trace& trace);

    // The other end of the same incarnation of a connection: the mirrored four-tuple, and our IRS is its ISS.
    // No connection when there is none, when its record is forgotten, or when it might be either of two: a SYN
    // cookie that comes back twice, before and after an ABORT, opens two connections with one ISS (RFC 4987 §3.6).
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
    void learn_from_command(const Command& command);
    void learn_from_arrival(const World& world, const Trace& trace);
    void learn_from_event(const World& world, const Trace& trace);
    Broken check_begun(const World& world, const Trace& trace, HostId host, const host::Connection& begun);
    bool is_forgotten(const ConnectionWatch& own) const;
    ConnectionWatch& watch(HostId host, ConnectionId connection);

    Instant last_now_{};
    std::uint32_t last_event_count_ = 0;
    std::uint32_t packets_seen_ = 0;
    bool text_was_injected_ = false;     // then a stream need not be what was sent
    bool segments_were_forged_ = false;  // or edited: then an ACK may come before its time
    bool clocks_have_jumped_ = false;    // then round trips by timestamps say nothing
    bool rules_were_switched_ = false;  // of running connections: what they have done others may have allowed
    std::optional<ArrivedSegment> arrived_{};  // by the latest event
    std::optional<Renewal> renewal_{};
    LeastDelays least_delays_{};
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
    bool rules_were_switched = false;  // in the middle of a connection
};
Broken check_tcb(const TcbContext& context);

// What one turn of a connection at `now` may change.
struct TurnContext {
    const tcp::Config& config;
    const tcp::TcbSummary& before;
    const tcp::TcbSummary& after;
    host::Note::Cause cause{};
    Instant now{};
    tcp::RuleBookId rules = tcp::RuleBookId::Rfc9293;
};
Broken check_turn(const TurnContext& turn);

// What a segment that came may change (RFC 7323 §5.3, RFC 5961 §3.2) …
Broken check_arrival(const TurnContext& turn, const ArrivedSegment& arrived);
// … and what an ICMP error may (RFC 9293 §3.9.2.2, RFC 5927 §4.1, RFC 1191 §3).
Broken check_icmp(const TurnContext& turn, const wire::IcmpError& error);
// How far a timeout opens the congestion window (RFC 5681 §3.1, RFC 6298 §5).
Broken check_timeout(const TurnContext& turn);

// One segment that a connection has sent, its TCB as the event left it, and what the invariants know of it.
struct SegmentContext {
    const PacketRecord& record;
    const host::HostConfig& config;
    const EventRecord& event;
    const ConnectionWatch& own;
    const tcp::Tcb* tcb = nullptr;            // none: it is gone
    const ArrivedSegment* arrived = nullptr;  // none: it was not sent in answer to one
    const tcp::TcbSummary* before = nullptr;  // the TCB before the event; none: there was none
};
Broken check_size(const SegmentContext& sent);        // RFC 1191, RFC 6691
Broken check_options(const SegmentContext& sent);     // RFC 7323, RFC 2018, RFC 2883, RFC 3168
Broken check_congestion(const SegmentContext& sent);  // RFC 5681 §2, RFC 2018 §5
Broken check_keep_alive(const SegmentContext& sent);  // RFC 9293 §3.8.4

// RFC 2883 §4: the first SACK block is a D-SACK if it lies below the ACK or inside the second.
bool reports_duplicate(const wire::TcpHeader& header);

// Nothing was agreed on that one of the two did not offer (RFC 7323 §2.2, §3.2; RFC 2018 §2; RFC 3168 §6.1.1).
Broken check_agreed(const tcp::Tcb& tcb, const ConnectionWatch& own);
// Karn's algorithm (RFC 6298 §3), seen from the outside: no smoothed round trip is shorter than the path.
// `paths` are the shortest delays that the links have ever had.
Broken check_round_trip(const World& world, const LeastDelays& paths, HostId host,
                        const host::Connection& connection);

}  // namespace hw::sim
