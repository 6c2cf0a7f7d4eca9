#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "support/cli/command_line.h"

// handwave packetdrill, as somebody types it over many scripts.

using namespace hw::cli;
using hw::test::run_command;

namespace {

struct Script {
    explicit Script(const std::string& name, const std::string& text)
        : path(std::filesystem::temp_directory_path() / ("handwave_" + name)) {
        std::ofstream(path, std::ios::binary) << text;
    }
    ~Script() { std::filesystem::remove(path); }
    std::filesystem::path path;
    std::string text() const { return path.string(); }
};

const std::string good_text = "0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n";
const std::string bad_text = good_text + "+0 close(3) = 7\n";

}  // namespace

TEST_CASE("One line a script and a summary; 1 if any failed, and those behind it are played",
          "[cli][packetdrill]") {
    const Script good("good.pkt", good_text), bad("bad.pkt", bad_text), none("none.pkt", "hello\n");
    const auto all = run_command({"packetdrill", bad.text(), none.text(), good.text()});
    CHECK(all.status == ExitStatus::Failed);
    CHECK(all.out.find("FAIL " + bad.text() + ":2 close(): expected 7, found 0\nFAIL " + none.text() +
                       ":1 expected an event") == 0);
    CHECK(all.out.find("\nPASS " + good.text() + "\n1 passed, 2 failed\n") != std::string::npos);
    CHECK(all.err.find(bad.text() +
                       ":2: error: close(): expected 7, found 0\n    expected:  0.000000 s  close(3) = 7\n"
                       "    seen:      0\n  the exchange so far:\n    0.000000 socket(") == 0);
    const auto quiet = run_command({"packetdrill", "--quiet", bad.text(), good.text()});
    CHECK(quiet.err.empty());
    CHECK(run_command({"packetdrill", good.text()}).status == ExitStatus::Good);
}

TEST_CASE("A script that cannot be read is told, and the others are played", "[cli][packetdrill]") {
    const Script good("readable.pkt", good_text);
    const auto run = run_command({"packetdrill", "/no/such.pkt", good.text()});
    CHECK(run.status == ExitStatus::Misused);
    CHECK(run.err.find("/no/such.pkt: ") == 0);
    CHECK(run.out == "PASS " + good.text() + "\n1 passed, 0 failed, 1 could not be read\n");
}

TEST_CASE("packetdrill's own options stand on the command line as they do for packetdrill",
          "[cli][packetdrill]") {
    const Script script("options.pkt", good_text +
                                           "+0 setsockopt(3, LEVEL, SO_KEEPALIVE, [ON], 4) = 0\n"
                                           "+0 getsockopt(3, LEVEL, SO_KEEPALIVE, [1], [4]) = 0\n");
    const std::vector<std::string> words{"packetdrill", "--ip_version=ipv4",       "--local_ip=192.168.0.1",
                                         "-D",          "LEVEL=SOL_SOCKET",        "-D",
                                         "ON=1",        "--tolerance_usecs=10000", script.text()};
    const auto run = run_command(words);
    INFO(run.err);
    CHECK(run.status == ExitStatus::Good);
    const auto unknown = run_command({"packetdrill", "--frobnicate=1", script.text()});
    CHECK(unknown.status == ExitStatus::Misused);
    CHECK(unknown.err.find("there is no option --frobnicate") != std::string::npos);
    CHECK(run_command({"packetdrill", "--local_ip=x", script.text()}).status == ExitStatus::Misused);
}
