#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "ui/app/app.h"

// One lesson in a folder that its author is writing in: read when it is opened, and again when it was saved.

namespace hw::desktop {

class LessonFolder {
  public:
    explicit LessonFolder(std::filesystem::path folder);

    // True when one of its files is another since this was last asked; the first time too.
    bool has_changed();
    // What is there now; a file that cannot be read is empty, which the lesson's own check says.
    ui::LessonFiles read() const;
    // What the command line's check would say of it besides: claims that do not hold, and the lint. Empty for a
    // lesson that cannot be read: that the app says itself.
    std::vector<std::string> remarks(const ui::LessonFiles& files) const;

  private:
    std::filesystem::path folder_;
    std::array<std::filesystem::file_time_type, 3> saved_at_{};
    bool is_known_ = false;
};

// Does this path name a folder with a lesson in it?
bool is_lesson_folder(const std::filesystem::path& path);

}  // namespace hw::desktop
