// Tweens: a named value that follows its target with the durations of the design. Only what has a cause
// moves; with reduced motion everything is where it goes at once, and at rest no frame is asked for.
#pragma once

#include "ui/motion/frame_need.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace hw::ui {

enum class Tempo : std::uint8_t { Seek, Pane, Fork, ChangedField, StateMarker, VerdictGlyph };

// 160, 140, 220, 900, 260 and 180 ms.
double tempo_duration_s(Tempo tempo);
// The eased fraction of the way at `progress` (0 to 1): ease-out cubic, except the state marker (in and out)
// and the changed field (linear).
double tempo_ease(Tempo tempo, double progress);

class Motion {
  public:
    // Starts a frame that comes `elapsed_s` after the last one. Values that no frame asked for are forgotten.
    void begin_frame(double elapsed_s, bool reduced);

    // The value that follows `target`. The first time it is there at once; later it leaves from wherever it
    // is.
    double follow(std::string_view id, double target, Tempo tempo);

    // Runs from 0 to 1 once, beginning when `occasion` differs from what it was; 1 at rest and at first
    // sight.
    double since_change(std::string_view id, std::uint64_t occasion, Tempo tempo);
    // The same, but it also runs at first sight: for what grows when it appears.
    double since_appearance(std::string_view id, std::uint64_t occasion, Tempo tempo);

    // True when a value asked for in this frame has not arrived.
    bool is_animating() const { return is_animating_; }

  private:
    struct Track {
        double from = 0;
        double to = 0;
        double elapsed_s = 0;
        std::uint64_t occasion = 0;
        std::uint64_t last_used_frame = 0;
    };
    Track& track(std::string_view id, bool& is_new);
    double advance(Track& track, Tempo tempo);
    double run(std::string_view id, std::uint64_t occasion, Tempo tempo, bool runs_at_first_sight);

    std::map<std::string, Track, std::less<>> tracks_;
    std::uint64_t frame_ = 0;
    double elapsed_s_ = 0;
    bool is_reduced_ = false;
    bool is_animating_ = false;
};

}  // namespace hw::ui
