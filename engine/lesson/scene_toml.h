#pragma once

#include "lesson/scene.h"
#include "lesson/toml_reader.h"

namespace hw::lesson {

// The settings of one [[scenes]], all keys but `id` and `script`, which it lets pass; lessons/CLAIMS.md lists them.
// Mistakes go to `toml`, and leave what W0 has.
SceneSettings read_scene_settings(TomlReader& toml, const toml::table& table);

}  // namespace hw::lesson
