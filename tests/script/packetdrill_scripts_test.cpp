#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <sstream>

#include "script/packetdrill/play.h"
#include "support/paths.h"

// Our own scripts (tests/packetdrill/README.md), and the twins of each, which must fail.

using namespace hw::packetdrill;

namespace {

std::vector<std::string> paths_of_scripts() {
    std::vector<std::string> paths;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(hw::test::source_path("tests/packetdrill")))
        if (entry.path().extension() == ".pkt") paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(' ');
    return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

// One line of a script, and what its mutation makes of it.
struct Twin {
    int line = 0;
    std::string text{};
    bool must_fail_there = false;  // else there or later
};

std::vector<Twin> twins_of(const std::vector<std::string>& lines) {
    std::vector<Twin> twins;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto mark = lines[i].find("//! ");
        if (mark == std::string::npos) continue;
        const std::string line = lines[i].substr(0, mark), mutation = lines[i].substr(mark + 4);
        Twin twin{.line = static_cast<int>(i) + 1};
        if (trimmed(mutation) != "left out") {
            const auto arrow = mutation.find(" => ");
            INFO(lines[i]);
            REQUIRE(arrow != std::string::npos);
            const std::string before = trimmed(mutation.substr(0, arrow));
            const auto at = line.find(before);
            REQUIRE(at != std::string::npos);
            twin.text =
                line.substr(0, at) + trimmed(mutation.substr(arrow + 4)) + line.substr(at + before.size());
            twin.must_fail_there = line.find(" > ") < line.find('<');
        }
        twins.push_back(twin);
    }
    return twins;
}

std::string with_line(std::vector<std::string> lines, const Twin& twin) {
    lines[static_cast<std::size_t>(twin.line) - 1] = twin.text;
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

// Failures name the line on which an event begins: with its time, or `%{`.
int first_line_of_event(const std::vector<std::string>& lines, int line) {
    const auto begins = [](const std::string& text) {
        const std::size_t first = text.find_first_not_of(' ');
        return first != std::string::npos &&
               std::string_view("+0123456789.*`%").find(text[first]) != std::string_view::npos;
    };
    while (line > 1 && !begins(lines[static_cast<std::size_t>(line) - 1])) --line;
    return line;
}

}  // namespace

TEST_CASE("Every script of ours passes, and no line of it is misunderstood", "[packetdrill]") {
    const auto paths = paths_of_scripts();
    CHECK(paths.size() >= 10);
    for (const std::string& path : paths) {
        const Play play = play_text(path, hw::test::text_of(path), {});
        INFO(play.failure_text());
        CHECK(play.passed());
        for (const Trouble& remark : play.remarks) {
            INFO(path << ":" << remark.place.line << ": " << remark.message);
            CHECK(play.remarks.empty());
        }
    }
}

TEST_CASE("Every script has a twin with one line changed, and each twin fails", "[packetdrill]") {
    for (const std::string& path : paths_of_scripts()) {
        const auto lines = lines_of(hw::test::text_of(path));
        const auto twins = twins_of(lines);
        INFO(path);
        CHECK_FALSE(twins.empty());
        for (const Twin& twin : twins) {
            const Play play = play_text(path, with_line(lines, twin), {});
            INFO("line " << twin.line << ": " << twin.text);
            INFO(play.failure_text());
            CHECK_FALSE(play.passed());
            if (play.passed()) continue;
            const int line = first_line_of_event(lines, twin.line);
            CHECK(play.failure->place.line >= line);
            if (twin.must_fail_there) CHECK(play.failure->place.line == line);
            CHECK(play.failure->message.find("not supported") == std::string::npos);
        }
    }
}

TEST_CASE("A script plays the same way twice", "[packetdrill]") {
    for (const std::string& path : paths_of_scripts()) {
        const std::string text = hw::test::text_of(path);
        CHECK(play_text(path, text, {}).digest == play_text(path, text, {}).digest);
    }
}
