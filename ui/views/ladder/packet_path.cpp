#include "ui/views/ladder/packet_path.h"

#include <algorithm>
#include <variant>

namespace hw::ui {

namespace {

// Where the cross stands when chance or a rule took the segment, of which nobody knows the place.
constexpr float usual_loss = 0.47f;
constexpr float loss_in_queue = 0.16f;
constexpr float loss_at_the_door = 0.9f;
// A cross or a waiting segment nearer to a lane than this could not be told from an arrival.
constexpr float nearest_to_sender = 0.08f;
constexpr float nearest_to_receiver = 0.92f;

float fraction(Instant from, Instant to, Instant t) {
    if (to <= from) return 1;
    return static_cast<float>(t.us - from.us) / static_cast<float>(to.us - from.us);
}

// A point on the stretch from `start` to an arrival at `arrival`.
float way_on(const Waypoint& start, Instant arrival, Instant t) {
    return start.way + (1 - start.way) * std::clamp(fraction(start.at, arrival, t), 0.0f, 1.0f);
}

Instant when_on(const Waypoint& start, Instant arrival, float way) {
    const double part = static_cast<double>((way - start.way) / (1 - start.way));
    return start.at +
           Duration{static_cast<std::int64_t>(static_cast<double>((arrival - start.at).us) * part)};
}

// Ends the path at the cross; the virtual arrival stays as the last point.
void lose(PacketPath& path, const sim::PacketRecord& packet, Instant arrival) {
    const Waypoint start = path.points.back();
    const bool was_taken_on_its_way = packet.fate == sim::Fate::Dropped && packet.ended_at > packet.sent_at;
    const bool was_at_the_door = packet.fate == sim::Fate::HostOff ||
                                 (packet.fate == sim::Fate::CablePulled && packet.ended_at > packet.sent_at);
    if (was_taken_on_its_way) {
        path.lost_way =
            std::clamp(way_on(start, arrival, packet.ended_at), nearest_to_sender, nearest_to_receiver);
        path.lost_at = packet.ended_at;
    } else {
        path.lost_way = packet.fate == sim::Fate::QueueOverflow ? loss_in_queue
                        : was_at_the_door                       ? loss_at_the_door
                                                                : usual_loss;
        path.lost_way = std::max(path.lost_way, start.way + (1 - start.way) * loss_in_queue);
        path.lost_at = when_on(start, arrival, path.lost_way);
    }
}

bool is_loss(sim::Fate fate) {
    return fate != sim::Fate::InFlight && fate != sim::Fate::Held && fate != sim::Fate::Delivered;
}

}  // namespace

float PacketPath::way_at(Instant t) const {
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (t >= points[i].at) continue;
        const float part = std::clamp(fraction(points[i - 1].at, points[i].at, t), 0.0f, 1.0f);
        return points[i - 1].way + (points[i].way - points[i - 1].way) * part;
    }
    return points.back().way;
}

std::vector<PacketTouch> touches_of(const sim::Trace& trace, PacketId packet) {
    std::vector<PacketTouch> touches;
    for (const sim::FlightChange& change : trace.flight_changes) {
        if (change.packet != packet || change.event >= trace.events.size()) continue;
        const sim::EventRecord& event = trace.events[change.event];
        PacketTouch touch{.at = event.at, .arrival_before = change.arrives_at};
        if (std::holds_alternative<sim::HoldPacket>(event.command))
            touch.kind = PacketTouch::Kind::Held;
        else if (std::holds_alternative<sim::ReleasePacket>(event.command))
            touch.kind = PacketTouch::Kind::Released;
        else
            touch.kind = PacketTouch::Kind::Delayed;
        touches.push_back(touch);
    }
    return touches;
}

PacketPath path_of(const sim::PacketRecord& packet, std::span<const PacketTouch> touches, Duration nominal,
                   float appears) {
    PacketPath path;
    path.points.push_back({packet.sent_at, appears});
    const auto wait_at_the_door = [&path, &packet] {
        path.points.push_back({packet.sent_at, std::max(path.points.back().way, loss_in_queue)});
    };
    // A rule may have held it as it left; then it waits just outside its sender.
    bool is_held =
        touches.empty() ? packet.fate == sim::Fate::Held : touches.front().arrival_before.is_never();
    if (is_held) wait_at_the_door();
    for (const PacketTouch& touch : touches) {
        const Waypoint last = path.points.back();
        float way = last.way;
        if (!is_held && !touch.arrival_before.is_never()) {
            way = std::clamp(way_on(last, touch.arrival_before, touch.at), nearest_to_sender,
                             nearest_to_receiver);
        }
        path.points.push_back({touch.at, way});
        is_held =
            touch.kind == PacketTouch::Kind::Held || (is_held && touch.kind != PacketTouch::Kind::Released);
    }
    if (is_held && packet.fate == sim::Fate::Held) {
        path.waits_at = path.points.size() - 1;
        return path;
    }
    if (is_held &&
        is_loss(packet.fate)) {  // lost while it waited: the cross stands below the place of the hold
        path.lost_at = packet.ended_at;
        path.lost_way = path.points.back().way;
        path.points.push_back({packet.ended_at, path.lost_way});
        return path;
    }
    const Instant arrival =
        packet.arrives_at.is_never() ? path.points.back().at + nominal : packet.arrives_at;
    if (is_loss(packet.fate)) lose(path, packet, arrival);
    path.points.push_back({arrival, 1});
    return path;
}

}  // namespace hw::ui
