// The change to a segment that a learner is putting together on its card; a value that becomes one command.
#pragma once

#include "sim/trace.h"
#include "wire/edit.h"

#include <cstdint>

namespace hw::ui {

struct EditDraft {
    PacketId packet{};  // none: nothing is being edited
    std::int32_t seq_by = 0;
    std::int32_t ack_by = 0;
    wire::Ctl ctl{};  // as it shall be
    bool closes_window = false;
    bool has_other_text = false;
    bool has_more_text = false;
    bool is_older = false;         // its timestamp, where it has one
    bool leaves_checksum = false;  // as it was, or wrong by itself: the receiver will notice
};

// What "more text" is: twelve bytes.
inline constexpr const char* more_text = "HELLO, YOU!!";

// Nothing changed yet: the segment as it is, also after earlier edits.
EditDraft draft_of(const sim::PacketRecord& packet);

// The edit that makes the segment so; without any change if that is what it is already.
wire::SegmentEdit edit_of(const EditDraft& draft, const sim::PacketRecord& packet);
// Whether there is a timestamp to be made older.
bool has_timestamps(const sim::PacketRecord& packet);
bool changes_anything(const wire::SegmentEdit& edit);

}  // namespace hw::ui
