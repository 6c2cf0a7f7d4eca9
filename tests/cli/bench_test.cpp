#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "native/cli/bench_bulk.h"
#include "native/cli/bench_storm.h"
#include "support/cli/command_line.h"

// The workloads at a small size: that they end as they should, and that their figures fit together. How fast they
// are is for `handwave bench` itself to say.

using namespace hw::bench;

namespace {

double number(const Line& line, std::string_view key) {
    for (const Figure& figure : line)
        if (figure.key == key) return std::stod(figure.value);
    FAIL("no figure " << key);
    return 0;
}

bool is_near(double a, double b) { return a > 0.99 * b && a < 1.01 * b; }

}  // namespace

TEST_CASE("W1 moves every byte in both profiles, and its rate is its segments by its time", "[cli][bench]") {
    for (const Profile profile : {Profile::Rfc9293, Profile::Linux}) {
        const Line line = run_bulk({.total_bytes = 2'000'000, .profile = profile, .runs = 1});
        REQUIRE_FALSE(line.empty());
        CHECK(number(line, "segs") > 2'000'000 / 1460);
        CHECK(number(line, "segs") < 2 * 2'000'000 / 1400);
        CHECK(is_near(number(line, "segs_per_s") * number(line, "wall_s"), number(line, "segs")));
        // 100 Mbit/s at most.
        CHECK(number(line, "sim_s") > 2'000'000 * 8 / 100e6);
    }
}

TEST_CASE("W1L resends what was lost and still moves every byte", "[cli][bench]") {
    const Line line = run_bulk({.total_bytes = 2'000'000, .loss_ppm = 10'000, .runs = 1});
    REQUIRE_FALSE(line.empty());
    CHECK(number(line, "resent_segs") > 0);
}

TEST_CASE("A trace changes nothing but the time, and its cost is their ratio", "[cli][bench]") {
    const BulkOptions options{.total_bytes = 1'000'000, .runs = 1};
    const Line traced = run_bulk_traced(options);
    REQUIRE_FALSE(traced.empty());
    CHECK(number(traced, "segs") == number(run_bulk(options), "segs"));
    CHECK(number(traced, "trace_cost") > 0);
}

TEST_CASE("W2 leaves one TIME-WAIT at the server for each connection", "[cli][bench]") {
    const Line line = run_storm({.connections = 3'000, .runs = 1});
    REQUIRE_FALSE(line.empty());
    CHECK(number(line, "time_waits") == 3'000);
    CHECK(number(line, "segs") >= 6 * 3'000);
    CHECK(is_near(number(line, "conns_per_s") / number(line, "segs_per_s"),
                  number(line, "conns") / number(line, "segs")));
}

TEST_CASE("W3 counts what its TIME-WAITs take, 2MSL long", "[cli][bench]") {
    const Line line = run_hold({.time_waits = 40'000, .established = 1'000});
    REQUIRE_FALSE(line.empty());
    CHECK(number(line, "sim_s") > 60);
    if (allocated_bytes() == 0) return;  // an allocator that does not tell
    // A record of 44 bytes and a place of 8 in an index that is at most three quarters full.
    CHECK(number(line, "bytes_per_time_wait") > 54);
    CHECK(number(line, "bytes_per_established") > 100);
}

TEST_CASE("handwave bench prints a line of key=value figures for each run, or JSON", "[cli][bench]") {
    const auto plain = hw::test::run_command({"bench", "W2", "W3", "--connections", "2000", "--runs", "1"});
    CHECK(plain.status == hw::cli::ExitStatus::Good);
    CHECK(plain.out.substr(0, 22) == "bench=W2 conns=2 wall_");
    CHECK(plain.out.find("\nbench=W3 time_waits=2000 bytes_per_time_wait=") != std::string::npos);

    const auto json_lines = hw::test::run_command({"bench", "W1", "--quick", "--format", "json"});
    CHECK(json_lines.status == hw::cli::ExitStatus::Good);
    std::istringstream lines(json_lines.out);
    std::uint32_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        const auto json = nlohmann::json::parse(line);
        CHECK(json.at("bench") == "W1");
        CHECK(json.at("segs").get<std::uint64_t>() > 0);
        CHECK(json.at("profile").is_string());
    }
    CHECK(count == 3);
}
