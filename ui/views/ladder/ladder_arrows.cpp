// The segments of the ladder: repetitions, arrows, the words at their marks, and their labels.
#include <algorithm>
#include <array>
#include <string>

#include "ui/draw/icon.h"
#include "ui/draw/lane.h"
#include "ui/draw/plate.h"
#include "ui/text/format.h"
#include "ui/views/ladder/ladder_drawing.h"

namespace hw::ui {

namespace {

constexpr float spine_inset = 16;  // from the arrows' ends inwards
constexpr float pill_height = 22;

bool is_in_view(const LadderDrawing& d, const ArrowPose& pose) {
    const float top = std::min(pose.arrow.from.y, pose.arrow.to.y) - 14;
    const float bottom = std::max({pose.arrow.from.y, pose.arrow.to.y, pose.mark.y}) + 14;
    return pose.is_shown() && d.is_in_view(top, bottom);
}

// The pill with the timer's value, inside the lanes on either side.
struct Pill {
    std::string id{};
    std::string text{};
    float spine = 0;
    float middle = 0;
    bool is_left = true;
};

void draw_pill(LadderDrawing& d, const Pill& spec) {
    const auto& [id, text, spine, middle, is_left] = spec;
    const Palette& p = d.ui.palette();
    const float width = d.canvas.text_width(text, type::row) + 20;
    const Rect pill{is_left ? spine - 1 : spine + 1 - width, middle - pill_height / 2, width, pill_height};
    d.canvas.box(pill, {.fill = p.sheet, .border = p.bad, .radius = pill_height / 2});
    d.canvas.text_on_middle({pill.x + 10, middle}, text, {.colour = p.bad, .size = type::row});
    d.ui.semantics.add({.id = id, .role = Role::Text, .name = text, .rect = pill});
    d.obstacles.push_back(pill);
}

void draw_repetition(LadderDrawing& d, const Repetition& repetition) {
    const ArrowPose& first = d.poses[repetition.first];
    const ArrowPose& again = d.poses[repetition.again];
    if (first.time != ArrowPose::Time::Past || again.time != ArrowPose::Time::Past) return;
    if (!d.is_in_view(first.arrow.from.y, again.arrow.from.y)) return;
    const bool is_left = again.arrow.from.x < again.arrow.to.x;
    const float spine = again.arrow.from.x + (is_left ? spine_inset : -spine_inset);
    const bool was_lost = first.arrow.fate == SegmentFate::Lost;
    // Where it was sent: of an arrow that was bent on its way, the last piece alone would begin elsewhere.
    const LadderArrow& sent_first = d.layout.arrows[repetition.first];
    const float sent_y = d.layout.at(sent_first, sent_first.path.points.front()).y;
    const Point start = was_lost ? first.mark : Point{spine, sent_y};
    draw_retransmission_link(d.canvas,
                             {.lost_at = start, .sent_again_at = again.arrow.from, .spine_x = spine});
    if (repetition.rto.us <= 0) return;
    // The pill lies in the silence that the timer is the reason of, if there is one.
    const Instant sent = d.layout.arrows[repetition.first].sent_at;
    const Instant resent = d.layout.arrows[repetition.again].sent_at;
    float middle = (first.arrow.from.y + again.arrow.from.y) / 2;
    for (const Fold& fold : d.layout.axis.folds()) {
        if (sent <= fold.from && fold.to <= resent) middle = (d.y(fold.from) + d.y(fold.to)) / 2;
    }
    draw_pill(d, {.id = d.scene.id + ".rto." + std::to_string(d.layout.arrows[repetition.again].id.value),
                  .text = d.ui.tr(Msg::RtoValue, {format_duration(repetition.rto)}),
                  .spine = spine,
                  .middle = middle,
                  .is_left = is_left});
}

// A word beside a mark, kept free of labels. It is left out where it would lie on another one: the mark stands there
// all the same.
void draw_word(LadderDrawing& d, Point baseline, std::string_view text, Colour colour, Align align) {
    const float width = d.canvas.text_width(text, type::caption);
    const float wanted = align == Align::Start ? baseline.x : baseline.x - width;
    const float left = std::clamp(wanted, d.view.x + 4, std::max(d.view.x + 4, d.view.right() - 4 - width));
    const Rect taken{left, baseline.y - type::caption, width, type::caption * 1.3f};
    const auto covers = [&taken](const Rect& other) { return taken.intersects(other); };
    if (std::any_of(d.obstacles.begin(), d.obstacles.end(), covers)) return;
    d.canvas.text({left, baseline.y}, text, {.colour = colour, .size = type::caption});
    d.obstacles.push_back(taken);
}

// Ahead of the mark and above it, since the rest of the way goes down; behind it and below where there is no room.
void draw_word_at_mark(LadderDrawing& d, const ArrowPose& pose, std::string_view text, Colour colour) {
    const bool goes_right = pose.arrow.to.x > pose.arrow.from.x;
    const float width = d.canvas.text_width(text, type::caption);
    const float end = pose.mark.x + (goes_right ? 16 + width : -16 - width);
    const bool has_room = d.view.x + 2 <= end && end <= d.view.right() - 2;
    const bool stands_right = goes_right == has_room;
    const Point beside{pose.mark.x + (stands_right ? 16.0f : -16.0f),
                       pose.mark.y + (has_room ? -5.0f : 15.0f)};
    draw_word(d, beside, text, colour, stands_right ? Align::Start : Align::End);
}

// Whether another segment than the i-th passes through the rectangle.
bool is_crossed(const LadderDrawing& d, const Rect& rect, std::size_t i) {
    const Point left{rect.x, rect.centre().y};
    const Point right{rect.right(), rect.centre().y};
    for (std::size_t k = 0; k < d.poses.size(); ++k) {
        if (k == i || d.poses[k].time != ArrowPose::Time::Past) continue;
        const bool is_near = distance_to(d.poses[k], left) < rect.h / 2 ||
                             distance_to(d.poses[k], right) < rect.h / 2 ||
                             distance_to(d.poses[k], rect.centre()) < rect.h / 2;
        if (is_near) return true;
    }
    return false;
}

// Out of nowhere, or from the liar's lane in another's name.
void draw_forgery_word(LadderDrawing& d, std::size_t i, const sim::PacketRecord& record) {
    const Palette& p = d.ui.palette();
    const ArrowPose& pose = d.poses[i];
    const bool goes_right = pose.arrow.to.x > pose.arrow.from.x;
    const Point ring = pose.visible_from();
    const float outside = goes_right ? -14.0f : 14.0f;
    const Align align = goes_right ? Align::End : Align::Start;
    if (pose.arrow.first_visible > 0) {
        const std::string words = d.ui.tr(Msg::SegmentForged);
        const float width = d.canvas.text_width(words, type::caption);
        // Below the sign or above it, wherever no other segment passes; the sign says it, too.
        for (const float below : {16.0f, -9.0f}) {
            const Point beside{ring.x + outside, ring.y + below};
            const Rect taken{goes_right ? beside.x - width : beside.x, beside.y - type::caption, width,
                             type::caption * 1.3f};
            if (is_crossed(d, taken, i)) continue;
            draw_word(d, beside, words, p.warn, align);
            break;
        }
        d.obstacles.push_back(Rect{ring.x, ring.y, 0, 0}.grown(11));
        return;
    }
    const HostLine* named = d.scene.run.find_host(record.from);
    if (named == nullptr || named->is_attacker()) return;  // under its own name, or nobody's
    const std::string words = d.ui.tr(Msg::SegmentForgedAs, {std::string(1, named->letter)});
    draw_word(d, {ring.x + outside, ring.y + 4}, words, p.warn, align);
}

// A pencil where somebody, or a router, changed it; from there on it is not what its label says.
void draw_change_of(LadderDrawing& d, std::size_t i, const sim::PacketRecord& record) {
    const Instant at = changed_at(*d.scene.run.trace, record);
    if (at > d.scene.run.now) return;
    const Palette& p = d.ui.palette();
    const LadderArrow& arrow = d.layout.arrows[i];
    constexpr float nearest_to_lane = 0.1f;
    const float way = std::clamp(arrow.path.way_at(at), nearest_to_lane, 1 - nearest_to_lane);
    const ArrowPose& pose = d.poses[i];
    const Point spot = along(pose.arrow.from, pose.arrow.to, way);
    d.canvas.circle(spot, 9, p.sheet, {.colour = p.warn, .width = 1.2f});
    draw_icon(d.canvas, Icon::Edit, spot, {.colour = p.warn, .scale = .8f});
    d.obstacles.push_back(Rect{spot.x, spot.y, 0, 0}.grown(11));
    const bool goes_right = pose.arrow.to.x > pose.arrow.from.x;
    const std::string words = d.ui.tr(record.was_edited ? Msg::SegmentEdited : Msg::SegmentMarked);
    const float width = d.canvas.text_width(words, type::caption);
    const Point beside{spot.x + (goes_right ? 14.0f : -14.0f), spot.y - 7};
    const Rect taken{goes_right ? beside.x : beside.x - width, beside.y - type::caption, width,
                     type::caption * 1.3f};
    if (!is_crossed(d, taken, i)) draw_word(d, beside, words, p.warn, goes_right ? Align::Start : Align::End);
}

void draw_note_of(LadderDrawing& d, std::size_t i) {
    const ArrowPose& pose = d.poses[i];
    const sim::PacketRecord* record = find_record(*d.scene.run.trace, d.layout.arrows[i].id);
    if (pose.time != ArrowPose::Time::Past || record == nullptr) return;
    if (record->was_edited || record->was_marked) draw_change_of(d, i, *record);
    const Palette& p = d.ui.palette();
    const bool goes_right = pose.arrow.to.x > pose.arrow.from.x;
    if (pose.arrow.fate == SegmentFate::Lost) {
        draw_word_at_mark(d, pose, d.ui.tr(loss_word(record->fate)), p.bad);
    } else if (pose.arrow.fate == SegmentFate::Held) {
        draw_word_at_mark(d, pose, d.ui.tr(Msg::SegmentHeld), p.ink2);
    }
    if (pose.arrow.is_old_duplicate) {
        const Point ring = pose.visible_from();
        const Point beside{ring.x + (goes_right ? -12.0f : 12.0f), ring.y + 20};
        draw_word(d, beside, d.ui.tr(Msg::OldDuplicate), p.ink2, goes_right ? Align::End : Align::Start);
        d.obstacles.push_back(Rect{ring.x, ring.y, 0, 0}.grown(11));
    } else if (pose.arrow.is_forged) {
        draw_forgery_word(d, i, *record);
    } else if (record->resends.exists()) {
        const Point beside{pose.arrow.from.x + (goes_right ? 28.0f : -28.0f), pose.arrow.from.y - 6};
        const float width = d.canvas.text_width(d.ui.tr(Msg::SentAgain), type::caption);
        const Rect words{goes_right ? beside.x : beside.x - width, beside.y - type::caption, width,
                         type::caption * 1.3f};
        // The link says it, too; the words stand only where no other segment passes.
        if (!is_crossed(d, words, i)) {
            draw_word(d, beside, d.ui.tr(Msg::SentAgain), p.bad, goes_right ? Align::Start : Align::End);
        }
    }
}

}  // namespace

void draw_repetitions(LadderDrawing& d) {
    for (const Repetition& repetition : d.layout.repetitions) draw_repetition(d, repetition);
}

void draw_arrow_notes(LadderDrawing& d) {
    for (std::size_t i = 0; i < d.poses.size(); ++i) {
        if (is_in_view(d, d.poses[i])) draw_note_of(d, i);
    }
}

void place_arrow_labels(LadderDrawing& d) {
    std::vector<LabelRequest> requests;
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < d.poses.size(); ++i) {
        const ArrowPose& pose = d.poses[i];
        if (!is_in_view(d, pose) || pose.time != ArrowPose::Time::Past) continue;
        LabelRequest request{
            .from = pose.visible_from(), .to = pose.arrow.to, .widths = d.layout.arrows[i].widths};
        // Why: while it plays, a label keeps the place that it will have at the end; words that run are not read.
        const bool has_mark = pose.arrow.fate != SegmentFate::Arrived;
        const bool stands_still = pose.arrow.fate != SegmentFate::InFlight || !d.scene.run.is_playing;
        if (has_mark && stands_still) request.mark = pose.mark;
        if (pose.arrow.fate == SegmentFate::Lost) request.to = pose.mark;
        request.is_wanted = d.is_wanted(d.layout.arrows[i].id);
        requests.push_back(request);
        which.push_back(i);
    }
    d.labels.assign(d.poses.size(), {});
    for (const Lane& lane : d.layout.lanes) {
        const float width = d.layout.frame.lane_width + 4;
        d.obstacles.push_back({lane.x - width / 2, d.view.y, width, d.view.h});
    }
    const std::vector<LabelPlace> places = place_labels(requests, d.obstacles);
    for (std::size_t k = 0; k < which.size(); ++k) d.labels[which[k]] = places[k];
}

void draw_ladder_arrows(LadderDrawing& d) {
    const Palette& p = d.ui.palette();
    for (const ArrowPose& pose : d.poses) {
        if (!is_in_view(d, pose)) continue;
        const Colour colour = p.segment(pose.arrow.kind);
        for (const auto& stretch : pose.flown)
            d.canvas.line(stretch[0], stretch[1], {.colour = colour, .width = 2});
        for (const auto& stretch : pose.waits) {
            const Stroke dotted{
                .colour = with_opacity(colour, .75f), .width = 1.3f, .dash = {1, 5}, .cap = Cap::Round};
            d.canvas.line(stretch[0], stretch[1], dotted);
        }
        draw_segment(d.canvas, pose.arrow);
        for (const auto& stretch : pose.waits) {
            if (pose.arrow.fate == SegmentFate::Held && &stretch == &pose.waits.back()) continue;
            d.canvas.circle(stretch[0], 9, p.sheet, {.colour = colour, .width = 1.2f});
            draw_icon(d.canvas, Icon::Hold, stretch[0], {.colour = colour, .scale = .85f});
        }
    }
}

namespace {

// Beside the rings around `mark`, where no label stands and no lane; above and at the right if there is a choice.
Rect room_beside(const LadderDrawing& d, Point mark, float width) {
    constexpr float outside = 27, height = type::row * 1.4f;
    const float right = mark.x + outside, left = mark.x - outside - width;
    const float above = mark.y - 14 - type::row, below = mark.y + 14;
    const std::array places{Rect{right, above, width, height}, Rect{left, above, width, height},
                            Rect{right, below, width, height}, Rect{left, below, width, height}};
    for (const Rect& rect : places) {
        const auto hits = [&rect](const Rect& taken) { return taken.intersects(rect); };
        const bool hits_label = std::any_of(d.labels.begin(), d.labels.end(), [&](const LabelPlace& label) {
            return label.is_shown && hits(label.plate);
        });
        const bool is_inside = rect.x > d.layout.frame.first_lane && rect.right() < d.layout.frame.last_lane;
        if (is_inside && !hits_label && std::none_of(d.obstacles.begin(), d.obstacles.end(), hits))
            return rect;
    }
    return places[0];
}

}  // namespace

void draw_pointed_segment(LadderDrawing& d) {
    const LadderArrow* arrow = d.scene.pointed.exists() ? d.layout.find(d.scene.pointed) : nullptr;
    if (arrow == nullptr || d.scene.selection.packet == arrow->id) return;
    const ArrowPose& pose = d.poses[static_cast<std::size_t>(arrow - d.layout.arrows.data())];
    if (!pose.is_under_way() || !is_in_view(d, pose)) return;
    const Palette& p = d.ui.palette();
    // The rings close in on the segment once, and then stand still.
    const auto arrived = static_cast<float>(
        d.ui.motion.since_appearance(d.scene.id + ".pointed", arrow->id.value + 1, Tempo::StateMarker));
    const float spread = 1 + 2 * (1 - arrived);
    d.canvas.circle(pose.mark, 15 * spread, 0, {.colour = with_opacity(p.accent, arrived), .width = 2});
    d.canvas.circle(pose.mark, 20 * spread, 0,
                    {.colour = with_opacity(p.accent, .35f * arrived), .width = 2});
    const std::string words = d.ui.tr(Msg::PressThisOne);
    const float width = d.canvas.text_width(words, type::row);
    const Rect rect = room_beside(d, pose.mark, width);
    d.canvas.text({rect.x, rect.y + type::row}, words, {.colour = p.accent, .size = type::row});
    d.ui.semantics.add({.id = d.scene.id + ".pointed", .role = Role::Text, .name = words, .rect = rect});
}

void draw_arrow_labels(LadderDrawing& d) {
    const Palette& p = d.ui.palette();
    for (std::size_t i = 0; i < d.labels.size(); ++i) {
        if (!d.labels[i].is_shown) continue;
        const LadderArrow& arrow = d.layout.arrows[i];
        const auto detail = static_cast<std::size_t>(d.labels[i].detail);
        const bool is_in_future = d.labels[i].plate.centre().y > d.playhead_y();
        draw_segment_label(d.canvas, d.labels[i].plate,
                           {.kind = arrow.kind,
                            .flags = arrow.flags,
                            .fields = arrow.fields[detail],
                            .is_selected = arrow.id == d.scene.selection.packet,
                            .background = is_in_future ? p.future : p.sheet});
    }
}

}  // namespace hw::ui
