#include "ui/views/think/thought.h"

#include <algorithm>

#include "lesson/coverage.h"

namespace hw::ui {

namespace {

using tcp::Finding;

// All rows of the section of `first`, none of them reached yet; a user call or a timeout stands alone.
std::vector<ThoughtRow> table_of(tcp::Row first) {
    std::vector<ThoughtRow> rows;
    const std::string_view section = tcp::text_of(first).section;
    const bool is_arrival = section.starts_with("3.10.7");
    for (std::uint32_t i = 0; i < tcp::row_count; ++i) {
        const auto row = static_cast<tcp::Row>(i);
        if (row == first || (is_arrival && tcp::text_of(row).section == section))
            rows.push_back({.row = row});
    }
    return rows;
}

void enter(std::vector<ThoughtRow>& rows, const tcp::StepRecord& step) {
    auto found =
        std::find_if(rows.begin(), rows.end(), [&step](const ThoughtRow& r) { return r.row == step.row; });
    if (found == rows.end()) {
        const std::vector<ThoughtRow> more = table_of(step.row);
        found = rows.insert(rows.end(), more.begin(), more.end());
        while (found->row != step.row) ++found;
    }
    found->finding = step.finding;
    found->verdict = step.verdict == tcp::Verdict::Return ? RowVerdict::Decided : RowVerdict::Passed;
}

// The decision if it says something, else the last step that did; the last one of all if none did.
void mark_telling(std::vector<ThoughtRow>& rows) {
    ThoughtRow* telling = nullptr;
    ThoughtRow* last = nullptr;
    for (ThoughtRow& row : rows) {
        if (row.verdict == RowVerdict::NotReached) continue;
        last = &row;
        if (is_trivial(row.finding)) continue;
        if (telling == nullptr || row.verdict == RowVerdict::Decided ||
            telling->verdict != RowVerdict::Decided) {
            telling = &row;
        }
    }
    if (telling == nullptr) telling = last;
    if (telling != nullptr) telling->is_telling = true;
}

}  // namespace

Thought thought_at(const sim::Trace& trace, std::uint32_t event) {
    const sim::EventRecord& record = trace.events[event];
    Thought thought{.event = event, .host = record.host};
    for (std::uint32_t i = record.first_note; i < record.first_note + record.note_count; ++i) {
        const host::Note& note = trace.notes[i];
        // The TCB that changed says more than one that was only asked.
        const bool has_changed = !(note.before == note.after);
        if (!thought.note || has_changed) thought.note = note;
        for (std::uint32_t k = note.first_step; k < note.first_step + note.step_count; ++k) {
            enter(thought.rows, trace.steps[k]);
        }
    }
    mark_telling(thought.rows);
    return thought;
}

bool is_trivial(Finding finding) { return lesson::is_trivial(finding); }

}  // namespace hw::ui
