// The wasm's side of the page: one App, and the calls that web/page/app.js makes. All of them are plain
// functions of numbers and strings; the page owns the loop, so that idle means that nothing runs at all.

#include <emscripten.h>

#include <algorithm>
#include <cfloat>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "ui/app/app.h"
#include "ui/app/shipped_lessons.h"
#include "ui/semantics/semantic_json.h"
#include "web/canvas_context.h"
#include "web/input/keys.h"

namespace {

using namespace hw;

// What the pointer did, in its order.
struct PointerEvent {
    enum class Kind : std::uint8_t { Move, Leave, Button } kind = Kind::Move;
    float x = 0;  // CSS pixels
    float y = 0;
    bool is_touch = false;
    int button = 0;
    bool is_down = false;
};

// The page has one canvas and one App. Everything is made by hw_start and lives as long as the page.
struct Page {
    std::unique_ptr<ui::App> app{};
    std::string answer{};                 // what the last call that returned text returned
    std::vector<PointerEvent> pointer{};  // not yet handed to Dear ImGui
};
Page page;

const char* answer(std::string text) {
    page.answer = std::move(text);
    return page.answer.c_str();
}

void hand_over(const PointerEvent& event) {
    ImGuiIO& io = ImGui::GetIO();
    switch (event.kind) {
        case PointerEvent::Kind::Move:
            io.AddMouseSourceEvent(event.is_touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
            io.AddMousePosEvent(event.x, event.y);
            break;
        case PointerEvent::Kind::Leave: io.AddMousePosEvent(-FLT_MAX, -FLT_MAX); break;
        case PointerEvent::Kind::Button: io.AddMouseButtonEvent(event.button, event.is_down); break;
    }
}

// Why a press waits for the frame after its move: a tap arrives at a place and presses it in one instant, but of
// two things that overlap Dear ImGui knows only a frame later which one the pointer is over.
void hand_over_pointer() {
    bool has_moved = false;
    std::size_t count = 0;
    for (; count < page.pointer.size(); ++count) {
        const PointerEvent& event = page.pointer[count];
        if (event.kind == PointerEvent::Kind::Button && has_moved) break;
        has_moved |= event.kind != PointerEvent::Kind::Button;
        hand_over(event);
    }
    page.pointer.erase(page.pointer.begin(), page.pointer.begin() + static_cast<std::ptrdiff_t>(count));
}

// clang-format off
EM_JS(void, open_page, (const char* url), {
    window.open(UTF8ToString(url), "_blank", "noopener");
});
EM_JS(void, write_clipboard, (const char* text), {
    // Refused in some frames and old browsers; the address bar holds the same link.
    if (navigator.clipboard) navigator.clipboard.writeText(UTF8ToString(text)).catch(function() {});
});

EM_JS(void, open_tab, (const char* url), { window.open(UTF8ToString(url), "_blank", "noopener"); });
// clang-format on

void input_arrived() { page.app->input_arrived(); }

// A file's text in the page's memory; it is the caller's to free.
struct PageText {
    const char* text;
    std::uint32_t bytes;
};

ui::LessonFiles files_of(const char* id, const char* folder, const PageText* texts) {
    const auto text = [texts](int i) { return std::string(texts[i].text, texts[i].bytes); };
    return {.id = id, .toml = text(0), .zh = text(1), .en = text(2), .folder = folder};
}

}  // namespace

extern "C" {

// The fonts' bytes stay where they are for the life of the page. Returns 1, or 0 when there is no WebGL 2.
EMSCRIPTEN_KEEPALIVE int hw_start(const char* location, const char* language, const char* theme,
                                  const char* address, const char* progress, int is_embedded,
                                  const std::uint8_t* sans, std::uint32_t sans_bytes,
                                  const std::uint8_t* mono, std::uint32_t mono_bytes) {
    if (!web::open_canvas()) return 0;
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.BackendPlatformName = "handwave-web";
    ImGui::GetPlatformIO().Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
        write_clipboard(text);
    };
    ImGui::GetPlatformIO().Platform_OpenInShellFn = [](ImGuiContext*, const char* url) {
        open_page(url);
        return true;
    };
    ImGui_ImplOpenGL3_Init("#version 300 es");
    page.app = std::make_unique<ui::App>(ui::AppOptions{
        .lessons = ui::shipped_lessons(),
        .home = ui::shipped_home(),
        .glossary = ui::shipped_glossary(),
        .fonts = {.sans = {sans, sans_bytes}, .mono = {mono, mono_bytes}},
        .location = location,
        .language = std::string_view(language) == "zh" ? ui::Language::Zh : ui::Language::En,
        .theme = std::string_view(theme) == "dark" ? ui::ThemeMode::Dark : ui::ThemeMode::Light,
        .progress = progress,
        .page_address = address,
        .is_embedded = is_embedded != 0});
    return 1;
}

// Draws one frame. Returns the seconds until the next one is due: 0 at once, negative never.
EMSCRIPTEN_KEEPALIVE double hw_frame(double seconds, float width, float height, float pixel_ratio,
                                     int is_touch, int reduced_motion, float elapsed_seconds) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DisplayFramebufferScale = {pixel_ratio, pixel_ratio};
    io.DeltaTime = elapsed_seconds > 0 ? elapsed_seconds : 1.0f / 60;
    hand_over_pointer();
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    page.app->frame({.width = width,
                     .height = height,
                     .pixel_ratio = pixel_ratio,
                     .is_touch = is_touch != 0,
                     .reduced_motion = reduced_motion != 0,
                     .seconds = seconds});
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    if (page.app->needs_frame() || !page.pointer.empty()) return 0;
    return page.app->wake_after_seconds().value_or(-1);
}

// The browser gave the context back after losing it: everything on the GPU is made again.
EMSCRIPTEN_KEEPALIVE void hw_context_restored() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplOpenGL3_Init("#version 300 es");
    input_arrived();
}

// Shows a capture file; its bytes are the caller's to free.
EMSCRIPTEN_KEEPALIVE void hw_open_capture(const char* name, const std::uint8_t* bytes, std::uint32_t count) {
    page.app->open_capture(name, {bytes, count});
}

// Has it a character that the fonts lack?
EMSCRIPTEN_KEEPALIVE int hw_lacks_glyphs(const PageText* texts) {
    return page.app->lacks_glyphs(files_of("", "", texts)) ? 1 : 0;
}

// Its bytes stay where they are for the life of the page.
EMSCRIPTEN_KEEPALIVE int hw_add_font(const std::uint8_t* font, std::uint32_t bytes) {
    return page.app->add_wide_font({font, bytes}) ? 1 : 0;
}

// Opens a lesson from outside. `folder` is where it is, for messages. `texts`: lesson.toml, zh.md and en.md.
EMSCRIPTEN_KEEPALIVE void hw_open_lesson(const char* id, const char* folder, const PageText* texts) {
    page.app->open_lesson(files_of(id, folder, texts));
}

// Says that something from outside could not be had; `lines` are divided by line feeds.
EMSCRIPTEN_KEEPALIVE void hw_show_report(const char* title, const char* lines) {
    std::vector<std::string> each;
    for (std::string_view rest = lines; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        each.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    page.app->show_report(title, std::move(each));
}

// ---- input, in CSS pixels of the canvas

EMSCRIPTEN_KEEPALIVE void hw_pointer(float x, float y, int is_touch) {
    page.pointer.push_back({.x = x, .y = y, .is_touch = is_touch != 0});
    input_arrived();
}

EMSCRIPTEN_KEEPALIVE void hw_pointer_left() {
    page.pointer.push_back({.kind = PointerEvent::Kind::Leave});
    input_arrived();
}

EMSCRIPTEN_KEEPALIVE void hw_button(int button, int is_down) {
    page.pointer.push_back({.kind = PointerEvent::Kind::Button, .button = button, .is_down = is_down != 0});
    input_arrived();
}

// One unit is a notch of a wheel, about 100 CSS pixels.
EMSCRIPTEN_KEEPALIVE void hw_wheel(float x, float y) {
    ImGui::GetIO().AddMouseWheelEvent(x, y);
    input_arrived();
}

EMSCRIPTEN_KEEPALIVE void hw_modifiers(int ctrl, int shift, int alt, int super) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, ctrl != 0);
    io.AddKeyEvent(ImGuiMod_Shift, shift != 0);
    io.AddKeyEvent(ImGuiMod_Alt, alt != 0);
    io.AddKeyEvent(ImGuiMod_Super, super != 0);
}

// Returns 1 when the key means something to the app, so that the page does not act on it as well.
EMSCRIPTEN_KEEPALIVE int hw_key(const char* code, const char* key, int is_down) {
    const ImGuiKey id = web::key_of(code, key);
    if (id == ImGuiKey_None) return 0;
    ImGui::GetIO().AddKeyEvent(id, is_down != 0);
    input_arrived();
    return 1;
}

// Keys that were held when the window lost the focus will never be seen to go up.
EMSCRIPTEN_KEEPALIVE void hw_blur() {
    ImGui::GetIO().ClearInputKeys();
    input_arrived();
}

// ---- the DOM mirror

EMSCRIPTEN_KEEPALIVE double hw_semantics_version() {
    const ui::SemanticTree& tree = page.app->semantics();
    return static_cast<double>(tree.version() + tree.layout_version() + tree.focus_version());
}
EMSCRIPTEN_KEEPALIVE const char* hw_semantics() { return answer(ui::to_json(page.app->semantics())); }

EMSCRIPTEN_KEEPALIVE void hw_act(const char* id, int kind, double value) {
    page.app->semantics().post({.id = id, .kind = static_cast<ui::ActionKind>(kind), .value = value});
    input_arrived();
}

// ---- address, language and theme

EMSCRIPTEN_KEEPALIVE const char* hw_location() { return answer(page.app->location()); }
EMSCRIPTEN_KEEPALIVE void hw_navigate(const char* location) {
    page.app->navigate(location);
    input_arrived();
}
// What the page keeps for the next visit, and a number that changes when it does.
EMSCRIPTEN_KEEPALIVE double hw_progress_version() {
    return static_cast<double>(page.app->progress_version());
}
EMSCRIPTEN_KEEPALIVE const char* hw_progress() { return answer(page.app->progress()); }
EMSCRIPTEN_KEEPALIVE const char* hw_title() { return answer(page.app->title()); }
EMSCRIPTEN_KEEPALIVE const char* hw_language() {
    return page.app->language() == ui::Language::Zh ? "zh" : "en";
}
EMSCRIPTEN_KEEPALIVE const char* hw_theme() {
    return page.app->theme() == ui::ThemeMode::Dark ? "dark" : "light";
}
}
