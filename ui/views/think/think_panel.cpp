#include "ui/views/think/think_panel.h"

#include <string>

#include "imgui.h"
#include "ui/draw/lane.h"
#include "ui/text/format.h"
#include "ui/views/ladder/ladder.h"
#include "ui/views/think/think_parts.h"
#include "ui/views/timeline/branch_line.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

std::string letter_of(const RunModel& run, HostId id) {
    const HostLine* host = run.find_host(id);
    return host == nullptr ? "?" : std::string(1, host->letter);
}

Msg timer_name(const sim::Trace& trace, const sim::EventRecord& event) {
    for (std::uint32_t i = event.first_note; i < event.first_note + event.note_count; ++i) {
        for (std::uint32_t k = trace.notes[i].first_step;
             k < trace.notes[i].first_step + trace.notes[i].step_count; ++k) {
            switch (trace.steps[k].row) {
                case tcp::Row::TimeoutRetransmission: return Msg::TimerRetransmission;
                case tcp::Row::TimeoutTimeWait: return Msg::TimerTimeWait;
                case tcp::Row::TimeoutUser: return Msg::TimerUser;
                case tcp::Row::TimeoutPersist: return Msg::TimerPersist;
                case tcp::Row::TimeoutDelayedAck: return Msg::TimerDelayedAck;
                case tcp::Row::TimeoutReorder: return Msg::TimerReorder;
                case tcp::Row::TimeoutTailLossProbe: return Msg::TimerTailLossProbe;
                case tcp::Row::TimeoutKeepAlive: return Msg::TimerKeepAlive;
                case tcp::Row::TimeoutFinWait2: return Msg::TimerFinWait2;
                default: break;
            }
        }
    }
    return Msg::TimerAny;
}

void draw_nothing_yet(Ui& ui) {
    paragraph(ui, "think.empty", ui.tr(Msg::ThinkNothing), {.size = type::row}, {.plain = ui.palette().ink3});
}

void draw_subject(Ui& ui, const ThinkScene& scene, std::uint32_t event) {
    const Point at = place();
    const sim::EventRecord& record = scene.run.trace->events[event];
    const Canvas canvas = ui.canvas();
    float x = at.x;
    if (record.host.exists()) {
        draw_swatch(canvas, {at.x, at.y + 9}, record.state_before, 10, 15);
        x += 17;
    }
    place({x, at.y});
    const std::string text = describe_event(ui, scene.run, event);
    paragraph(ui, "think.subject", text, {.size = type::row, .line_height = 18}, {},
              scene.rect.right() - scene.padding - x);
    place({at.x, ui.last_rect().bottom() + space::m});
}

}  // namespace

std::string describe_event(const Ui& ui, const RunModel& run, std::uint32_t event) {
    const sim::EventRecord& record = run.trace->events[event];
    const std::string host = letter_of(run, record.host);
    const std::string time = format_moment(record.at);
    const std::string state{tcp::name_of(record.state_before)};
    switch (record.kind) {
        case sim::EventKind::Arrival: {
            const sim::PacketRecord* packet = find_record(*run.trace, record.packet);
            const std::string flags = packet == nullptr ? "?" : flags_text(*packet, ui.language);
            return ui.tr(Msg::ThinkArrival, {host, flags, time, state});
        }
        case sim::EventKind::Deadline:
            return ui.tr(Msg::ThinkDeadline, {host, ui.tr(timer_name(*run.trace, record)), time, state});
        case sim::EventKind::CommandIssued:
        case sim::EventKind::CommandScheduled: break;
    }
    const std::string deed = command_text(record.command, *run.trace, ui.language);
    if (!deed.empty()) return ui.tr(Msg::ThinkDeed, {deed, time});
    return ui.tr(Msg::ThinkCall, {host, time, state});
}

void draw_think_pane(Ui& ui, const ThinkScene& scene, Commands& commands) {
    const std::string id = scene.shows_steps ? "think" : "tcb.pane";
    const Msg name = scene.shows_steps ? Msg::ThinkTitle : Msg::TcbTitle;
    begin_pane(ui, {.id = id,
                    .name = ui.tr(name),
                    .rect = scene.rect,
                    .ground = scene.ground,
                    .padding = {scene.padding, 0},
                    .scrolls = true});
    const Point at = place();
    const auto event = explained_event(scene.run, scene.selection);
    if (scene.shows_steps) {
        place({at.x, at.y + 13});
        heading(ui, {.id = "think.title", .text = ui.tr(Msg::ThinkTitle)});
        place({at.x, ui.last_rect().bottom() + 3});
    } else {
        place({at.x, at.y + space::m});
    }
    if (!event) {
        draw_nothing_yet(ui);
    } else {
        const Thought thought = thought_at(*scene.run.trace, *event);
        draw_subject(ui, scene, *event);
        if (scene.shows_steps) draw_steps(ui, scene, thought, commands);
        if (scene.shows_tcb) draw_tcb(ui, scene, thought);
    }
    end_pane(ui);
}

}  // namespace hw::ui
