#pragma once

#include "host/output.h"

// What the trace keeps of a packet that met no connection.

namespace hw::host {

inline std::uint32_t step_count(const Output& output) {
    return static_cast<std::uint32_t>(output.steps.size());
}

inline tcp::StepTrace* trace_of(Output& output) { return output.wants_notes ? &output.steps : nullptr; }

// Something to note though no connection had a part in it, with the steps from `first_step` on. Returns
// nullptr when nobody wants notes.
inline Note* note_without_connection(Output& output, Note::Cause cause, std::uint32_t first_step) {
    if (!output.wants_notes) return nullptr;
    Note& note = output.notes.emplace_back();
    note.cause = cause;
    note.first_step = first_step;
    note.step_count = step_count(output) - first_step;
    return &note;
}

}  // namespace hw::host
