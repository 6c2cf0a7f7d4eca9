#include "native/desktop/options.h"

#include <array>
#include <charconv>
#include <cstdlib>

namespace hw::desktop {
namespace {

using Reader = std::string (*)(std::string_view value, Options& options);

bool read_float(std::string_view text, float& out) {
    const std::string copy(text);
    char* end = nullptr;
    out = std::strtof(copy.c_str(), &end);
    return !copy.empty() && *end == '\0';
}

std::string read_size(std::string_view value, Options& options) {
    const std::size_t x = value.find('x');
    const bool is_size = x != std::string_view::npos && read_float(value.substr(0, x), options.width) &&
                         read_float(value.substr(x + 1), options.height) && options.width >= 200 &&
                         options.height >= 200 && options.width <= 8192 && options.height <= 8192;
    return is_size ? "" : "expected WIDTHxHEIGHT in CSS pixels, 200 to 8192 each, such as 1280x800";
}

std::string read_scale(std::string_view value, Options& options) {
    const bool is_scale = read_float(value, options.scale) && options.scale >= 0.5f && options.scale <= 4;
    return is_scale ? "" : "expected device pixels in one CSS pixel, 0.5 to 4";
}

std::string read_seek(std::string_view value, Options& options) {
    float ms = 0;
    if (!read_float(value, ms) || ms < 0) return "expected milliseconds of virtual time";
    options.seek_ms = ms;
    return "";
}

struct Option {
    std::string_view name;
    Reader read;
};

std::string read_lang(std::string_view value, Options& options) {
    if (value != "zh" && value != "en") return "expected zh or en";
    options.language = value;
    return "";
}

constexpr std::array<Option, 13> with_value{{
    {"--location",
     [](std::string_view v, Options& o) {
         o.location = v;
         return std::string();
     }},
    {"--lessons",
     [](std::string_view v, Options& o) {
         o.lessons_directory = v;
         return std::string();
     }},
    {"--lesson",
     [](std::string_view v, Options& o) {
         o.lesson_folder = v;
         return std::string();
     }},
    {"--step",
     [](std::string_view v, Options& o) {
         o.step = v;
         return std::string();
     }},
    {"--lang", read_lang},
    {"--fonts",
     [](std::string_view v, Options& o) {
         o.fonts_directory = v;
         return std::string();
     }},
    {"--progress",
     [](std::string_view v, Options& o) {
         o.progress_file = v;
         return std::string();
     }},
    {"--size", read_size},
    {"--scale", read_scale},
    {"--screenshot",
     [](std::string_view v, Options& o) {
         o.screenshot_file = v;
         return std::string();
     }},
    {"--semantics",
     [](std::string_view v, Options& o) {
         o.semantics_file = v;
         return std::string();
     }},
    {"--seek", read_seek},
    {"--press",
     [](std::string_view v, Options& o) {
         o.presses.emplace_back(v);
         return std::string();
     }},
}};

const Option* find_option(std::string_view name) {
    for (const Option& option : with_value)
        if (option.name == name) return &option;
    return nullptr;
}

}  // namespace

std::string parse_options(std::span<const std::string_view> arguments, Options& options) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view name = arguments[i];
        if (name == "--help" || name == "-h") {
            options.wants_help = true;
        } else if (name == "--touch") {
            options.is_touch = true;
        } else if (name == "--watch") {
            options.watches_lesson = true;
        } else if (name == "--smoke") {
            options.is_smoke_test = true;
        } else if (const Option* option = find_option(name)) {
            if (++i == arguments.size()) return std::string(name) + ": a value is missing";
            const std::string problem = option->read(arguments[i], options);
            if (!problem.empty()) return std::string(name) + " " + std::string(arguments[i]) + ": " + problem;
        } else if (!name.starts_with("-") && options.capture_file.empty()) {
            options.capture_file = name;
        } else {
            return "unknown option " + std::string(name);
        }
    }
    return "";
}

std::string_view help_text() {
    return R"(handwave-desktop: TCP, without the hand-waving, in a window

usage: handwave-desktop [options] [CAPTURE]
  CAPTURE           a pcap or pcapng file to show; one can be dropped onto the window, too
  --location L      where to begin: "#/lesson/why-three-not-two?lang=zh&theme=dark"
  --lessons DIR     lessons from this folder instead of those that come with the program
  --lesson FOLDER   one lesson to open, besides the others; one can be dropped onto the window, too
  --watch           read that lesson again whenever one of its files is saved
  --step ID         begin that lesson at this step
  --lang zh|en      the language (en)
  --fonts DIR       the fonts (default: found near the executable)
  --progress FILE   what the learner has done (default: handwave/progress in $XDG_STATE_HOME or ~/.local/state)
  --size WxH        the window, in CSS pixels (default 1280x800)
  --scale S         device pixels in one CSS pixel (default: the monitor's)
  --touch           targets for fingers
for tests and pictures:
  --seek MS         show this virtual time
  --press ID        press the thing with this semantic id; may be repeated, in order
  --semantics FILE  write what is on the screen as JSON ("-": standard output)
  --screenshot FILE write a PNG and close
  --smoke           draw, check that something was drawn, and close
exit status: 0 good, 1 something failed, 2 misuse
)";
}

}  // namespace hw::desktop
