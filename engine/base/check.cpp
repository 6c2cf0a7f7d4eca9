#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace hw {
namespace {

CheckStory current_story = nullptr;
const void* current_subject = nullptr;

}  // namespace

ScopedCheckStory::ScopedCheckStory(CheckStory story, const void* subject)
    : previous_story_(current_story), previous_subject_(current_subject) {
    current_story = story;
    current_subject = subject;
}

ScopedCheckStory::~ScopedCheckStory() {
    current_story = previous_story_;
    current_subject = previous_subject_;
}

void check_failed(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: HW_CHECK(%s) failed: this is a bug in Handwave\n", file, line, expression);
    if (current_story != nullptr) {
        const CheckStory story = current_story;
        current_story = nullptr;  // A story that itself fails a CHECK must not recurse.
        std::fprintf(stderr, "%s\n", story(current_subject).c_str());
    }
    std::abort();
}

}  // namespace hw
