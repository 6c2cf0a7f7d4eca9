#include <cstdlib>
#include <string_view>

#include "lesson/library.h"
#include "lesson/player.h"
#include "lesson/scene.h"
#include "script/numbers.h"
#include "script/segment_pattern.h"
#include "sim/canned_worlds.h"
#include "tests/fuzz/target.h"

// libFuzzer target: any line as each of the short things that people and URLs write: a lesson's act, a segment of a
// figure, a number, a duration, a learner's progress. Refused with a sentence, or read; progress that was read is
// written so that it is read the same way.
using namespace hw;

namespace {

void check_progress(std::string_view text) {
    static const auto lesson = lesson::parse_lesson(lesson::embedded_lessons().front());
    if (!lesson.ok()) std::abort();
    const auto player = lesson::parse_player(text, *lesson);
    if (!player) return;
    const auto again = lesson::parse_player(lesson::to_text(*player), *lesson);
    if (!again || lesson::to_text(*again) != lesson::to_text(*player)) std::abort();
}

}  // namespace

HW_FUZZ_TARGET(short_texts) {
    if (size > 1'000) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static const sim::World stage = sim::w0();
    const auto act = lesson::parse_act(text, stage);
    if (!act.ok() && act.error().message.empty()) std::abort();
    script::Letters letters;
    const auto pattern = script::parse_segment_pattern(text, letters);
    if (!pattern.ok() && pattern.error().empty()) std::abort();
    static_cast<void>(script::parse_u32(text));
    static_cast<void>(script::parse_duration(text));
    check_progress(text);
    return 0;
}
