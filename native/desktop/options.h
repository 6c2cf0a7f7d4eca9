#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The command line of handwave-desktop: what to show and, for tests and pictures, what to press and where
// to write what was seen.

namespace hw::desktop {

struct Options {
    std::string location{};           // "#/lesson/why-three-not-two?lang=zh&theme=dark"
    std::string capture_file{};       // pcap or pcapng; empty: none
    std::string lessons_directory{};  // empty: those that come with the program
    std::string lesson_folder{};      // one lesson to open; empty: none
    std::string step{};               // of that lesson, where to begin
    std::string language{};           // "zh" or "en"; empty: English
    bool watches_lesson = false;      // reads it again whenever one of its files is saved
    std::string progress_file{};      // empty: the usual one, none for pictures and tests
    std::string fonts_directory{};    // empty: found near the executable
    float width = 1280;               // CSS pixels
    float height = 800;
    float scale = 0;  // device pixels in one CSS pixel; 0: the monitor's
    bool is_touch = false;
    std::string screenshot_file{};       // PNG; the window closes once it is written
    std::string semantics_file{};        // JSON of the semantic tree, "-" for standard output
    std::optional<double> seek_ms{};     // virtual time to show
    std::vector<std::string> presses{};  // ids of semantic nodes, activated one after the other
    bool is_smoke_test = false;          // draws, checks that something was drawn, exits 0 or 1
    bool wants_help = false;
};

// Fills `options`; the returned text is empty, or says what is wrong with the command line.
std::string parse_options(std::span<const std::string_view> arguments, Options& options);

std::string_view help_text();

}  // namespace hw::desktop
