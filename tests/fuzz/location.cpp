#include "ui/app/location.h"

#include <cstdlib>
#include <string_view>

#include "tests/fuzz/target.h"
#include "ui/app/progress.h"

// libFuzzer target: any text as what a URL says behind its "#", and as kept progress. What was understood is written so
// that it is understood the same way.

using namespace hw::ui;

HW_FUZZ_TARGET(location) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Location location = parse_location(text);
    if (!(parse_location(to_text(location)) == location)) std::abort();
    // The same text as what the browser kept of a learner's progress.
    const std::string kept = Progress::parse(text).to_text();
    if (Progress::parse(kept).to_text() != kept) std::abort();
    return 0;
}
