// What lies behind the segments: the future, the grid, folded silences, headings, state lanes and their names.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "ui/draw/icon.h"
#include "ui/draw/lane.h"
#include "ui/text/format.h"
#include "ui/views/ladder/ladder_drawing.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float tick_label_right = 43;  // from the view's left edge
constexpr float grid_left = 48;
constexpr double least_tick_px = 46;
constexpr float state_gap = 0.75f;  // half the white between two states
constexpr float name_below_change = 14;
constexpr float least_name_distance = 15;
constexpr float note_leading = 16;

void draw_grid(LadderDrawing& d) {
    const Palette& p = d.ui.palette();
    const LadderFrame& frame = d.layout.frame;
    const Instant top = d.layout.when(d.view.y - d.shift);
    const Instant bottom = earlier_of(d.layout.when(d.view.bottom() - d.shift),
                                      later_of(d.scene.run.now, d.scene.run.seen_until));
    const float x1 = d.scene.is_compact || !d.scene.has_axis ? frame.first_lane + 8 : d.view.x + grid_left;
    const float x2 = d.scene.is_compact || !d.scene.has_axis ? frame.last_lane - 8 : d.view.right();
    const float label_x = d.scene.is_compact ? frame.first_lane - 13 : d.view.x + tick_label_right;
    const float playhead = d.playhead_y();
    for (const Instant tick : d.layout.axis.ticks(later_of(top, Instant{}), bottom, least_tick_px)) {
        const float y = d.y(tick);
        d.canvas.horizontal_hair(x1, x2, y, with_opacity(p.hair, .75f));
        if (!d.scene.has_axis || std::abs(y - playhead) < 16) continue;  // the playhead's flag stands there
        const std::string time = format_axis_time(tick);
        const float least_x = d.view.x + 3 + d.canvas.text_width(time, type::axis);
        d.canvas.text_on_middle({std::max(label_x, least_x), y}, time,
                                {.colour = p.ink3, .size = type::axis, .align = Align::End});
    }
    if (d.scene.has_axis && !d.scene.is_compact) {
        d.canvas.text({label_x, d.y(Instant{}) - 12}, "ms",
                      {.colour = p.ink3, .size = type::axis, .align = Align::End});
    }
}

void draw_folds(LadderDrawing& d) {
    for (const Fold& fold : d.layout.axis.folds()) {
        const bool is_reached = fold.from < later_of(d.scene.run.now, d.scene.run.seen_until);
        if (!is_reached) continue;
        const float top = d.y(fold.from);
        const float bottom = d.y(fold.to);
        if (!d.is_in_view(top - 4, bottom + 4)) continue;
        draw_time_gap(d.canvas, {d.view.x, top, d.view.w, bottom - top});
    }
}

void draw_span(LadderDrawing& d, const Lane& lane, const LaneSpan& span, Instant until, bool is_first) {
    const float width = d.layout.frame.lane_width;
    const float top = is_first ? d.y(Instant{}) - 22 : d.y(span.from) + state_gap;
    const float bottom = d.y(earlier_of(span.to, until)) - (span.to <= until ? state_gap : 0);
    if (bottom <= top || !d.is_in_view(top, bottom)) return;
    // Why: a lane of a million pixels draws a pattern for each six of them; only what is in view is drawn, and
    // the pattern starts at a multiple of its period so that it stands still while the view scrolls.
    constexpr float period = 6;
    const float cut_top = std::max(top, top + std::floor((d.view.y - 24 - top) / period) * period);
    const float cut_bottom = std::min(bottom, d.view.bottom() + 24);
    draw_lane(d.canvas, {lane.x - width / 2, cut_top, width, cut_bottom - cut_top}, span.state);
}

// The name of a state, or what the application was told, below the change.
struct LaneWords {
    Point baseline{};
    std::string_view text{};
    Colour colour = 0;
    Face face = Face::Sans;
    Align align = Align::Start;
    bool is_between_lanes = false;
};

LaneWords words_at(const LadderDrawing& d, const Lane& lane, float top, std::string_view text) {
    const float offset = d.layout.frame.lane_width / 2 + 6;
    const bool is_last = &lane == &d.layout.lanes.back();
    return {.baseline = {lane.names_on_left ? lane.x - offset : lane.x + offset, top},
            .text = text,
            .align = lane.names_on_left ? Align::End : Align::Start,
            .is_between_lanes = !lane.names_on_left && !is_last};
}

Rect rect_of(const LadderDrawing& d, const LaneWords& words) {
    const float width = d.canvas.text_width(words.text, type::axis, words.face);
    const float left = words.align == Align::End ? words.baseline.x - width : words.baseline.x;
    return {left - 3, words.baseline.y - type::axis - 1, width + 6, type::axis + 6};
}

void add_words_of_span(const LadderDrawing& d, const Lane& lane, std::size_t i,
                       std::vector<LaneWords>& words) {
    const Palette& p = d.ui.palette();
    const Instant now = d.scene.run.now;
    const LaneSpan& span = lane.spans[i];
    float top = (i == 0 ? d.y(Instant{}) - 23 : d.y(span.from)) + name_below_change;
    const bool is_present = span.to > now;
    const float next = is_present ? d.playhead_y() + 40 : d.y(span.to) + name_below_change;
    if (next - top < least_name_distance) return;  // the older name yields
    LaneWords name = words_at(d, lane, top, tcp::name_of(span.state));
    name.colour = is_present ? p.ink1 : p.ink2;
    words.push_back(name);
    for (const LaneNote& note : lane.notes) {
        if (note.at < span.from || note.at >= span.to || note.at > now) continue;
        top = std::max(top + note_leading, d.y(note.at) + name_below_change);
        if (top > next + note_leading && !is_present) break;  // the next state's name stands there
        LaneWords told = words_at(d, lane, top, note.text);
        told.colour = note.is_bad ? p.bad : p.ink3;
        told.face = Face::Mono;
        words.push_back(told);
    }
}

std::vector<LaneWords> lane_words(const LadderDrawing& d) {
    std::vector<LaneWords> words;
    if (d.scene.is_compact) return words;
    for (const Lane& lane : d.layout.lanes) {
        for (std::size_t i = 0; i < lane.spans.size(); ++i) {
            if (lane.spans[i].from > d.scene.run.now && i > 0) break;
            add_words_of_span(d, lane, i, words);
        }
    }
    return words;
}

}  // namespace

void draw_ladder_ground(LadderDrawing& d) {
    const Palette& p = d.ui.palette();
    const float playhead = std::max(d.playhead_y(), d.view.y);
    if (playhead < d.view.bottom()) {
        d.canvas.fill({d.view.x, playhead, d.view.w, d.view.bottom() - playhead}, p.future);
    }
    draw_grid(d);
    draw_folds(d);
}

void draw_ladder_lanes(LadderDrawing& d) {
    const Instant now = d.scene.run.now;
    for (const Lane& lane : d.layout.lanes) {
        draw_future_lifeline(d.canvas, lane.x, std::max(d.playhead_y(), d.view.y), d.view.bottom());
        for (std::size_t i = 0; i < lane.spans.size(); ++i) {
            const LaneSpan& span = lane.spans[i];
            if (span.from > now) break;
            draw_span(d, lane, span, now, i == 0);
        }
    }
}

void keep_state_names_free(LadderDrawing& d) {
    for (const LaneWords& words : lane_words(d)) {
        if (!words.is_between_lanes) continue;
        const Rect rect = rect_of(d, words);
        if (d.is_in_view(rect.y, rect.bottom())) d.obstacles.push_back(rect);
    }
}

void draw_ladder_state_names(LadderDrawing& d) {
    const Palette& p = d.ui.palette();
    for (const LaneWords& words : lane_words(d)) {
        const Rect rect = rect_of(d, words);
        if (!d.is_in_view(rect.y, rect.bottom())) continue;
        // Segments pass there: the words interrupt them, as labels do.
        const bool is_on_playhead = rect.y < d.playhead_y() && d.playhead_y() < rect.bottom();
        if (words.is_between_lanes || is_on_playhead)
            d.canvas.fill(rect, words.baseline.y > d.playhead_y() ? p.future : p.sheet, 3);
        d.canvas.text(words.baseline, words.text,
                      {.colour = words.colour, .size = type::axis, .face = words.face, .align = words.align});
    }
}

// "no event for 908 ms", or what goes on there again and again.
std::string words_of(const LadderDrawing& d, const Fold& fold) {
    if (fold.silence.segments == 0) return d.ui.tr(Msg::SilenceOf, {format_duration(fold.silence.length())});
    const auto is_first = [&fold](const LadderArrow& arrow) {
        return arrow.is_folded && arrow.sent_at == fold.silence.from;
    };
    const auto& arrows = d.layout.arrows;
    const auto first = std::find_if(arrows.begin(), arrows.end(), is_first);
    const std::string flags = first == arrows.end() ? "" : first->flags;
    // Of two that take turns and are called differently, a pair is counted once.
    const auto is_the_other = [&fold, &flags](const LadderArrow& arrow) {
        return arrow.is_folded && arrow.sent_at > fold.silence.from && arrow.sent_at < fold.silence.to &&
               arrow.flags != flags;
    };
    const auto other = std::find_if(arrows.begin(), arrows.end(), is_the_other);
    if (other != arrows.end())
        return d.ui.tr(Msg::MonotonyOfTwo, {std::to_string(fold.silence.segments / 2), flags, other->flags,
                                            format_duration(fold.silence.each + fold.silence.each)});
    return d.ui.tr(Msg::MonotonyOf,
                   {std::to_string(fold.silence.segments), flags, format_duration(fold.silence.each)});
}

// Where between the lanes words of `width` have room: in the middle, or beside the pill of a timer that stands there.
std::optional<float> room_for_words(const LadderDrawing& d, float middle, float width) {
    const auto& lanes = d.layout.lanes;
    for (std::size_t i = 1; i < lanes.size(); ++i) {
        const float left = lanes[i - 1].x + 14;
        const float right = lanes[i].x - 14;
        std::vector<float> starts{(left + right - width) / 2};
        for (const Rect& taken : d.obstacles) {
            if (!taken.intersects({left, middle - 8, right - left, 16})) continue;
            starts.push_back(taken.right() + 12);
            starts.push_back(taken.x - 12 - width);
        }
        for (const float start : starts) {
            const Rect words{start, middle - 8, width, 16};
            const auto hits = [&words](const Rect& taken) { return taken.grown(4).intersects(words); };
            const bool is_free = std::none_of(d.obstacles.begin(), d.obstacles.end(), hits);
            if (is_free && start >= left && start + width <= right) return start;
        }
    }
    return std::nullopt;
}

void draw_silence_words(LadderDrawing& d) {
    for (const Fold& fold : d.layout.axis.folds()) {
        float middle = (d.y(fold.from) + d.y(fold.to)) / 2;
        // The playhead within it would strike them through.
        constexpr float clear = 12;
        if (std::abs(d.playhead_y() - middle) < clear) middle = d.playhead_y() + clear;
        const bool is_reached = fold.from < later_of(d.scene.run.now, d.scene.run.seen_until);
        if (!is_reached || !d.is_in_view(middle - 8, middle + 8)) continue;
        // Before the prediction nobody is told how long it will stay quiet.
        if (!d.scene.notice.empty() && fold.to > d.scene.run.now) continue;
        // Where lanes are near to each other, the length alone.
        const std::string length = fold.silence.segments > 0
                                       ? "\u00d7" + std::to_string(fold.silence.segments)
                                       : format_duration(fold.silence.length());
        for (const std::string& text : {words_of(d, fold), length}) {
            const float width = d.canvas.text_width(text, type::caption);
            const auto start = room_for_words(d, middle, width);
            if (!start) continue;
            label(d.ui, {*start, middle + type::caption * baseline_below_middle},
                  {.id = d.scene.id + ".silence." + std::to_string(fold.from.us),
                   .text = text,
                   .size = type::caption,
                   .colour = d.ui.palette().ink3});
            d.obstacles.push_back({*start, middle - 8, width, 16});
            break;
        }
    }
}

void draw_selected_event(LadderDrawing& d) {
    const auto event =
        d.scene.selection.is_empty() ? std::nullopt : explained_event(d.scene.run, d.scene.selection);
    if (!event) return;
    const sim::EventRecord& record = d.scene.run.trace->events[*event];
    const Lane* lane = d.layout.find_lane(record.host);
    if (lane == nullptr || record.at > d.scene.run.now) return;
    const float y = d.y(record.at);
    if (d.is_in_view(y - 8, y + 8)) draw_event_ring(d.canvas, {lane->x, y});
}

}  // namespace hw::ui
