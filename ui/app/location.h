// Where a learner is, as the fragment of an address: "#/" is the home page,
// "#/lesson/why-three-not-two?step=s3&lang=zh&theme=dark&t=1051" a moment in a step, "#/puzzle/assassin" another
// place and what is shown there. What comes from outside is read with limits; unknown parts are left out.
#pragma once

#include "base/time.h"
#include "ui/text/messages.h"
#include "ui/theme/theme.h"

#include <optional>
#include <string>
#include <string_view>

namespace hw::ui {

struct Location {
    // Empty: the home page, or another place.
    std::string lesson{};
    // "puzzle", and which of them; empty: a lesson or the home page.
    std::string place{};
    std::string item{};
    // A step's id; empty: where the learner left off.
    std::string step{};
    // Progress, as lesson::to_text writes it; empty: none.
    std::string progress{};
    // A run of the learner's own, as sim::encode writes it; empty: none.
    std::string run{};
    std::optional<Language> language{};
    std::optional<ThemeMode> theme{};
    // Virtual time of the playhead.
    std::optional<Instant> at{};

    friend bool operator==(const Location&, const Location&) = default;
};

// Never fails: what cannot be understood is not there.
Location parse_location(std::string_view text);
std::string to_text(const Location& location);

}  // namespace hw::ui
