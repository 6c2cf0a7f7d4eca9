// handwave-gallery: draws one page of the gallery and writes it as a PNG. For people who work on ui/.
#include "native/desktop/screenshot.h"
#include "native/desktop/window.h"
#include "native/gallery/pages.h"

#include "imgui.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace hw;

constexpr const char* usage =
    "handwave-gallery parts|lesson|host|phone light|dark en|zh SCALE FONTS_DIRECTORY OUT.png\n";

std::vector<std::uint8_t> read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void draw_frame(desktop::Window& window, ui::Ui& ui, const std::string& page) {
    window.begin_frame();
    ui.begin_frame({.elapsed_s = 1.0 / 60, .prefers_reduced_motion = true});
    if (page == "parts") gallery::draw_parts_page(ui);
    if (page == "lesson") gallery::draw_lesson_page(ui);
    if (page == "host") gallery::draw_host_page(ui);
    if (page == "phone") gallery::draw_host_phone_page(ui);
    ui.end_frame();
    window.end_frame();
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() != 6) {
        std::fputs(usage, stderr);
        return 2;
    }
    const auto scale = static_cast<float>(std::atof(arguments[3].c_str()));
    desktop::Window window({.width = 1280, .height = 800, .scale = scale, .is_hidden = true});
    const std::vector<std::uint8_t> sans = read_file(arguments[4] + "/handwave-sans.otf");
    const std::vector<std::uint8_t> mono = read_file(arguments[4] + "/handwave-mono.otf");
    ui::Ui ui;
    ui.theme.mode = arguments[1] == "dark" ? ui::ThemeMode::Dark : ui::ThemeMode::Light;
    ui.language = arguments[2] == "zh" ? ui::Language::Zh : ui::Language::En;
    std::string problem = window.problem();
    if (problem.empty()) {
        ui.fonts = ui::load_fonts(*ImGui::GetIO().Fonts, {.sans = sans, .mono = mono});
        if (!ui.fonts) problem = "no fonts in " + arguments[4];
    }
    if (problem.empty()) {
        ui::apply_imgui_style(ui.theme);
        for (int i = 0; i < 4; ++i) {
            draw_frame(window, ui, arguments[0]);
            if (i < 3) window.present();
        }
        const auto picture =
            desktop::read_back_buffer(window.framebuffer_width(), window.framebuffer_height());
        problem = desktop::write_png(picture, arguments[5]);
    }
    if (!problem.empty()) std::fprintf(stderr, "handwave-gallery: %s\n", problem.c_str());
    return problem.empty() ? 0 : 1;
}
