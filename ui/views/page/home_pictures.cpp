// Small pictures on the front page: of each place, and of a run.
#include <algorithm>

#include "imgui.h"
#include "ui/draw/lane.h"
#include "ui/draw/segment.h"
#include "ui/views/ladder/arrow_pose.h"
#include "ui/views/ladder/ladder_layout.h"
#include "ui/views/page/home_parts.h"

namespace hw::ui {

namespace {

void lifelines(const Canvas& canvas, Point c, float left, float right, float half) {
    const Stroke stroke{.colour = canvas.palette().ink1, .width = 2};
    canvas.line({c.x + left, c.y - half}, {c.x + left, c.y + half}, stroke);
    canvas.line({c.x + right, c.y - half}, {c.x + right, c.y + half}, stroke);
}

void draw_sandbox(const Canvas& canvas, Point c) {
    lifelines(canvas, c, -18, 18, 16);
    const Stroke stroke{.colour = canvas.palette().accent, .width = 2};
    canvas.circle(c, 8, 0, stroke);
    canvas.line({c.x - 4, c.y}, {c.x + 4, c.y}, stroke);
    canvas.line({c.x, c.y - 4}, {c.x, c.y + 4}, stroke);
}

void draw_duels(const Canvas& canvas, Point c) {
    const Palette& p = canvas.palette();
    lifelines(canvas, c, -22, -4, 15);
    lifelines(canvas, c, 4, 22, 15);
    for (const auto& [x, ink] : {std::pair{-22.0f, p.good}, std::pair{4.0f, p.bad}}) {
        const Stroke stroke{.colour = ink, .width = 2};
        canvas.line({c.x + x, c.y - 11}, {c.x + x + 18, c.y - 4}, stroke);
        canvas.line({c.x + x + 18, c.y - 1}, {c.x + x, c.y + 6}, stroke);
        if (ink == p.good) canvas.line({c.x + x, c.y + 8}, {c.x + x + 18, c.y + 14}, stroke);
    }
}

void draw_puzzles(const Canvas& canvas, Point c) {
    const Palette& p = canvas.palette();
    lifelines(canvas, c, -18, 18, 16);
    canvas.line({c.x - 16, c.y - 10}, {c.x + 16, c.y - 4},
                {.colour = p.ink3, .width = 2, .dash = {.on = 3, .off = 4}});
    canvas.text({c.x, c.y + 14}, "?", {.colour = p.accent, .size = 19, .align = Align::Middle});
}

void draw_states(const Canvas& canvas, Point c) {
    const Palette& p = canvas.palette();
    const Stroke edge{.colour = p.ink3, .width = 1.5f};
    canvas.line({c.x, c.y - 10}, {c.x - 14, c.y + 10}, edge);
    canvas.line({c.x, c.y - 10}, {c.x + 14, c.y + 10}, edge);
    canvas.line({c.x - 14, c.y + 10}, {c.x + 14, c.y + 10}, edge);
    const auto node = [&](Point at, tcp::State state) {
        canvas.box({at.x - 8, at.y - 5, 16, 10},
                   {.fill = p.state(state), .border = p.state_edge(state), .radius = radius::cell});
    };
    node({c.x, c.y - 10}, tcp::State::SynSent);
    node({c.x - 14, c.y + 10}, tcp::State::Established);
    node({c.x + 14, c.y + 10}, tcp::State::TimeWait);
}

void draw_incidents(const Canvas& canvas, Point c) {
    const Palette& p = canvas.palette();
    for (int i = 0; i < 6; ++i) {
        for (int k = 0; k < 5; ++k) {
            const bool is_used = (i * 3 + k * 5 + i * k) % 4 > 0;
            const tcp::State state = (i + k) % 3 != 0 ? tcp::State::TimeWait : tcp::State::FinWait2;
            canvas.fill(
                {c.x - 22 + static_cast<float>(i) * 7.5f, c.y - 18 + static_cast<float>(k) * 7.5f, 6, 6},
                is_used ? p.state(state) : p.sunk, 1);
        }
    }
}

void draw_glossary(const Canvas& canvas, Point c) {
    const Palette& p = canvas.palette();
    for (int i = 0; i < 3; ++i) {
        const float y = c.y - 12 + static_cast<float>(i) * 12;
        canvas.fill({c.x - 20, y - 3, 12, 6}, p.accent, 2);
        canvas.line({c.x - 3, y}, {c.x + 20 - static_cast<float>(i) * 5, y}, {.colour = p.ink3, .width = 2});
    }
}

void draw_coverage(const Canvas& canvas, Point c) {
    const Palette& p = canvas.palette();
    for (int i = 0; i < 5; ++i) {
        for (int k = 0; k < 4; ++k) {
            const Rect cell{c.x - 21 + static_cast<float>(i) * 8.5f, c.y - 15 + static_cast<float>(k) * 8, 7,
                            6.5f};
            if ((i + 2 * k) % 3 != 0)
                canvas.fill(cell, p.good, 1);
            else
                canvas.box(cell, {.border = p.line, .radius = 1});
        }
    }
}

// The last moment that the picture shows: now, or the arrival of what is under way unless that is far off.
Instant end_of(const LadderLayout& layout, const RunModel& run) {
    const Instant latest = run.now + run.delay;
    Instant end = run.now;
    for (const LadderArrow& arrow : layout.arrows) {
        if (arrow.sent_at <= run.now) end = later_of(end, earlier_of(arrow.path.points.back().at, latest));
    }
    return end;
}

void draw_gaps(const Canvas& canvas, const LadderLayout& layout, const Rect& rect, float shift, Instant now) {
    for (const Fold& fold : layout.axis.folds()) {
        const float top = layout.y(fold.from) + shift;
        const float bottom = layout.y(earlier_of(fold.to, now)) + shift;
        if (fold.from < now && bottom - top > 8 && bottom > rect.y)
            draw_time_gap(canvas, {rect.x, top, rect.w, bottom - top});
    }
}

void draw_lanes(const Canvas& canvas, const LadderLayout& layout, const Rect& rect, float shift,
                Instant now) {
    for (const Lane& lane : layout.lanes) {
        const float x = lane.x - layout.frame.lane_width / 2;
        draw_future_lifeline(canvas, lane.x, layout.y(now) + shift, rect.bottom());
        for (std::size_t i = 0; i < lane.spans.size(); ++i) {
            const LaneSpan& span = lane.spans[i];
            if (i > 0 && span.from > now) continue;
            const float top = std::max(rect.y, i == 0 ? rect.y : layout.y(span.from) + shift + 1);
            const float bottom = std::min(rect.bottom(), layout.y(earlier_of(span.to, now)) + shift - 1);
            if (bottom > top) draw_lane(canvas, {x, top, layout.frame.lane_width, bottom - top}, span.state);
        }
    }
}

}  // namespace

void draw_home_picture(const Canvas& canvas, HomePicture picture, Point centre) {
    switch (picture) {
        case HomePicture::Sandbox: return draw_sandbox(canvas, centre);
        case HomePicture::Duels: return draw_duels(canvas, centre);
        case HomePicture::Puzzles: return draw_puzzles(canvas, centre);
        case HomePicture::States: return draw_states(canvas, centre);
        case HomePicture::Incidents: return draw_incidents(canvas, centre);
        case HomePicture::Glossary: return draw_glossary(canvas, centre);
        case HomePicture::Coverage: return draw_coverage(canvas, centre);
    }
}

void draw_mini_ladder(Ui& ui, const RunModel& run, const Rect& rect) {
    constexpr std::size_t most_packets = 300;
    if (run.hosts.empty() || run.trace->packets.size() > most_packets) return;
    const Canvas canvas = ui.canvas();
    const LadderFrame frame{.view = rect,
                            .first_lane = rect.x + 40,
                            .last_lane = rect.right() - 40,
                            .lane_width = 9,
                            .is_compact = true};
    const auto no_label = [](SegmentKind, std::string_view, std::string_view) { return 0.0f; };
    const double round_trip_ms = std::max(0.001, static_cast<double>(run.round_trip().us) / 1'000);
    const double usual = 70 / round_trip_ms;
    LadderLayout layout = lay_out_ladder(run, frame, {.px_per_ms = usual, .language = ui.language}, no_label);
    const Instant end = end_of(layout, run);
    const float room = rect.h - 14;
    const float needed = layout.y(end) - LadderLayout::top_margin;
    // Smaller if that makes it fit; a long story shows its end.
    if (needed > room) {
        const double smaller = usual * static_cast<double>(std::max(room / needed, .45f));
        layout = lay_out_ladder(run, frame, {.px_per_ms = smaller, .language = ui.language}, no_label);
    }
    const float past_end = layout.y(end) - LadderLayout::top_margin - room;
    const float shift = rect.y + 10 - LadderLayout::top_margin - std::max(0.0f, past_end);

    canvas.list->PushClipRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, true);
    draw_gaps(canvas, layout, rect, shift, run.now);
    draw_lanes(canvas, layout, rect, shift, run.now);
    for (const LadderArrow& arrow : layout.arrows) {
        ArrowPose pose = pose_of(layout, arrow, {run.now, run.now});
        if (!pose.is_shown()) continue;
        pose.arrow.from.y += shift;
        pose.arrow.to.y += shift;
        draw_segment(canvas, pose.arrow);
    }
    canvas.list->PopClipRect();
    for (std::size_t i = 0; i < layout.lanes.size() && i < run.hosts.size(); ++i) {
        const float side = i == 0 ? -14.0f : 14.0f;
        if (i > 0 && i + 1 < layout.lanes.size()) continue;
        const std::string letter(1, run.hosts[i].letter);
        canvas.text(
            {layout.lanes[i].x + side, rect.y + 12}, letter,
            {.colour = ui.palette().ink2, .size = type::row, .align = i == 0 ? Align::End : Align::Start});
    }
}

}  // namespace hw::ui
