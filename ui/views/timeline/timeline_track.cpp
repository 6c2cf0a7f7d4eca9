// The lines of the timeline bar: a row for each branch, dots for what was sent, crosses for what was lost, breaks
// for silences, and the playhead that can be dragged over all of it.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/draw/lane.h"
#include "ui/text/format.h"
#include "ui/views/ladder/ladder_layout.h"
#include "ui/views/time/monotony.h"
#include "ui/views/timeline/timeline_parts.h"
#include "ui/widgets/press.h"

namespace hw::ui {

namespace {

constexpr float end_inset = 12;  // the first dot stands this far from the track's edge
constexpr double least_tick_px = 84;
constexpr float snap_px = 6;
constexpr std::size_t most_rows = 4;

struct Track {
    Ui& ui;
    const Canvas canvas;
    const TimelineScene& scene;
    TrackPlace at;
    TimeAxis axis;

    float x(Instant t) const { return at.area.x + end_inset + static_cast<float>(axis.at(t)); }
    Instant when(float px) const { return axis.when(static_cast<double>(px - at.area.x - end_inset)); }
    bool has_one_line() const { return at.line_y == at.branch_y; }
};

// The branches that get a row: the first, then the newest, the shown one among them.
std::vector<const BranchLine*> rows_of(const TimelineScene& scene, bool has_one_line) {
    std::vector<const BranchLine*> rows;
    const auto& branches = scene.branches;
    if (has_one_line) {
        for (const BranchLine& branch : branches) {
            if (branch.is_shown) rows.push_back(&branch);
        }
        return rows;
    }
    const std::size_t first_new = branches.size() > most_rows ? branches.size() - (most_rows - 1) : 1;
    for (std::size_t i = 0; i < branches.size(); ++i) {
        if (i == 0 || i >= first_new)
            rows.push_back(&branches[i]);
        else if (branches[i].is_shown)
            rows.insert(rows.begin() + 1, &branches[i]);
    }
    if (rows.size() > most_rows) rows.erase(rows.begin() + 2);
    return rows;
}

float row_y(const Track& track, std::size_t row, std::size_t count) {
    if (row == 0 || count < 2) return track.at.line_y;
    const float step = (track.at.branch_y - track.at.line_y) / static_cast<float>(count - 1);
    return track.at.line_y + step * static_cast<float>(row);
}

void draw_line_with_folds(const Track& track, float x1, float x2, float y, const Stroke& stroke) {
    float from = x1;
    for (const Fold& fold : track.axis.folds()) {
        const float left = track.x(fold.from);
        const float right = track.x(fold.to);
        if (right <= from || left >= x2) continue;
        if (left > from) track.canvas.line({from, y}, {left, y}, stroke);
        draw_timeline_gap(track.canvas, std::max(left, from), std::min(right, x2), y);
        from = right;
    }
    if (x2 > from) track.canvas.line({from, y}, {x2, y}, stroke);
}

void draw_dot(const Track& track, const TimelineDot& dot, float y, float least_x, bool is_shown) {
    const Palette& p = track.ui.palette();
    const Point centre{std::max(track.x(dot.at), least_x), y};
    if (dot.is_loss) {
        track.canvas.circle(centre, 6, p.pane);
        draw_cross(track.canvas, centre, {.colour = p.bad, .width = 2}, 3.5f);
        return;
    }
    const Colour colour = p.segment(dot.kind);
    if (dot.kind == SegmentKind::Rst) {
        const std::array diamond = {Point{centre.x - 6, y}, Point{centre.x, y - 6}, Point{centre.x + 6, y},
                                    Point{centre.x, y + 6}};
        track.canvas.polygon(diamond, colour);
        return;
    }
    track.canvas.circle(centre, is_shown ? 5.0f : 4.0f, colour, {.colour = p.pane, .width = 1.5f});
}

void draw_row(const Track& track, const BranchLine& branch, float y, float parent_y, bool is_first_row) {
    const Palette& p = track.ui.palette();
    const Colour colour = is_first_row ? p.ink2 : p.segment(SegmentKind::Fin);
    const float width = branch.is_shown ? 2.5f : 2.0f;
    const Instant end =
        branch.is_shown ? later_of(track.scene.run.seen_until, track.scene.run.now) : branch.known_until;
    float from = track.x(branch.forks_at);
    float to = std::max(from, track.x(end));
    if (y != parent_y) {
        const auto grown = static_cast<float>(track.ui.motion.since_appearance(
            "timeline.branch." + std::to_string(branch.id), branch.id + 1, Tempo::Fork));
        const float bend = from + 34;
        track.canvas.bezier({from, parent_y}, {from + 18, parent_y}, {from + 10, y}, {bend, y},
                            {.colour = with_opacity(colour, grown), .width = width});
        to = bend + (std::max(to, bend) - bend) * grown;
        from = bend;
    }
    draw_line_with_folds(track, from, to, y, {.colour = colour, .width = width});
    const float last = track.x(track.scene.end);
    // Ahead the axis has the same breaks: its numbers would be a riddle without them.
    if (branch.is_shown && last > to)
        draw_line_with_folds(track, to, last, y,
                             {.colour = p.line, .width = 2, .dash = {1, 5}, .cap = Cap::Round});
    for (const TimelineDot& dot : branch.dots) {
        const auto hides = [&dot](const Fold& fold) {
            return fold.silence.segments > 0 && fold.from < dot.at && dot.at < fold.to;
        };
        const auto& folds = track.axis.folds();
        if (std::any_of(folds.begin(), folds.end(), hides)) continue;
        // What happens where a branch forks stands behind the bend.
        const float least_x = y != parent_y ? from + 8 : 0;
        if (dot.at <= end) draw_dot(track, dot, y, least_x, branch.is_shown);
    }
}

// A measured run goes on for seconds: they all stand in one unit.
std::string tick_text(const Track& track, Instant tick) {
    constexpr std::int64_t second = 1'000'000;
    const bool is_whole = tick.us % second == 0;
    if (track.scene.is_measured && is_whole) return std::to_string(tick.us / second) + " s";
    return format_axis_time(tick);
}

void draw_scale(const Track& track) {
    const Palette& p = track.ui.palette();
    float free_from = track.at.area.x;
    for (const Fold& fold : track.axis.folds()) {
        const Point middle{(track.x(fold.from) + track.x(fold.to)) / 2, track.at.line_y - 11};
        const bool is_under_playhead = std::abs(middle.x - track.x(track.scene.run.now)) < 34;
        if (is_under_playhead && track.at.line_y - track.at.area.y < 40) continue;
        if (fold.from >= later_of(track.scene.run.seen_until, track.scene.run.now)) continue;
        const std::string words = fold.silence.segments > 0 ? "\u00d7" + std::to_string(fold.silence.segments)
                                                            : format_duration(fold.silence.length());
        const float half = track.canvas.text_width(words, type::axis) / 2;
        if (middle.x - half < free_from) continue;
        free_from = middle.x + half + 6;
        track.canvas.text(middle, words, {.colour = p.ink3, .size = type::axis, .align = Align::Middle});
    }
    if (track.has_one_line() && track.scene.size == TimelineSize::Small) return;
    for (const Instant tick : track.axis.ticks({}, track.scene.end, least_tick_px)) {
        const bool is_under_playhead = std::abs(track.x(tick) - track.x(track.scene.run.now)) < 18;
        if (is_under_playhead) continue;
        track.canvas.text({track.x(tick), track.at.line_y + 22}, tick_text(track, tick),
                          {.colour = p.ink3, .size = type::axis, .align = Align::Middle});
    }
}

void draw_selected_dot(const Track& track, float y) {
    if (track.scene.selection.is_empty()) return;
    const auto event = explained_event(track.scene.run, track.scene.selection);
    if (!event) return;
    const Point centre{track.x(track.scene.run.trace->events[*event].at), y};
    track.canvas.circle(centre, 10.5f, 0, {.colour = track.ui.palette().accent, .width = 1.6f});
}

// An event near the pointer is meant rather than the moment beside it.
Instant snapped(const Track& track, Instant wanted) {
    Instant best = wanted;
    float nearest = snap_px;
    for (const sim::EventRecord& event : track.scene.run.trace->events) {
        const float away = std::abs(track.x(event.at) - track.x(wanted));
        if (away >= nearest) continue;
        nearest = away;
        best = event.at;
    }
    return best;
}

void handle_track(const Track& track, Commands& commands) {
    const RunModel& run = track.scene.run;
    const auto ms = [](Instant t) { return static_cast<double>(t.us) / 1'000; };
    const std::string value = format_moment(run.now);
    SemanticNode node{
        .id = "timeline.playhead", .role = Role::Slider, .name = track.ui.tr(Msg::Playhead), .value = value};
    node.range = {.minimum = 0, .maximum = ms(track.scene.end), .now = ms(run.now)};
    const PressResult press =
        press_area(track.ui, {.node = std::move(node), .rect = track.at.area.grown(-2)});
    if (const auto wanted = track.ui.semantics.take_value("timeline.playhead")) {
        commands.push_back(command::SeekTo{Instant{std::llround(*wanted * 1'000)}});
    } else if (press.is_held && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
        const Instant wished = snapped(track, track.when(ImGui::GetIO().MousePos.x));
        if (wished != run.now) commands.push_back(command::SeekTo{later_of(wished, Instant{})});
    }
}

}  // namespace

TimeAxis timeline_axis(const TimelineScene& scene, double width) {
    if (scene.is_measured) return TimeAxis({}, {.px_per_ms = fitting_px_per_ms({}, scene.end, width, {})});
    std::vector<Instant> busy = busy_instants(*scene.run.trace, scene.run.next_event_at);
    for (const BranchLine& branch : scene.branches)
        busy.insert(busy.end(), branch.busy.begin(), branch.busy.end());
    busy.push_back(scene.end);
    std::sort(busy.begin(), busy.end());
    while (!busy.empty() && busy.back() > scene.end) busy.pop_back();
    std::vector<Instant> others;
    for (const BranchLine& branch : scene.branches) {
        if (!branch.is_shown) others.insert(others.end(), branch.busy.begin(), branch.busy.end());
    }
    const std::vector<Silence> silences =
        find_folds(*scene.run.trace, busy, others, longest_shown_silence(scene.run.round_trip()));
    constexpr double usual_fold_px = 44;
    constexpr double most_for_folds = 0.6;
    const double share = width * most_for_folds / std::max<double>(1, static_cast<double>(silences.size()));
    TimeScale scale{.fold_px = std::min(usual_fold_px, share), .margin = scene.run.round_trip() / 8};
    scale.px_per_ms = fitting_px_per_ms(silences, scene.end, width, scale);
    return TimeAxis(silences, scale);
}

void draw_timeline_track(Ui& ui, const TimelineScene& scene, const TrackPlace& at, Commands& commands) {
    const double width = static_cast<double>(at.area.w - 2 * end_inset);
    const Track track{
        .ui = ui, .canvas = ui.canvas(), .scene = scene, .at = at, .axis = timeline_axis(scene, width)};
    draw_scale(track);
    const auto rows = rows_of(scene, track.has_one_line());
    float shown_y = at.line_y;
    for (std::size_t row = rows.size(); row > 0; --row) {  // the first line lies on top of the forks
        const BranchLine& branch = *rows[row - 1];
        const float y = row_y(track, row - 1, rows.size());
        float parent_y = track.has_one_line() ? y : at.line_y;
        for (std::size_t k = 0; k < rows.size(); ++k) {
            if (rows[k]->id == branch.parent) parent_y = row_y(track, k, rows.size());
        }
        if (branch.is_shown) shown_y = y;
        draw_row(track, branch, y, row == 1 ? y : parent_y, branch.id == branch.parent);
    }
    draw_selected_dot(track, shown_y);
    const float top = track.has_one_line() ? at.line_y - 20 : at.area.y + 8;
    const float bottom = track.has_one_line() ? at.line_y + 18 : at.area.bottom() - 12;
    draw_timeline_playhead(track.canvas, track.x(scene.run.now), top, bottom);
    handle_track(track, commands);
}

}  // namespace hw::ui
