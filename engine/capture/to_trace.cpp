#include "capture/to_trace.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "capture/link_layer.h"
#include "capture/segments.h"
#include "capture/state_watch.h"
#include "sim/sent_space.h"
#include "wire/parse.h"

namespace hw::capture {
namespace {

using EndpointPair = std::pair<wire::Endpoint, wire::Endpoint>;
using Streams = std::map<EndpointPair, std::uint32_t>;

EndpointPair pair_of(const CapturedSegment& segment) {
    return std::minmax(segment.source, segment.destination);
}

// Both sightings of each packet that has a number, whatever became of its bytes on its way.
struct Sightings {
    std::set<std::uint64_t> departed{};
    std::map<std::uint64_t, const Frame*> arrived{};
    bool are_both_known = false;  // of any packet

    bool is_known_from_departure(const Frame& frame) const {
        return frame.packet && frame.direction == Direction::Inbound && departed.count(*frame.packet) > 0;
    }
};

Sightings sightings_of(const CaptureFile& file) {
    Sightings all;
    for (const Frame& frame : file.frames) {
        if (!frame.packet) continue;
        if (frame.direction == Direction::Inbound)
            all.arrived.emplace(*frame.packet, &frame);
        else
            all.departed.insert(*frame.packet);
    }
    all.are_both_known = std::any_of(all.arrived.begin(), all.arrived.end(),
                                     [&](const auto& one) { return all.departed.count(one.first) > 0; });
    return all;
}

// Which stream each segment belongs to, by index; ICMP errors about none have no_stream.
constexpr std::uint32_t no_stream = 0xffff'ffffu;

std::vector<std::uint32_t> find_streams(const CaptureFile& file, const Sightings& sightings,
                                        const std::vector<CapturedSegment>& segments, Import& import) {
    Streams known;
    std::vector<bool> has_begun;
    std::vector<std::uint32_t> stream_of(segments.size(), no_stream);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const CapturedSegment& segment = segments[i];
        if (segment.is_icmp) continue;
        const auto next = static_cast<std::uint32_t>(import.streams.size());
        const auto [place, is_new] = known.emplace(pair_of(segment), next);
        if (is_new) {
            import.streams.push_back({.first = segment.source, .second = segment.destination});
            has_begun.push_back(false);
        }
        Stream& stream = import.streams[place->second];
        if (!sightings.is_known_from_departure(file.frames[segment.frame])) ++stream.segments;
        const bool begins =
            segment.header.ctl.syn() && !segment.header.ctl.ack() && !has_begun[place->second];
        if (begins) {
            has_begun[place->second] = true;
            stream.first = segment.source;
            stream.second = segment.destination;
        }
        stream_of[i] = place->second;
    }
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (!segments[i].is_icmp) continue;
        const auto about = known.find(pair_of(segments[i]));
        if (about != known.end()) stream_of[i] = about->second;
    }
    return stream_of;
}

// One packet, seen once or where it left and where it arrived.
struct Flight {
    const CapturedSegment* segment = nullptr;
    std::int64_t sent_ns = 0;
    std::int64_t arrived_ns = 0;
    bool has_arrived = true;
    const Frame* arrived = nullptr;  // what was seen there; none: it was seen once
};

class Importer {
  public:
    Importer(const CaptureFile& file, const Sightings& sightings, const ImportOptions& options,
             Import& import)
        : file_(file), sightings_(sightings), options_(options), import_(import) {}

    void show(const std::vector<CapturedSegment>& segments, const std::vector<std::uint32_t>& stream_of) {
        make_hosts();
        import_.has_flights = sightings_.are_both_known;
        for (std::size_t i = 0; i < segments.size(); ++i)
            if (stream_of[i] == import_.shown) add_flight(segments[i]);
        std::stable_sort(flights_.begin(), flights_.end(),
                         [](const Flight& a, const Flight& b) { return a.sent_ns < b.sent_ns; });
        forget_what_is_too_much();
        begin_states();
        happen();
    }

  private:
    const Stream& stream() const { return import_.streams[import_.shown]; }

    std::string name_of(wire::Endpoint endpoint) const {
        for (const Name& name : file_.names)
            if (name.address == endpoint.address) return name.name;
        return wire::to_text(endpoint.address);
    }

    void make_hosts() {
        import_.world = sim::make_world({});
        for (const wire::Endpoint& end : {stream().first, stream().second}) {
            host::HostConfig config;
            config.name = name_of(end);
            config.address = end.address;
            sim::add_host(import_.world, config);
        }
        const sim::LinkConfig link{.delay = {}};
        sim::add_link(import_.world, {.a = HostId{0}, .b = HostId{1}, .config = link});
    }

    void add_flight(const CapturedSegment& segment) {
        const Frame& frame = file_.frames[segment.frame];
        Flight flight{.segment = &segment, .sent_ns = frame.time_ns, .arrived_ns = frame.time_ns};
        if (frame.packet && sightings_.are_both_known) {
            const bool leaves = frame.direction != Direction::Inbound;
            if (sightings_.is_known_from_departure(frame)) return;
            const auto arrival = sightings_.arrived.find(*frame.packet);
            flight.has_arrived = arrival != sightings_.arrived.end();
            if (leaves && flight.has_arrived) {
                flight.arrived = arrival->second;
                flight.arrived_ns = std::max(flight.arrived->time_ns, flight.sent_ns);
            }
        }
        flights_.push_back(flight);
    }

    void forget_what_is_too_much() {
        if (!flights_.empty()) begin_ns_ = flights_.front().sent_ns;
        if (options_.until) {
            const std::int64_t until_us = options_.until->us;
            const auto is_early = [&](const Flight& flight) {
                return time_of(flight.sent_ns).us <= until_us;
            };
            flights_.erase(std::partition_point(flights_.begin(), flights_.end(), is_early), flights_.end());
        }
        import_.is_cut = flights_.size() > options_.most_packets;
        if (import_.is_cut) flights_.resize(options_.most_packets);
    }

    Instant time_of(std::int64_t time_ns) const { return {(time_ns - begin_ns_) / 1'000}; }

    // Before the first segment: a SYN comes out of CLOSED and goes to LISTEN; anything else is midway.
    void begin_states() {
        const bool is_midway = flights_.empty() || !flights_.front().segment->header.ctl.syn();
        const auto first = is_midway ? tcp::State::Established : tcp::State::Closed;
        const auto second = is_midway ? tcp::State::Established : tcp::State::Listen;
        const bool answers = !is_midway && flights_.front().segment->header.ctl.ack();
        watches_ = {StateWatch{answers ? tcp::State::SynSent : first}, StateWatch{second}};
    }

    HostId sender_of(const CapturedSegment& segment) const {
        return HostId{segment.source == stream().first ? 0u : 1u};
    }

    // Departures in their order; what arrives goes before what leaves at the same moment, unless it is that itself.
    void happen() {
        std::set<std::pair<Instant, PacketId>> arrivals;  // pending
        const auto land_until = [&](Instant t) {
            while (!arrivals.empty() && arrivals.begin()->first <= t) {
                const auto [at, packet] = *arrivals.begin();
                arrivals.erase(arrivals.begin());
                arrive(packet, at);
            }
        };
        for (const Flight& flight : flights_) {
            land_until(time_of(flight.sent_ns));
            const PacketId id = depart(flight);
            if (!flight.has_arrived) continue;
            if (flight.arrived_ns == flight.sent_ns)
                arrive(id, time_of(flight.arrived_ns));
            else
                arrivals.emplace(time_of(flight.arrived_ns), id);
        }
        land_until(Instant::never());
    }

    sim::EventRecord& add_event(sim::EventKind kind, HostId host, Instant at) {
        sim::Trace& trace = import_.trace;
        const tcp::State state = watches_[host.value].state();
        trace.events.push_back({.index = static_cast<std::uint32_t>(trace.events.size()),
                                .at = at,
                                .kind = kind,
                                .host = host,
                                .state_before = state,
                                .state_after = state,
                                .first_packet_sent = static_cast<std::uint32_t>(trace.packets.size())});
        return trace.events.back();
    }

    // What is sent at the moment when something arrives is taken for its answer.
    sim::EventRecord& sending_event(HostId host, Instant at) {
        sim::Trace& trace = import_.trace;
        if (!trace.events.empty() && trace.events.back().at == at && trace.events.back().host == host)
            return trace.events.back();
        return add_event(sim::EventKind::Deadline, host, at);
    }

    PacketId depart(const Flight& flight) {
        const CapturedSegment& segment = *flight.segment;
        const Instant at = time_of(flight.sent_ns);
        const HostId from = sender_of(segment);
        sim::EventRecord& event = sending_event(from, at);
        sim::Trace& trace = import_.trace;
        sim::PacketRecord record;
        record.id = PacketId{static_cast<std::uint32_t>(trace.packets.size())};
        record.from = from;
        record.to = HostId{1 - from.value};
        record.sent_at = at;
        record.arrives_at = flight.has_arrived ? time_of(flight.arrived_ns) : at;
        record.is_icmp = record.is_injected = segment.is_icmp;
        record.sent_by_event = event.index;
        record.sender_connection = ConnectionId{0};
        record.header = segment.header;
        record.text_length = segment.text_length;
        record.bytes.assign(segment.bytes.begin(), segment.bytes.end());
        if (!segment.is_icmp) {
            record.resends = sim::note_sent(trace.sent, {.host = from,
                                                         .connection = ConnectionId{0},
                                                         .packet = record.id,
                                                         .header = segment.header,
                                                         .text_length = segment.text_length});
            watches_[from.value].sends(segment.header, segment.text_length);
        }
        if (flight.arrived != nullptr) note_change(record, *flight.arrived);
        if (!flight.has_arrived) {
            record.fate = sim::Fate::Lost;
            record.ended_at = at;
            record.ended_by_event = event.index;
        }
        ++event.packets_sent;
        event.state_after = watches_[from.value].state();
        import_.bad_checksums += segment.has_bad_checksum ? 1 : 0;
        trace.packet_bytes += record.bytes.size();
        trace.packets.push_back(std::move(record));
        import_.remarks.push_back(file_.frames[segment.frame].comment);
        return trace.packets.back().id;
    }

    // It arrived as something else than what was sent: a change that its checksum does not show was meant.
    void note_change(sim::PacketRecord& record, const Frame& arrived) const {
        const Unwrapped unwrapped = unwrap(file_.interfaces[arrived.interface].link_type, arrived.bytes);
        const auto bytes = unwrapped.payload == Payload::Ipv4 ? unwrapped.ipv4 : std::span(arrived.bytes);
        if (std::equal(bytes.begin(), bytes.end(), record.bytes.begin(), record.bytes.end())) return;
        record.changed_bytes.assign(bytes.begin(), bytes.end());
        wire::Packet packet;
        record.was_edited = wire::parse_packet(bytes, packet).ok();
        record.was_corrupted = !record.was_edited;
    }

    void arrive(PacketId id, Instant at) {
        sim::PacketRecord& record = import_.trace.packets[id.value];
        sim::EventRecord& event = add_event(sim::EventKind::Arrival, record.to, at);
        event.packet = id;
        record.fate = sim::Fate::Delivered;
        record.ended_at = at;
        record.ended_by_event = event.index;
        if (!record.is_icmp) watches_[record.to.value].receives(record.header, record.text_length);
        event.state_after = watches_[record.to.value].state();
    }

    const CaptureFile& file_;
    const Sightings& sightings_;
    const ImportOptions& options_;
    Import& import_;
    std::int64_t begin_ns_ = 0;
    std::vector<Flight> flights_{};
    std::vector<StateWatch> watches_{};  // by HostId
};

std::string nothing_to_show(const Skipped& skipped) {
    std::string words = "there is no TCP segment over IPv4 in it";
    const std::pair<std::uint32_t, const char*> reasons[] = {
        {skipped.unknown_link, "of an unknown link type"},
        {skipped.not_ipv4, "not IPv4"},
        {skipped.not_tcp, "not TCP"},
        {skipped.fragments, "fragments"},
        {skipped.malformed, "malformed"}};
    const char* separator = ": frames ";
    for (const auto& [count, what] : reasons) {
        if (count == 0) continue;
        words += separator + std::string(what) + " " + std::to_string(count);
        separator = ", ";
    }
    return words;
}

}  // namespace

Result<Import, std::string> import_of(const CaptureFile& file, const ImportOptions& options) {
    Import import;
    const std::vector<CapturedSegment> segments = segments_of(file, import.skipped);
    const Sightings sightings = sightings_of(file);
    const std::vector<std::uint32_t> stream_of = find_streams(file, sightings, segments, import);
    if (import.streams.empty()) return nothing_to_show(import.skipped);
    if (options.stream && *options.stream >= import.streams.size())
        return "there is no stream " + std::to_string(*options.stream) + "; the last one is " +
               std::to_string(import.streams.size() - 1);
    const auto busiest =
        std::max_element(import.streams.begin(), import.streams.end(),
                         [](const Stream& a, const Stream& b) { return a.segments < b.segments; });
    import.shown = options.stream.value_or(static_cast<std::uint32_t>(busiest - import.streams.begin()));
    Importer(file, sightings, options, import).show(segments, stream_of);
    return import;
}

}  // namespace hw::capture
