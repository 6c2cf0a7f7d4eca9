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

/// A point on the stretch from `start` to an arrival at `arrival`.
float way_on(const Waypoint& start, Instant arrival, Instant t) {
    return start.way + (1 - start.way) * std::clamp(fraction(start.at, arrival, t), 0.0f, 1.0f);
}

Instant when_on(const Waypoint& start, Instant arrival, float way) {
    const double part = static_cast<double>((way - start.way) / (1 - start.way));
    return start.at + Duration{static_cast<std::int64_t>(static_cast<double>((arrival - start.at).us) * part)};
}

/// Ends the path at the cross; the virtual arrival stays as the last point.
void lose(PacketPath& path, const sim::PacketRecord& packet, Instant arrival) {
    const Waypoint start = path.points.back();
    const bool was_taken_on_its_way = packet.fate == sim::Fate::Dropped && packet.ended_at > packet.sent_at;
    if (was_taken_on_its_way) {
        path.lost_way = std::clamp(way_on(start, arrival, packet.ended_at), nearest_to_sender, nearest_to_receiver);
        path.lost_at = packet.ended_at;
    } else {
        path.lost_way = packet.fate == sim::Fate::QueueOverflow ? loss_in_queue
                        : packet.fate == sim::Fate::HostOff     ? loss_at_the_door
                                                                : usual_loss;
        path.lost_way = std::max(path.lost_way, start.way + (1 - start.way) * loss_in_queue);
        path.lost_at = when_on(start, arrival, path.lost_way);
    }
}

bool is_loss(sim::Fate fate) {
    return fate == sim::Fate::Dropped || fate == sim::Fate::Lost || fate == sim::Fate::QueueOverflow ||
           fate == sim::Fate::HostOff;
}

} // namespace

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
    for (const sim::EventRecord& event : trace.events) {
        const bool is_command =
            event.kind == sim::EventKind::CommandIssued || event.kind == sim::EventKind::CommandScheduled;
        if (!is_command || event.packet != packet || event.error != sim::CommandError::None) continue;
        if (std::holds_alternative<sim::HoldPacket>(event.command)) {
            touches.push_back({event.at, PacketTouch::Kind::Held});
        } else if (std::holds_alternative<sim::ReleasePacket>(event.command)) {
            touches.push_back({event.at, PacketTouch::Kind::Released});
        } else if (std::holds_alternative<sim::DelayPacket>(event.command)) {
            touches.push_back({event.at, PacketTouch::Kind::Delayed});
        }
    }
    return touches;
}

PacketPath path_of(const sim::PacketRecord& packet, std::span<const PacketTouch> touches, Duration nominal) {
    PacketPath path;
    path.points.push_back({packet.sent_at, packet.is_old_duplicate ? old_duplicate_appears : 0.0f});
    // A rule may have held it as it left; then it waits just outside its sender.
    bool is_held = false;
    const bool was_held_at_once =
        packet.fate == sim::Fate::Held && touches.empty();
    Instant expected = touches.empty() ? packet.arrives_at : packet.sent_at + nominal;
    for (const PacketTouch& touch : touches) {
        if (is_loss(packet.fate) && touch.at > packet.ended_at) break;
        if (touch.kind == PacketTouch::Kind::Released && !is_held && path.points.size() == 1) {
            path.points.push_back({packet.sent_at, std::max(path.points.back().way, loss_in_queue)});
            is_held = true;
        }
        const Waypoint last = path.points.back();
        const float way = is_held ? last.way
                                  : std::clamp(way_on(last, expected, touch.at), nearest_to_sender,
                                               nearest_to_receiver);
        path.points.push_back({touch.at, way});
        if (touch.kind == PacketTouch::Kind::Held) is_held = true;
        if (touch.kind == PacketTouch::Kind::Released) is_held = false;
    }
    if (was_held_at_once) {
        path.points.push_back({packet.sent_at, std::max(path.points.back().way, loss_in_queue)});
        is_held = true;
    }
    if (is_held && packet.fate == sim::Fate::Held) {
        path.waits_at = path.points.size() - 1;
        return path;
    }
    Instant arrival = packet.arrives_at;
    if (arrival.is_never()) arrival = later_of(path.points.back().at, packet.sent_at) + nominal;
    if (is_loss(packet.fate)) {
        if (is_held) {  // lost while it waited: the cross stands below the place where it was held
            path.points.push_back({packet.ended_at, path.points.back().way});
            path.lost_at = packet.ended_at;
            path.lost_way = path.points.back().way;
            return path;
        }
        lose(path, packet, arrival);
    }
    path.points.push_back({arrival, 1});
    return path;
}

} // namespace hw::ui
