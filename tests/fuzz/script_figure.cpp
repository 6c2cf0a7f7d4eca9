#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "script/figure.h"
#include "tests/fuzz/target.h"

// libFuzzer target: any text as a figure. It is refused with a line and a sentence, or it plays: then it is
// good, or fails with a line; and it does so the same way twice.

using namespace hw::script;

HW_FUZZ_TARGET(script_figure) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto figure = parse_figure("fuzz", text);
    if (!figure.ok()) {
        if (figure.error().message.empty()) std::abort();
        return 0;
    }
    const FigurePlay play = play_figure(*figure);
    if (!play.ok() && play.failure->line <= 0) std::abort();
    if (play_figure(*figure).digest != play.digest) std::abort();
    return 0;
}
