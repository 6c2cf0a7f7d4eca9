#pragma once

#include <string>

// HW_CHECK(condition): our own bug if it fails; kept in release builds (plain CHECK is Catch2's).
// Prints the expression, the place, and whatever the running program registered as its story (virtual
// time, seed, command log), then aborts. Bad input is never an HW_CHECK: it is a value (STYLE, Errors).

namespace hw {

// Tells the story of the run so far, in a form that replays it. The sim registers it.
using CheckStory = std::string (*)(const void* subject);

// Registers who tells the story while this object lives; restores the previous teller afterwards.
class ScopedCheckStory {
  public:
    ScopedCheckStory(CheckStory story, const void* subject);
    ~ScopedCheckStory();
    ScopedCheckStory(const ScopedCheckStory&) = delete;
    ScopedCheckStory& operator=(const ScopedCheckStory&) = delete;

  private:
    CheckStory previous_story_;
    const void* previous_subject_;
};

[[noreturn]] void check_failed(const char* expression, const char* file, int line);

}  // namespace hw

#define HW_CHECK(condition)                                      \
    (__builtin_expect(static_cast<bool>(condition), 1) ? void(0) \
                                                       : ::hw::check_failed(#condition, __FILE__, __LINE__))
