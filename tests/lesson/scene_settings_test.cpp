#include <catch2/catch_test_macros.hpp>

#include "support/lesson/lessons.h"

// What a [[scenes]] may set: each key reaches the world, and a wrong value is named with its line.

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

LessonText with_keys(const std::string& keys) {
    LessonText text = small_lesson();
    text.toml = replaced(text.toml, "id = \"usual\"\n", "id = \"usual\"\n" + keys + "\n");
    return text;
}

sim::World stage_with(const std::string& keys) {
    INFO(keys);
    const LessonText text = with_keys(keys);
    INFO(errors_of(text));
    const auto lesson = parse_lesson(text);
    REQUIRE(lesson.ok());
    return lesson->scenes[0].stage;
}

bool is_refused(const std::string& keys, const std::string& message) {
    const std::string errors = errors_of(with_keys(keys));
    INFO(errors);
    return errors.find("toml:8: ") != std::string::npos && errors.find(message) != std::string::npos;
}

}  // namespace

TEST_CASE("Timers and options of a scene reach both hosts", "[lesson][scene]") {
    for (const std::uint32_t i : {0u, 1u}) {
        CHECK(stage_with("time_wait = \"2s\"").hosts[i].config.tcp.msl == 1_s);
        CHECK(stage_with("user_timeout = \"30s\"").hosts[i].config.tcp.user_timeout == 30_s);
        CHECK(stage_with("keep_alive = true").hosts[i].config.tcp.keep_alive == tcp::Switch::On);
        CHECK(stage_with("nagle = false").hosts[i].config.tcp.nagle == tcp::Switch::Off);
        CHECK(stage_with("switches = [\"tcp_timestamps = 1\"]").hosts[i].config.tcp.timestamps ==
              tcp::Switch::On);
        const host::HostConfig linux_host = stage_with("profile = \"linux\"").hosts[i].config;
        CHECK(linux_host.tcp.rules == tcp::RuleBookId::Linux);
        CHECK(linux_host.closing == host::ClosingCall::GiveUpBoth);
        CHECK(linux_host.tcp.msl == 30_s);
    }
    const sim::World one = stage_with("switches = [\"server tcp_syncookies = 2\"]");
    CHECK(one.hosts[0].config.syn_cookies == host::SynCookies::Off);
    CHECK(one.hosts[1].config.syn_cookies == host::SynCookies::Always);
}

TEST_CASE("Hosts of a scene have names, numbers and applications", "[lesson][scene]") {
    LessonText named = with_keys("names = [\"A\", \"B\"]");
    CHECK(errors_of(named).find("expected the name of a host") != std::string::npos);  // client is none now
    CHECK(stage_with("mallory = true").hosts.size() == 3);
    CHECK(stage_with("listens = false").hosts[1].listeners.empty());
    CHECK(stage_with("backlog = 3").hosts[1].listeners[0].backlog == 3);
    CHECK(stage_with("descriptors = 10").hosts[1].config.descriptor_limit == 10);
    CHECK(stage_with("server_window = 3000").hosts[1].config.tcp.receive_buffer_bytes == 3'000);
    CHECK(stage_with("server_window = 3000").hosts[0].config.tcp.receive_buffer_bytes > 3'000);
    CHECK(stage_with("descriptors = 10").hosts[0].config.descriptor_limit > 10);
    CHECK(stage_with("accepts = false").hosts[1].listeners[0].accepting == host::Accepting::ByCall);
    const host::ApplicationSpec echo =
        stage_with("app = \"echo\"\ncloses_after = \"150ms\"").hosts[1].listeners[0].application;
    CHECK(echo.kind == host::ApplicationKind::Echo);
    CHECK(echo.on_peer_close == host::OnPeerClose::Close);
    CHECK(echo.close_delay == 150_ms);
    const sim::World clock = stage_with("isn = \"clock\"");
    CHECK(clock.hosts[0].config.isn.kind == host::IsnKind::Rfc6528);
    // RFC 9293 §3.4.1: each host has a secret of its own.
    CHECK_FALSE(clock.hosts[0].config.isn.secret == clock.hosts[1].config.isn.secret);
    const sim::World bare = stage_with("syn_text = true");
    CHECK(bare.hosts[0].config.tcp.fast_open_without_cookie == tcp::Switch::On);
    CHECK(bare.hosts[1].config.tcp.fast_open_without_cookie == tcp::Switch::Off);
}

TEST_CASE("A setting that is none is named with its line", "[lesson][errors]") {
    CHECK(is_refused("profile = \"windows\"", "expected rfc9293, linux"));
    CHECK(is_refused("app = \"browser\"", "expected reader, echo, silent"));
    CHECK(is_refused("isn = \"dice\"", "expected clock"));
    CHECK(is_refused("names = [\"A\"]", "expected two names"));
    CHECK(is_refused("mallory = \"yes\"", "expected mallory = true or false"));
    CHECK(is_refused("switches = [\"tcp_coffee = 1\"]", "expected a switch such as"));
    CHECK(is_refused("switches = [\"nobody tcp_sack = 1\"]", "expected a switch such as"));
    CHECK(is_refused("switches = [\"tcp_sack\"]", "expected a switch such as"));
    CHECK(is_refused("colour = \"red\"", "unknown key \"colour\""));
}
