#pragma once

#include <filesystem>
#include <string>

// What the learner has done, as a file of the user's own. Every failure is silent: a lab that cannot remember
// still teaches.

namespace hw::desktop {

// handwave/progress in $XDG_STATE_HOME, else in ~/.local/state (XDG Base Directory Specification); empty when
// neither variable leads anywhere.
std::filesystem::path usual_progress_file();

// "" when there is none, or it is larger than any progress is.
std::string load_progress(const std::filesystem::path& file);
// Replaces the whole file at once, so that a crash leaves the old one.
void keep_progress(const std::filesystem::path& file, const std::string& text);

}  // namespace hw::desktop
