#include "ui/views/ladder/arrow_pose.h"

#include <algorithm>

namespace hw::ui {

namespace {

float distance_to_stretch(Point a, Point b, Point p) {
    const Point d = b - a;
    const float squared = d.x * d.x + d.y * d.y;
    if (squared <= 0) return distance(a, p);
    const float along_it = std::clamp(((p.x - a.x) * d.x + (p.y - a.y) * d.y) / squared, 0.0f, 1.0f);
    return distance(along(a, b, along_it), p);
}

// The stretch from waypoint i - 1 to i, drawn out to both lanes so that its slope stays that of its delay.
void set_stretch(ArrowPose& pose, const LadderLayout& layout, const LadderArrow& arrow, std::size_t i) {
    const Waypoint& start = arrow.path.points[i - 1];
    const Waypoint& end = arrow.path.points[i];
    const Point a = layout.at(arrow, start);
    const Point b = layout.at(arrow, end);
    const float slope = (b.y - a.y) / (end.way - start.way);
    pose.arrow.from = {arrow.x_from, a.y - slope * start.way};
    pose.arrow.to = {arrow.x_to, b.y + slope * (1 - end.way)};
    pose.arrow.first_visible = start.way;
}

}  // namespace

ArrowPose pose_of(const LadderLayout& layout, const LadderArrow& arrow, const PoseMoment& moment) {
    ArrowPose pose;
    if (arrow.is_folded || arrow.sent_at > later_of(moment.now, moment.seen_until)) return pose;
    pose.time = arrow.sent_at <= moment.now ? ArrowPose::Time::Past : ArrowPose::Time::Future;
    const Instant t = pose.time == ArrowPose::Time::Past ? moment.now : moment.seen_until;
    pose.arrow.kind = arrow.kind;
    pose.arrow.is_old_duplicate = arrow.is_old_duplicate;
    pose.arrow.is_forged = arrow.is_forged;
    pose.arrow.is_faded = pose.time == ArrowPose::Time::Future;

    const PacketPath& path = arrow.path;
    bool has_stretch = false;
    for (std::size_t i = 1; i < path.points.size(); ++i) {
        const Waypoint& start = path.points[i - 1];
        const Waypoint& end = path.points[i];
        if (start.at > t && has_stretch) break;
        if (end.way <= start.way) {  // it waits
            const Waypoint until{later_of(start.at, earlier_of(end.at, t)), start.way};
            pose.waits.push_back({layout.at(arrow, start), layout.at(arrow, until)});
            continue;
        }
        if (has_stretch) pose.flown.push_back({pose.visible_from(), layout.at(arrow, start)});
        set_stretch(pose, layout, arrow, i);
        has_stretch = true;
        if (end.at > t) break;
    }
    if (!has_stretch) {  // held before it moved: a stub, so that there is something to see and to pick
        pose.arrow.from = layout.at(arrow, path.points.front());
        pose.arrow.to = {arrow.x_to, pose.arrow.from.y};
    }

    const auto progress_at = [&pose, &layout](Instant when) {
        const float whole = pose.arrow.to.y - pose.arrow.from.y;
        if (whole <= 0) return 1.0f;
        return std::clamp((layout.y(when) - pose.arrow.from.y) / whole, pose.arrow.first_visible, 1.0f);
    };
    const Waypoint& last = path.points.back();
    if (path.waits_at != PacketPath::npos && path.points[path.waits_at].at <= t) {
        pose.arrow.fate = SegmentFate::Held;
        pose.arrow.progress = last.way;
        pose.waits.push_back({layout.at(arrow, last), {layout.at(arrow, last).x, layout.y(t)}});
    } else if (path.is_lost() && path.lost_at <= t) {
        pose.arrow.fate = SegmentFate::Lost;
        pose.arrow.progress = path.lost_way;
    } else if (last.at > t) {
        const float way = path.way_at(t);
        const bool is_waiting = !pose.waits.empty() && path.way_at(t + 1_us) <= way;
        pose.arrow.fate = is_waiting ? SegmentFate::Held : SegmentFate::InFlight;
        pose.arrow.progress = is_waiting ? way : progress_at(t);
    } else {
        pose.arrow.fate = SegmentFate::Arrived;
        pose.arrow.progress = 1;
    }
    pose.mark = along(pose.arrow.from, pose.arrow.to, pose.arrow.progress);
    return pose;
}

float distance_to(const ArrowPose& pose, Point p) {
    float nearest = distance_to_stretch(pose.visible_from(), pose.visible_to(), p);
    nearest = std::min(nearest, distance(pose.mark, p));
    for (const auto& stretch : pose.flown)
        nearest = std::min(nearest, distance_to_stretch(stretch[0], stretch[1], p));
    for (const auto& stretch : pose.waits)
        nearest = std::min(nearest, distance_to_stretch(stretch[0], stretch[1], p));
    return nearest;
}

}  // namespace hw::ui
