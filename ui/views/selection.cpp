#include "ui/views/selection.h"

namespace hw::ui {

std::optional<std::uint32_t> explained_event(const RunModel& run, const Selection& selection) {
    const sim::Trace& trace = *run.trace;
    if (selection.event && *selection.event < trace.events.size()) return selection.event;
    if (selection.packet.exists()) {
        const auto event = telling_event(trace, selection.packet, run.now);
        if (event && *event < trace.events.size()) return event;
    }
    return latest_thought(trace, run.now);
}

}  // namespace hw::ui
