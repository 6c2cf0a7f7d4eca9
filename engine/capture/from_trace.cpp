#include "capture/from_trace.h"

#include <algorithm>
#include <tuple>

#include "capture/remarks.h"
#include "wire/bytes.h"

namespace hw::capture {
namespace {

using sim::Fate;
using sim::PacketRecord;

// One packet as one tap sees it.
struct Sighting {
    std::uint32_t event = 0;  // at which it is seen
    Direction seen{};
    PacketId packet{};
    // What reaches a host at an event comes before what it answers.
    friend bool operator<(const Sighting& a, const Sighting& b) {
        return std::tuple(a.event, a.seen, a.packet) < std::tuple(b.event, b.seen, b.packet);
    }
};

bool is_seen(const Tap& tap, const PacketRecord& packet, Direction seen) {
    const bool leaves = seen == Direction::Outbound;
    if (!leaves && (packet.fate != Fate::Delivered || packet.ended_by_event == sim::no_event)) return false;
    // A copy comes into being in the network, and so does what nobody's TCP sent: no host's tap sees it leave.
    const bool is_of_network = packet.copy_of.exists() || packet.is_injected;
    switch (tap.place) {
        case Tap::Place::Senders: return leaves && !packet.copy_of.exists();
        case Tap::Place::Receivers: return !leaves;
        case Tap::Place::Host:
            return leaves ? packet.from == tap.host && !is_of_network : packet.to == tap.host;
        case Tap::Place::Both: return true;
    }
    return false;
}

std::vector<Sighting> sightings(const sim::Trace& trace, const Tap& tap) {
    std::vector<Sighting> all;
    for (const PacketRecord& packet : trace.packets) {
        if (!packet.id.exists()) continue;
        for (const Direction seen : {Direction::Inbound, Direction::Outbound})
            if (is_seen(tap, packet, seen))
                all.push_back(
                    {.event = seen == Direction::Outbound ? packet.sent_by_event : packet.ended_by_event,
                     .seen = seen,
                     .packet = packet.id});
    }
    std::sort(all.begin(), all.end());
    return all;
}

// Total Length as it stands in the packet; what is at hand may be less.
std::uint32_t length_of(const std::vector<std::uint8_t>& bytes) {
    constexpr std::size_t total_length_at = 2;
    const auto at_hand = static_cast<std::uint32_t>(bytes.size());
    if (bytes.size() < total_length_at + 2) return at_hand;
    return std::max<std::uint32_t>(at_hand, wire::load_16(bytes.data() + total_length_at));
}

std::string counted(std::uint64_t count, const char* what) { return std::to_string(count) + " " + what; }

std::string description_of(const Tap& tap, const sim::World& world) {
    switch (tap.place) {
        case Tap::Place::Senders:
            return "Captured where each packet is sent: what is lost later is here, and says so.";
        case Tap::Place::Receivers:
            return "Captured where each packet arrives, when it does: what was lost is not here.";
        case Tap::Place::Host:
            return "Captured at " + std::string(world.hosts[tap.host.value].config.name) +
                   ": what it sends, and what reaches it.";
        case Tap::Place::Both:
            return "Captured where each packet is sent and again where it arrives, under the same packet "
                   "number.";
    }
    return "";
}

class Exporter {
  public:
    Exporter(const sim::Trace& trace, const sim::World& world, const Tap& tap)
        : trace_(trace), world_(world), tap_(tap) {}

    CaptureFile write() {
        file_.application = "Handwave";
        add_interfaces();
        const std::vector<PacketId> overtakers = overtaken_by(trace_);
        for (const Sighting& sighting : sightings(trace_, tap_)) add_frame(sighting, overtakers);
        file_.comment = description_of(tap_, world_) + what_is_missing();
        return std::move(file_);
    }

  private:
    void add_interfaces() {
        for (const host::Host& host : world_.hosts) {
            const std::string name(host.config.name);
            const std::string address = wire::to_text(host.config.address);
            file_.interfaces.push_back({.name = name, .description = name + " " + address});
            if (!name.empty()) file_.names.push_back({.address = host.config.address, .name = name});
        }
        network_ = static_cast<std::uint32_t>(file_.interfaces.size());
        file_.interfaces.push_back(
            {.name = "network", .description = "what no host sent: old duplicates, forgeries, routers"});
    }

    void add_frame(const Sighting& sighting, const std::vector<PacketId>& overtakers) {
        const PacketRecord& packet = trace_.packets[sighting.packet.value];
        const bool leaves = sighting.seen == Direction::Outbound;
        const bool is_changed = !leaves && !packet.changed_bytes.empty();
        const std::vector<std::uint8_t>& bytes = is_changed ? packet.changed_bytes : packet.bytes;
        if (bytes.empty()) {
            ++without_bytes_;
            return;
        }
        Frame frame;
        const bool is_of_network = leaves && (packet.is_injected || packet.copy_of.exists());
        frame.interface = is_of_network ? network_ : leaves ? packet.from.value : packet.to.value;
        frame.time_ns = (leaves ? packet.sent_at : packet.ended_at).us * 1'000;
        // "Outbound" is a host's word; in the network a packet has no direction.
        frame.direction = is_of_network ? Direction::Unknown : sighting.seen;
        frame.original_bytes = length_of(bytes);
        if (frame.original_bytes > bytes.size()) ++cut_;
        frame.packet = packet.id.value;
        frame.comment = remark_on(trace_, world_, packet.id, sighting.seen);
        if (const PacketId by = overtakers[packet.id.value]; by.exists())
            frame.comment += std::string(frame.comment.empty() ? "" : "; ") + "overtaken by packet " +
                             std::to_string(by.value);
        frame.bytes = bytes;
        file_.frames.push_back(std::move(frame));
    }

    std::string what_is_missing() const {
        std::string words;
        if (!trace_.packets.empty() && !trace_.packets.front().id.exists())
            words += "\nThe trace begins in the midst of the run: earlier packets are missing.";
        if (trace_.is_truncated)
            words += "\nThe trace ends before the run does, after " +
                     counted(trace_.events.size(), "events: later packets are missing.");
        if (without_bytes_ > 0)
            words +=
                "\n" + counted(without_bytes_, "packets are missing: the trace had no room for their bytes.");
        if (cut_ > 0)
            words += "\n" + counted(cut_, "packets are cut: the trace keeps only ") +
                     counted(trace_.kept_packet_bytes, "bytes of each.");
        return words;
    }

    const sim::Trace& trace_;
    const sim::World& world_;
    const Tap& tap_;
    CaptureFile file_{};
    std::uint32_t network_ = 0;
    std::uint64_t without_bytes_ = 0;
    std::uint64_t cut_ = 0;
};

}  // namespace

CaptureFile capture_of(const sim::Trace& trace, const sim::World& world, const Tap& tap) {
    return Exporter(trace, world, tap).write();
}

}  // namespace hw::capture
