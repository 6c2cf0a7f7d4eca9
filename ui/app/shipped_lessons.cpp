#include "ui/app/shipped_lessons.h"

#include "lesson/library.h"

namespace hw::ui {

std::vector<LessonFiles> shipped_lessons() {
    std::vector<LessonFiles> lessons;
    for (const lesson::LessonText& text : lesson::embedded_lessons()) {
        const std::string id = text.folder.substr(text.folder.rfind('/') + 1);
        lessons.push_back({.id = id, .toml = text.toml, .zh = text.zh, .en = text.en});
    }
    return lessons;
}

LessonFiles shipped_home() {
    const lesson::LessonText& text = lesson::embedded_home();
    return {.id = "home", .toml = text.toml, .zh = text.zh, .en = text.en};
}

LessonFiles shipped_glossary() {
    const lesson::LessonText& text = lesson::embedded_glossary();
    return {.id = "glossary", .toml = text.toml, .zh = text.zh, .en = text.en};
}

}  // namespace hw::ui
