#include "ui/app/capture_session.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "capture/read.h"

namespace hw::ui {

namespace {

// How long an answer takes, for the scale of time: the first pause before a segment of the other direction, since
// between sockets of one machine and across an ocean the same picture is wanted.
Duration usual_answer_time(const sim::Trace& trace) {
    for (const sim::PacketRecord& packet : trace.packets) {
        if (packet.ended_at > packet.sent_at) return (packet.ended_at - packet.sent_at) * 2;
        if (packet.id.value == 0) continue;
        const sim::PacketRecord& before = trace.packets[packet.id.value - 1];
        if (packet.from != before.from && packet.sent_at > before.sent_at)
            return packet.sent_at - before.sent_at;
    }
    return 1_ms;
}

}  // namespace

Result<CaptureSession, std::string> CaptureSession::open(std::string name,
                                                         std::span<const std::uint8_t> bytes) {
    const auto file = capture::read_capture(bytes);
    if (!file.ok()) return capture::to_text(file.error());
    auto import = capture::import_of(*file, {.most_packets = most_packets});
    if (!import.ok()) return import.error();
    return CaptureSession(std::move(name), std::move(*import));
}

CaptureSession::CaptureSession(std::string name, capture::Import import)
    : name_(std::move(name)), import_(std::move(import)), round_trip_(usual_answer_time(import_.trace)) {
    static std::uint64_t opened = 0;
    // Beyond every version that a lesson's run can have (ui/app/run_set.cpp counts histories from below).
    version_ = ~std::uint64_t{0} - 1 - opened++;
    now_ = end();
}

Instant CaptureSession::end() const {
    const auto& events = import_.trace.events;
    return events.empty() ? Instant{} : events.back().at;
}

std::uint32_t CaptureSession::events_passed() const {
    const auto& events = import_.trace.events;
    const auto is_past = [this](const sim::EventRecord& event) { return event.at <= now_; };
    return static_cast<std::uint32_t>(std::partition_point(events.begin(), events.end(), is_past) -
                                      events.begin());
}

RunModel CaptureSession::model() const {
    RunModel model{.trace = &import_.trace, .world = &import_.world};
    model.hosts = host_lines(import_.world, import_.trace);
    model.now = now_;
    model.seen_until = end();
    model.events_passed = events_passed();
    model.delay = round_trip_ / 2;
    model.delay_back = round_trip_ - model.delay;
    model.knows_delay = import_.has_flights;
    model.version = version_;
    return model;
}

void CaptureSession::go_to_event(std::uint32_t count) {
    const auto& events = import_.trace.events;
    now_ =
        count == 0 || events.empty() ? Instant{} : events[std::min<std::size_t>(count, events.size()) - 1].at;
}

void CaptureSession::carry_out(const Command& command) {
    const auto& events = import_.trace.events;
    const std::uint32_t passed = events_passed();
    if (const auto* packet = std::get_if<command::SelectPacket>(&command)) {
        selection_ = {.packet = packet->packet};
    } else if (const auto* event = std::get_if<command::SelectEvent>(&command)) {
        selection_ = {.event = event->event};
    } else if (std::holds_alternative<command::Deselect>(command)) {
        selection_ = {};
    } else if (const auto* seek = std::get_if<command::SeekTo>(&command)) {
        now_ = std::clamp(seek->at, Instant{}, end());
    } else if (std::holds_alternative<command::StepForward>(command)) {
        if (passed < events.size()) now_ = events[passed].at;
    } else if (std::holds_alternative<command::StepBack>(command)) {
        // Of several events of one instant none can be told from the others: all are stepped over.
        const auto same = std::partition_point(events.begin(), events.end(),
                                               [this](const auto& other) { return other.at < now_; });
        go_to_event(std::min(passed, static_cast<std::uint32_t>(same - events.begin())));
    } else if (std::holds_alternative<command::ToStart>(command)) {
        now_ = {};
    } else if (std::holds_alternative<command::ToEnd>(command)) {
        now_ = end();
    }
}

}  // namespace hw::ui
