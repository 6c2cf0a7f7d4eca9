#include "lesson/claim.h"

#include <cstdlib>
#include <string_view>

#include "sim/canned_worlds.h"
#include "tests/fuzz/target.h"

// libFuzzer target: any text as a claim and as an expression. It is refused with a column and a sentence, or it can
// be judged over a run, with evidence that lies in that run.

using namespace hw;
using namespace hw::lesson;

namespace {

const History& usual_run() {
    static const History run = [] {
        sim::World world = sim::w0();
        sim::schedule(world, Instant{}, sim::w0_connect());
        return replay({.initial = world}, {.until = Instant{} + 2_s});
    }();
    return run;
}

void check_error(const ClaimError& error, std::string_view text) {
    if (error.message.empty() || error.column == 0 || error.column > text.size() + 1) std::abort();
}

}  // namespace

HW_FUZZ_TARGET(claim) {
    if (size > 1'100) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const ClaimScope scope{.hosts = {"client", "server"}};
    const auto claim = parse_claim(text, scope);
    if (claim.ok())
        static_cast<void>(judge(*claim, {&usual_run(), 1}));
    else
        check_error(claim.error(), text);
    const auto expression = parse_expression(text, scope);
    if (expression.ok())
        static_cast<void>(to_text(evaluate(*expression, {&usual_run(), 1})));
    else
        check_error(expression.error(), text);
    return 0;
}
