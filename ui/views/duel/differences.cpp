#include "ui/views/duel/differences.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace hw::ui {

namespace {

// One thing that happened, in words that are equal exactly when the happenings are.
struct Happening {
    std::int64_t at_us = 0;
    std::string what{};
    // Why not <=>: libc++ 14's std::string has none.
    friend bool operator<(const Happening& a, const Happening& b) {
        return a.at_us != b.at_us ? a.at_us < b.at_us : a.what < b.what;
    }
};

std::string text_of(const sim::PacketRecord& packet) {
    const wire::TcpHeader& h = packet.header;
    return std::to_string(packet.from.value) + ' ' + std::to_string(h.ctl.bits) + ' ' +
           std::to_string(h.seq.raw) + ' ' + std::to_string(h.ctl.ack() ? h.ack.raw : 0) + ' ' +
           std::to_string(packet.text_length);
}

void add_notes(std::vector<Happening>& happenings, const sim::Trace& trace, const sim::EventRecord& event) {
    for (std::uint32_t i = event.first_note; i < event.first_note + event.note_count; ++i) {
        const host::Note& note = trace.notes[i];
        const std::string who = "told " + std::to_string(event.host.value) + ' ';
        for (const tcp::Signal signal : note.signals) {
            if (signal == tcp::Signal::ReturnedToListen || signal == tcp::Signal::Deleted) continue;
            happenings.push_back({event.at.us, who + std::to_string(static_cast<int>(signal))});
        }
        if (note.delivered_bytes > 0) {
            happenings.push_back({event.at.us, who + "bytes " + std::to_string(note.delivered_bytes)});
        }
    }
}

std::vector<Happening> happenings_of(const sim::Trace& trace, Instant until) {
    std::vector<Happening> happenings;
    for (const sim::PacketRecord& packet : trace.packets) {
        if (!packet.id.exists() || packet.sent_at > until) continue;
        happenings.push_back({packet.sent_at.us, "sent " + text_of(packet)});
        const bool is_lost = packet.fate != sim::Fate::Delivered && packet.fate != sim::Fate::InFlight;
        if (is_lost && packet.ended_at <= until)
            happenings.push_back({packet.ended_at.us, "lost " + text_of(packet)});
    }
    for (const sim::EventRecord& event : trace.events) {
        if (event.at > until || !event.host.exists()) continue;
        if (event.state_before != event.state_after) {
            const std::string state{tcp::name_of(event.state_after)};
            happenings.push_back({event.at.us, std::to_string(event.host.value) + " is " + state});
        }
        add_notes(happenings, trace, event);
    }
    std::sort(happenings.begin(), happenings.end());
    return happenings;
}

}  // namespace

std::vector<Instant> differences(const sim::Trace& one, const sim::Trace& other, Instant until) {
    const std::vector<Happening> a = happenings_of(one, until);
    const std::vector<Happening> b = happenings_of(other, until);
    std::vector<Happening> only_one_has;
    std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only_one_has));
    std::vector<Instant> moments;
    for (const Happening& happening : only_one_has) {
        const Instant at{happening.at_us};
        if (moments.empty() || moments.back() < at) moments.push_back(at);
    }
    return moments;
}

}  // namespace hw::ui
