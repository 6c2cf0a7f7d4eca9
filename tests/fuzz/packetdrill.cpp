#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "script/packetdrill/play.h"
#include "tests/fuzz/target.h"

// libFuzzer target: any text as a packetdrill script. It is refused with a place and a sentence, or it plays: then it
// passes, or fails with a line; and it does so the same way twice.

using namespace hw::packetdrill;

HW_FUZZ_TARGET(packetdrill) {
    if (size > 4'000) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const PlaySettings settings{.most_deadlines = 5'000};
    const Play play = play_text("fuzz", text, settings);
    if (!play.passed() && (play.failure->message.empty() || play.failure->place.line <= 0)) std::abort();
    if (play_text("fuzz", text, settings).digest != play.digest) std::abort();
    return 0;
}
