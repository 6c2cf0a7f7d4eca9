#include "support/lesson/lessons.h"

#include <catch2/catch_test_macros.hpp>

#include "lesson/observation.h"
#include "lesson/scene.h"

namespace hw::lesson::test {

namespace {

constexpr const char* small_toml = R"(id = "small"
order = 1
minutes = 1
sources = ["RFC 9293 §3.5"]

[[scenes]]
id = "usual"
script = ["0 connect client server"]

[[steps]]
id = "lose"
scene = "usual"
opens_at = "50ms"
plays_until = "1.5s"
clauses = ["RFC 9293 §3.5"]
hand = [{ id = "drop", acts = ["0.05 drop client SYN"], done = "dropped(client, server, SYN) >= 1" }]
choices = [
    { id = "soon", claim = "client.state == ESTABLISHED at t=0.3" },
    { id = "late", claim = "first(client.state == ESTABLISHED) in 1.2..1.21" },
]
reports = [
    { id = "one", claim = "segs(client, server, SYN) == 1" },
    { id = "two", claim = "segs(client, server, SYN) == 2" },
]
claims = ["server.state == LISTEN at t=1.05"]

[challenge]
scene = "usual"
plays_until = "2s"
goal = "dropped(any, any, any) == 1"
acts = ["0.25 drop client ACK"]
)";

constexpr const char* small_words = R"(# A question?

## answer
An answer.

## step lose: A title

### see
Something.

### predict
When?

- soon: Soon.
- late: Late.
  At {first(client.state == ESTABLISHED)}.

### do
- drop: Drop it.

### report
How many?

- one: One.
- two: Two.

### explain
Because of RFC 9293 §3.5: {segs(client, server, SYN)} of them.

## challenge
Try.

## challenge done
Done.

## recap
- So.

## next
And?
)";

}  // namespace

LessonText small_lesson() { return {"lessons/small", small_toml, small_words, small_words}; }

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string errors_of(const LessonText& text) {
    const auto lesson = parse_lesson(text);
    std::string all;
    if (lesson.ok()) return all;
    for (const FileError& error : lesson.error()) all += error.to_text() + "\n";
    return all;
}

History usual_run(const std::vector<std::string>& acts, Instant until) {
    Scene scene{.stage = make_stage({})};
    scene.script.push_back(*parse_act("0 connect client server", scene.stage));
    std::vector<Act> parsed;
    for (const std::string& act : acts) {
        const auto result = parse_act(act, scene.stage);
        REQUIRE(result.ok());
        parsed.push_back(*result);
    }
    const sim::World initial = initial_world(scene);
    const auto log = scripted_log(initial, parsed);
    return replay({initial, log}, {.until = until});
}

ClaimScope usual_scope() { return {.hosts = {"client", "server"}, .runs = {}}; }

Judgement judged(std::string_view claim, const History& run) {
    const auto parsed = parse_claim(claim, usual_scope());
    INFO(claim << ": " << (parsed.ok() ? "" : parsed.error().message));
    REQUIRE(parsed.ok());
    return judge(*parsed, {&run, 1});
}

std::string value_in(std::string_view expression, const History& run) {
    const auto parsed = parse_expression(expression, usual_scope());
    INFO(expression << ": " << (parsed.ok() ? "" : parsed.error().message));
    REQUIRE(parsed.ok());
    return to_text(evaluate(*parsed, {&run, 1}));
}

}  // namespace hw::lesson::test
