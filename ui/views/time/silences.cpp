#include "ui/views/time/silences.h"

#include <algorithm>

namespace hw::ui {

std::vector<Instant> busy_instants(const sim::Trace& trace, Instant pending) {
    std::vector<Instant> busy{Instant{}};
    for (const sim::EventRecord& event : trace.events) busy.push_back(event.at);
    for (const sim::PacketRecord& packet : trace.packets) {
        if (!packet.id.exists()) continue;
        busy.push_back(packet.sent_at);
        if (!packet.arrives_at.is_never()) busy.push_back(packet.arrives_at);
    }
    if (!pending.is_never()) busy.push_back(pending);
    std::sort(busy.begin(), busy.end());
    busy.erase(std::unique(busy.begin(), busy.end()), busy.end());
    return busy;
}

std::vector<Silence> find_silences(std::span<const Instant> busy, Duration longest_shown) {
    std::vector<Silence> silences;
    for (std::size_t i = 1; i < busy.size(); ++i) {
        const Silence silence{busy[i - 1], busy[i]};
        if (silence.length() > longest_shown) silences.push_back(silence);
    }
    return silences;
}

}  // namespace hw::ui
