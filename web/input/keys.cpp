#include "web/input/keys.h"

#include <array>

namespace hw::web {
namespace {

struct NamedKey {
    std::string_view code;
    ImGuiKey key;
};

constexpr std::array<NamedKey, 16> named_keys{{
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"Escape", ImGuiKey_Escape},
    {"BracketLeft", ImGuiKey_LeftBracket},
    {"BracketRight", ImGuiKey_RightBracket},
    {"Slash", ImGuiKey_Slash},
    {"Minus", ImGuiKey_Minus},
    {"Equal", ImGuiKey_Equal},
}};

}  // namespace

ImGuiKey key_of(std::string_view code, std::string_view key) {
    if (key.size() == 1) {
        const char c = key[0];
        if (c >= 'a' && c <= 'z') return static_cast<ImGuiKey>(ImGuiKey_A + (c - 'a'));
        if (c >= 'A' && c <= 'Z') return static_cast<ImGuiKey>(ImGuiKey_A + (c - 'A'));
        if (c >= '0' && c <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (c - '0'));
    }
    for (const NamedKey& named : named_keys)
        if (named.code == code) return named.key;
    return ImGuiKey_None;
}

}  // namespace hw::web
