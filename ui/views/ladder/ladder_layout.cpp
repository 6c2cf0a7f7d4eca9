#include "ui/views/ladder/ladder_layout.h"

#include <algorithm>

#include "ui/views/ladder/lane_story.h"
#include "ui/views/time/monotony.h"

namespace hw::ui {

namespace {

constexpr float wide_left_margin = 134;
constexpr float wide_right_margin = 116;
constexpr float compact_margin = 52;

// The lane of whoever made a segment in another's name.
const Lane* liars_lane(const RunModel& run, const LadderLayout& layout, const sim::PacketRecord& packet) {
    for (const HostLine& host : run.hosts)
        if (host.is_attacker() && host.id != packet.to) return layout.find_lane(host.id);
    return nullptr;
}

LadderArrow make_arrow(const RunModel& run, const LadderLayout& layout, const sim::PacketRecord& packet,
                       const LadderOptions& options, const MeasureLabel& measure) {
    const bool is_forged = packet.is_injected && !packet.is_old_duplicate && !packet.is_icmp;
    const Lane* liar = is_forged ? liars_lane(run, layout, packet) : nullptr;
    const Lane* from = liar != nullptr ? liar : layout.find_lane(packet.from);
    const Lane* to = layout.find_lane(packet.to);
    const float direction = to->x > from->x ? 1.0f : -1.0f;
    const float clearance = layout.frame.lane_width / 2 + 1;
    LadderArrow arrow{.id = packet.id,
                      .kind = kind_of(packet.header, packet.text_length),
                      .from = packet.from,
                      .to = packet.to,
                      .x_from = from->x + direction * clearance,
                      .x_to = to->x - direction * clearance,
                      .sent_at = packet.sent_at,
                      .is_old_duplicate = packet.is_old_duplicate,
                      .is_forged = is_forged};
    const bool is_out_of_nowhere = packet.is_old_duplicate || (is_forged && liar == nullptr);
    const float appears = is_out_of_nowhere ? appears_out_of_nowhere : 0.0f;
    const Duration nominal = direction > 0 ? run.delay : run.delay_back;
    arrow.path = path_of(packet, touches_of(*run.trace, packet.id), nominal, appears);
    arrow.flags = flags_text(packet, options.language);
    arrow.fields = {fields_text(packet, true), fields_text(packet, false), ""};
    for (std::size_t i = 0; i < label_detail_count; ++i) {
        arrow.widths[i] = measure(arrow.kind, arrow.flags, arrow.fields[i]);
    }
    if (!packet.header.ctl.ack()) arrow.widths[1] = 0;
    return arrow;
}

// The timer behind a retransmission: what the TCB's RTO was when its deadline passed.
Duration expired_rto(const sim::Trace& trace, const sim::PacketRecord& again) {
    if (again.sent_by_event >= trace.events.size()) return {};
    const sim::EventRecord& event = trace.events[again.sent_by_event];
    for (std::uint32_t i = event.first_note; i < event.first_note + event.note_count; ++i) {
        const host::Note& note = trace.notes[i];
        const bool is_its_timer = note.cause == host::Note::Cause::Deadline &&
                                  note.after.retransmissions > note.before.retransmissions;
        if (is_its_timer && note.connection == again.sender_connection) return note.before.rto;
    }
    return {};
}

// What a band stands for is not drawn beside it.
void hide_in_folds(LadderLayout& layout) {
    for (const Fold& fold : layout.axis.folds()) {
        if (fold.silence.segments == 0) continue;
        for (LadderArrow& arrow : layout.arrows)
            arrow.is_folded |= fold.silence.from <= arrow.sent_at && arrow.sent_at < fold.silence.to;
    }
}

// Two segments of the same instant on the same way would hide each other. Segments are in the order in which they were
// sent, so that the others of an instant are near.
void spread_coincident(std::vector<LadderArrow>& arrows) {
    constexpr float apart = 9;
    for (std::size_t i = 0; i < arrows.size(); ++i) {
        std::size_t first = i;
        while (first > 0 && arrows[first - 1].sent_at == arrows[i].sent_at) --first;
        for (std::size_t k = first; k < i; ++k) {
            const bool is_same_way = arrows[k].from == arrows[i].from && arrows[k].to == arrows[i].to;
            const bool is_same_time = arrows[k].sent_at == arrows[i].sent_at &&
                                      arrows[k].path.points.back().at == arrows[i].path.points.back().at;
            if (is_same_way && is_same_time) arrows[i].nudge = arrows[k].nudge + apart;
        }
    }
}

void add_repetitions(LadderLayout& layout, const sim::Trace& trace) {
    const auto index_of = [&layout](PacketId id) {
        const LadderArrow* arrow = layout.find(id);
        return arrow == nullptr ? layout.arrows.size()
                                : static_cast<std::size_t>(arrow - layout.arrows.data());
    };
    for (const sim::PacketRecord& packet : trace.packets) {
        if (!packet.resends.exists()) continue;
        const std::size_t first = index_of(packet.resends);
        const std::size_t again = index_of(packet.id);
        if (first >= layout.arrows.size() || again >= layout.arrows.size()) continue;
        layout.repetitions.push_back({first, again, expired_rto(trace, packet)});
    }
}

}  // namespace

LadderFrame ladder_frame(const Rect& view, bool is_compact, float lane_width) {
    LadderFrame frame{.view = view, .lane_width = lane_width, .is_compact = is_compact};
    // Why: between phone and desktop the margins shrink before the arrows do.
    const float spare = std::clamp((view.w - 420) / 220, 0.0f, 1.0f);
    const float left = is_compact ? compact_margin : 112 + spare * (wide_left_margin - 112);
    const float right = is_compact ? compact_margin : 92 + spare * (wide_right_margin - 92);
    frame.first_lane = view.x + left;
    frame.last_lane = view.right() - right;
    return frame;
}

const LadderArrow* LadderLayout::find(PacketId id) const {
    const auto found =
        std::find_if(arrows.begin(), arrows.end(), [id](const LadderArrow& a) { return a.id == id; });
    return found == arrows.end() ? nullptr : &*found;
}

const Lane* LadderLayout::find_lane(HostId id) const {
    const auto found = std::find_if(lanes.begin(), lanes.end(), [id](const Lane& l) { return l.host == id; });
    return found == lanes.end() ? nullptr : &*found;
}

LadderLayout lay_out_ladder(const RunModel& run, const LadderFrame& frame, const LadderOptions& options,
                            const MeasureLabel& measure) {
    LadderLayout layout{.frame = frame};
    auto busy = busy_instants(*run.trace, run.next_event_at);
    busy.insert(busy.end(), run.also_busy.begin(), run.also_busy.end());
    std::sort(busy.begin(), busy.end());
    const auto silences =
        find_folds(*run.trace, busy, run.also_busy, longest_shown_silence(run.round_trip()));
    layout.axis = TimeAxis(silences, {.px_per_ms = options.px_per_ms, .margin = run.round_trip() / 8});

    const std::size_t count = run.hosts.size();
    for (std::size_t i = 0; i < count; ++i) {
        const float part = count < 2 ? 0 : static_cast<float>(i) / static_cast<float>(count - 1);
        layout.lanes.push_back({.host = run.hosts[i].id,
                                .x = frame.first_lane + (frame.last_lane - frame.first_lane) * part,
                                .names_on_left = i == 0,
                                .spans = lane_spans(*run.trace, run.hosts[i]),
                                .notes = lane_notes(*run.trace, run.hosts[i].id)});
    }
    for (const sim::PacketRecord& packet : run.trace->packets) {
        if (!packet.id.exists() || layout.find_lane(packet.from) == nullptr ||
            layout.find_lane(packet.to) == nullptr)
            continue;
        layout.arrows.push_back(make_arrow(run, layout, packet, options, measure));
    }
    spread_coincident(layout.arrows);
    hide_in_folds(layout);
    add_repetitions(layout, *run.trace);
    layout.height = layout.y(busy.back());
    return layout;
}

SegmentKind kind_of(const wire::TcpHeader& header, std::uint32_t text_length) {
    if (header.ctl.rst()) return SegmentKind::Rst;
    if (header.ctl.syn()) return SegmentKind::Syn;
    if (header.ctl.fin()) return SegmentKind::Fin;
    return text_length > 0 ? SegmentKind::Data : SegmentKind::Ack;
}

Duration longest_shown_silence(Duration round_trip) {
    // Ours: the drawing says four round trips; three keep a lost handshake in one screen.
    return round_trip * 3;
}

}  // namespace hw::ui
