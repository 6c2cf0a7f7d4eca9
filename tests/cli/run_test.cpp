#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/cli/command_line.h"
#include "support/paths.h"

// handwave run, as somebody types it.

using namespace hw::cli;

namespace {

using Result = hw::test::CommandResult;

Result run(std::vector<std::string> words) {
    words.insert(words.begin(), "run");
    return hw::test::run_command(words);
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// A file that is gone when the test is.
struct TemporaryFile {
    std::string path = (std::filesystem::temp_directory_path() / "handwave_run_test.pcapng").string();
    TemporaryFile() = default;
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { std::remove(path.c_str()); }
};

}  // namespace

TEST_CASE("A world's run is printed packet by packet, with what became of each", "[cli][run]") {
    const Result text = run({"loss"});
    CHECK(text.status == ExitStatus::Good);
    CHECK(
        contains(text.out, "0.000000 s to 0.020000 s  IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1000"));
    CHECK(contains(text.out, "-- dropped here by "));
    CHECK(text.err.empty());
    CHECK(lines_of(run({"loss", "--until", "30 ms"}).out) == 2);
}

TEST_CASE("A lesson's step runs as its script and its hand actions make it", "[cli][run]") {
    const Result first = run({"why-three-not-two"});
    CHECK(first.status == ExitStatus::Good);
    CHECK(contains(first.out, "Flags [S]"));
    const Result wrong = run({"why-three-not-two", "--step", "nowhere"});
    CHECK(wrong.status == ExitStatus::Misused);
    CHECK(contains(wrong.err, "there is no step 'nowhere'; there are "));
}

TEST_CASE("The same run is had as a figure, as JSON and as a capture", "[cli][run]") {
    CHECK(contains(run({"w0", "--format", "figure"}).out, "<SEQ=1000><CTL=SYN>"));
    const auto json = nlohmann::json::parse(run({"w0", "--format", "json"}).out);
    CHECK(json["packets"].size() == 9);
    CHECK(json["packets"][0]["fate"] == "delivered");
    CHECK(json["events"][0]["command"] != nullptr);
    const Result capture = run({"w0", "--format", "pcapng"});
    CHECK(capture.out.substr(0, 4) == "\x0a\x0d\x0d\x0a");
}

TEST_CASE("A capture is read back as the run that it was", "[cli][run][capture]") {
    const TemporaryFile file;
    REQUIRE(run({"loss", "--format", "pcapng", "--at", "both", "-o", file.path}).status == ExitStatus::Good);
    const Result again = run({file.path});
    REQUIRE(again.status == ExitStatus::Good);
    CHECK(contains(again.out, "stream 0: 10.0.0.1:40000 and 10.0.0.2:80"));
    // Beside the line of the stream it is what the run itself prints.
    CHECK(again.out.substr(again.out.find('\n') + 1) == run({"loss"}).out);
    CHECK(contains(run({file.path, "--stream", "5"}).err, "there is no stream 5"));
    CHECK(contains(run({file.path, "--format", "figure", "--until", "70 ms"}).out, "<SEQ=1000><CTL=SYN>"));
}

TEST_CASE("What cannot be run is told apart: no such name, a link, a file that is no capture", "[cli][run]") {
    CHECK(contains(run({"nothing"}).err, "there is nothing called 'nothing'"));
    CHECK(contains(run({"#/lesson/why-three-not-two?t=5"}).err, "a link names a place in a lesson"));
    const std::string readme = hw::test::source_path("README.md");
    CHECK(contains(run({readme}).err, "byte 0: expected a pcap or a pcapng file"));
    CHECK(contains(run({"seed:x"}).err, "expected seed:N"));
    CHECK(contains(run({"w0", "--at", "client"}).err, "--at is for --format pcapng"));
    CHECK(contains(run({"w0", "--format", "pcapng", "--at", "nobody"}).err, "a host's name, not 'nobody'"));
    CHECK(contains(run({"w0", "--format", "xml"}).err, "--format is text, figure, json or pcapng"));
    CHECK(contains(run({"w0", "--until", "soon"}).err, "--until is a time"));
    CHECK(contains(run({"w0", "--step", "a"}).err, "only a lesson has steps"));
    for (const char* what : {"nothing", "seed:x"}) CHECK(run({what}).status == ExitStatus::Misused);
}
