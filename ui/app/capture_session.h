// A capture that somebody opened: a run of two hosts that is only looked at. Nothing runs, nothing can be done to its
// segments, and what either TCP thought is not known.
#pragma once

#include "base/result.h"
#include "capture/to_trace.h"
#include "ui/views/commands.h"
#include "ui/views/run_model.h"
#include "ui/views/selection.h"

#include <cstdint>
#include <span>
#include <string>

namespace hw::ui {

class CaptureSession {
  public:
    // Of a conversation more segments than these are not shown.
    static constexpr std::uint32_t most_packets = 5'000;

    // The error is a sentence: what is wrong with the file, and at which byte.
    static Result<CaptureSession, std::string> open(std::string name, std::span<const std::uint8_t> bytes);

    const std::string& name() const { return name_; }
    const capture::Import& import() const { return import_; }
    const Selection& selection() const { return selection_; }
    // Refers to this session.
    RunModel model() const;
    void carry_out(const Command& command);

  private:
    CaptureSession(std::string name, capture::Import import);
    std::uint32_t events_passed() const;
    void go_to_event(std::uint32_t count);
    Instant end() const;

    std::string name_;
    capture::Import import_;
    Duration round_trip_{};  // what the ladder's scale is made for
    Instant now_{};
    Selection selection_{};
    std::uint64_t version_ = 0;  // another capture is another picture
};

}  // namespace hw::ui
