#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/digest.h"
#include "base/ids.h"
#include "base/time.h"
#include "host/application.h"
#include "host/workload.h"
#include "sim/link.h"
#include "tcp/config.h"
#include "wire/edit.h"
#include "wire/icmp.h"
#include "wire/ipv4.h"
#include "wire/segment.h"

// Everything that a person, a lesson, a link or a program can ask of a world is one of these values
// (DESIGN law 6). The log of commands and the initial world are the session.

namespace hw::sim {

// ---- what applications do

struct Listen {
    HostId host{};
    std::uint16_t port = 0;
    host::ApplicationSpec application{};  // given to every accepted connection
    // A passive OPEN that waits for this remote socket alone (§3.9.1.1); port 0: for anybody.
    wire::Endpoint remote{};
    friend bool operator==(const Listen&, const Listen&) = default;
};
// CLOSE in LISTEN (§3.10.4).
struct CloseListener {
    HostId host{};
    std::uint16_t port = 0;
    friend bool operator==(const CloseListener&, const CloseListener&) = default;
};
// SEND in LISTEN: the passive OPEN, which has to have named the remote socket, becomes an active one (§3.10.2).
struct SendFromListener {
    HostId host{};
    std::uint16_t port = 0;
    std::string text{};
    friend bool operator==(const SendFromListener&, const SendFromListener&) = default;
};
struct Connect {
    HostId host{};
    std::uint16_t local_port = 0;  // 0: the host picks one
    wire::Endpoint remote{};
    host::ApplicationSpec application{};
    bool opens_fast = false;  // RFC 7413, where the host's TCP does that
    // Sent at once: with the SYN, when Fast Open allows it (host::ConnectOptions::text).
    std::string text{};
    friend bool operator==(const Connect&, const Connect&) = default;
};
// Takes what the send buffer has room for; NoRoom if it has none.
struct Send {
    HostId host{};
    ConnectionId connection{};
    std::string text{};
    bool is_urgent = false;  // its last byte is the last urgent one (§3.8.5)
    friend bool operator==(const Send&, const Send&) = default;
};
struct Close {
    HostId host{};
    ConnectionId connection{};
    friend bool operator==(const Close&, const Close&) = default;
};
struct Abort {
    HostId host{};
    ConnectionId connection{};
    friend bool operator==(const Abort&, const Abort&) = default;
};
// STATUS (§3.10.6), getsockopt(TCP_INFO): what the TCB says, which is what this host believes.
struct Status {
    HostId host{};
    ConnectionId connection{};
    friend bool operator==(const Status&, const Status&) = default;
};
// shutdown(SHUT_WR): ends the sending alone, on hosts whose CLOSE gives up both too.
struct Shutdown {
    HostId host{};
    ConnectionId connection{};
    friend bool operator==(const Shutdown&, const Shutdown&) = default;
};
// The application that listens on the port, and has not called accept() so far, does so from now on.
struct Accept {
    HostId host{};
    std::uint16_t port = 0;
    friend bool operator==(const Accept&, const Accept&) = default;
};
struct PowerOff {
    HostId host{};
    friend bool operator==(const PowerOff&, const PowerOff&) = default;
};
struct PowerOn {
    HostId host{};
    friend bool operator==(const PowerOn&, const PowerOn&) = default;
};

// kill -9: the program that all applications of the host are. Its connections are closed or reset as close(2) would,
// its listeners are gone; what the host opens next, a new program does.
struct KillProgram {
    HostId host{};
    friend bool operator==(const KillProgram&, const KillProgram&) = default;
};

// The host's clocks of timestamps and initial sequence numbers jump by `by`, forth or back, as when a machine is
// restored from a snapshot; its timers go on. At least 1 µs and at most longest_clock_jump either way.
struct JumpClock {
    HostId host{};
    Duration by{};
    friend bool operator==(const JumpClock&, const JumpClock&) = default;
};
inline constexpr Duration longest_clock_jump = 10'000'000_s;

// ---- what a learner does to a segment in flight

inline constexpr Duration longest_delay = 1'000'000_s;  // of DelayPacket, DuplicatePacket, Rule, Inject

struct DropPacket {
    PacketId packet{};
    friend bool operator==(const DropPacket&, const DropPacket&) = default;
};
// The packet stops where it is …
struct HoldPacket {
    PacketId packet{};
    friend bool operator==(const HoldPacket&, const HoldPacket&) = default;
};
// … and flies on from there: it arrives after the flight time that was left when it was held.
struct ReleasePacket {
    PacketId packet{};
    friend bool operator==(const ReleasePacket&, const ReleasePacket&) = default;
};
// Arrives later by `by`, > 0 and at most longest_delay. Later segments may overtake it.
struct DelayPacket {
    PacketId packet{};
    Duration by{};
    friend bool operator==(const DelayPacket&, const DelayPacket&) = default;
};
// A second copy arrives `copy_later_by`, >= 0, after the original.
struct DuplicatePacket {
    PacketId packet{};
    Duration copy_later_by{};
    friend bool operator==(const DuplicatePacket&, const DuplicatePacket&) = default;
};

// The packet goes on, changed: edits that wire/edit.h refuses are a BadArgument.
struct EditPacket {
    PacketId packet{};
    wire::SegmentEdit edit{};
    friend bool operator==(const EditPacket&, const EditPacket&) = default;
};

// ---- what a learner asks of future segments: "drop the third ACK"

struct SegmentFilter {
    HostId from{};          // none: any sender
    wire::Ctl ctl_set{};    // all of these bits must be set …
    wire::Ctl ctl_clear{};  // … and none of these
    enum class Text : std::uint8_t { Any, With, Without };
    Text text = Text::Any;
    friend bool operator==(const SegmentFilter&, const SegmentFilter&) = default;
};
enum class RuleAction : std::uint8_t { Drop, Hold, Delay, Duplicate, Edit };

// Looks at every segment that a host's TCP sends, where it enters its link; injected segments and
// copies pass by. If several rules would act on one segment, the oldest does; all of them count it.
struct Rule {
    SegmentFilter filter{};
    std::uint32_t first = 1;  // acts from the first-th match on, counted from 1 …
    std::uint32_t times = 1;  // … this many times; 0: for ever
    std::uint32_t every = 1;  // and of these only every n-th, the first included; >= 1
    RuleAction action = RuleAction::Drop;
    Duration by{};             // for Delay (> 0) and Duplicate (>= 0)
    wire::SegmentEdit edit{};  // for Edit; a segment that it does not fit goes on as it was
    friend bool operator==(const Rule&, const Rule&) = default;
};
void digest(Digest& d, const Rule& rule);
struct AddRule {
    Rule rule{};
    friend bool operator==(const AddRule&, const AddRule&) = default;
};
struct RemoveRule {
    RuleId rule{};
    friend bool operator==(const RemoveRule&, const RemoveRule&) = default;
};

// A segment that nobody's TCP sent now: an old duplicate still wandering, or a forgery. Its addresses are
// those of `from` and `to`. It is in flight at once and arrives after `arrives_in`, >= 0, whatever the
// link does to others.
struct Inject {
    HostId from{};
    HostId to{};
    wire::TcpHeader header{};
    std::string text{};
    Duration arrives_in = 100_ms;
    enum class Kind : std::uint8_t { OldDuplicate, Forged };
    Kind kind = Kind::OldDuplicate;
    friend bool operator==(const Inject&, const Inject&) = default;
};

// An ICMP error, genuine or forged, about a packet on its way or about a segment that it only claims was
// sent. In flight at once, like Inject; it comes the way that packets from `from` come.
struct InjectIcmp {
    HostId from{};
    HostId to{};
    PacketId about{};  // quotes this packet, in flight or held, as it is now; none: `error` says what
    // Type, code and next-hop MTU; `from`, 0.0.0.0 being the link's router; of the segment local, remote and
    // seq. What else it has is not looked at.
    wire::IcmpError error{};
    Duration arrives_in = 100_ms;
    friend bool operator==(const InjectIcmp&, const InjectIcmp&) = default;
};

// SYNs from forged addresses and ports (RFC 4987 §1), one each `interval`, the first now: each takes its link's
// delay and meets none of its impairments. Nobody answers for the addresses.
struct SynFlood {
    HostId from{};  // the attacker's place in the network
    HostId to{};
    std::uint16_t port = 0;
    wire::Ipv4Address first_source{};  // sources are drawn from here on …
    std::uint32_t source_count = 1;    // … out of so many addresses, >= 1
    std::uint32_t count = 0;           // how many SYNs are left, 1..most_flood_syns
    Duration interval{};               // 0..longest_delay
    std::uint64_t seed = 1;            // of the next SYN
    friend bool operator==(const SynFlood&, const SynFlood&) = default;
};
inline constexpr std::uint32_t most_flood_syns = 10'000;

// ---- what changes the world's rules

// Packets that are already in flight keep their times.
struct SetLink {
    LinkId link{};
    std::uint8_t direction = 0;  // 0: a -> b, 1: b -> a
    LinkConfig config{};
    friend bool operator==(const SetLink&, const SetLink&) = default;
};
// The cable is pulled out, or plugged in again. While it is out, packets that enter the link or arrive from it
// are lost in both directions; nobody is told.
struct SetCable {
    LinkId link{};
    bool is_plugged = false;
    friend bool operator==(const SetCable&, const SetCable&) = default;
};
// Connections made from now on follow these rules; those that there are do, too, if they are asked to change them in
// the middle.
struct SetRuleBook {
    HostId host{};
    tcp::RuleBookId rules{};
    bool switches_running = false;
    friend bool operator==(const SetRuleBook&, const SetRuleBook&) = default;
};

// One of host/sysctl.h's switches: "tcp_syncookies", "1".
struct SetSysctl {
    HostId host{};
    std::string name{};
    std::string value{};
    friend bool operator==(const SetSysctl&, const SetSysctl&) = default;
};

// A program on the host makes requests from now on, or makes them otherwise (host/workload.h).
struct SetWorkload {
    HostId host{};
    host::WorkloadSpec spec{};
    friend bool operator==(const SetWorkload&, const SetWorkload&) = default;
};

// What the application that listens on the port does with the connections it accepts from now on.
struct SetApplication {
    HostId host{};
    std::uint16_t port = 0;
    host::ApplicationSpec application{};
    friend bool operator==(const SetApplication&, const SetApplication&) = default;
};

// RLIMIT_NOFILE of the program that the host's applications are, and of those to come: prlimit(2). 1..1,048,576.
struct SetDescriptorLimit {
    HostId host{};
    std::uint32_t limit = 0;
    friend bool operator==(const SetDescriptorLimit&, const SetDescriptorLimit&) = default;
};

using Command = std::variant<Listen, Connect, Send, Close, Abort, PowerOff, PowerOn, DropPacket, HoldPacket,
                             ReleasePacket, DelayPacket, DuplicatePacket, AddRule, RemoveRule, Inject,
                             SetLink, SetRuleBook, EditPacket, InjectIcmp, SynFlood, SetCable, JumpClock,
                             KillProgram, Shutdown, Accept, SetSysctl, SetWorkload, SetApplication,
                             SetDescriptorLimit, CloseListener, SendFromListener, Status>;

void digest(Digest& d, const Command& command);

// One line, as the command log and a bug report print it: "drop packet 3".
std::string to_text(const Command& command);
// What kind of command it is, for whoever counts them: "drop packet". By the alternative's index.
std::string_view name_of_command(std::size_t index);

// Why a command could not be carried out; the world is unchanged but for the event that says so.
enum class CommandError : std::uint8_t {
    None,
    NoSuchHost,
    NoSuchConnection,
    NoSuchPacket,
    PacketNotInFlight,
    PacketNotHeld,
    NoSuchRule,
    NoSuchLink,
    PortInUse,
    NoPortLeft,
    NotConnected,
    HostIsOff,
    BadArgument,
    NoRoom,
};
// "no such host"; "" for None.
std::string_view to_text(CommandError error);

}  // namespace hw::sim
