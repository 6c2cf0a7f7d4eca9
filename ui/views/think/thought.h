// What a TCP thought at one event, gathered from the trace: the rows of the RFC's step table with their verdicts,
// those that were not reached included, and what the TCB was before and after.
#pragma once

#include "ui/views/run_model.h"

#include <optional>
#include <string>
#include <vector>

namespace hw::ui {

enum class RowVerdict : std::uint8_t { Passed, Decided, NotReached };

struct ThoughtRow {
    tcp::Row row{};
    RowVerdict verdict = RowVerdict::NotReached;
    tcp::Finding finding{};
    // The row that explains the event: opened, with its sentence and its clause.
    bool is_telling = false;
};

struct Thought {
    std::uint32_t event = 0;
    HostId host{};
    // The connection that the TCB panel shows; nullopt when no TCB took part.
    std::optional<host::Note> note{};
    std::vector<ThoughtRow> rows{};
};

Thought thought_at(const sim::Trace& trace, std::uint32_t event);

// Findings that say only that a step did not apply: "the RST bit is off".
bool is_trivial(tcp::Finding finding);

}  // namespace hw::ui
