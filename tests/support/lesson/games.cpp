#include "support/lesson/games.h"

#include "lesson/duel.h"
#include "lesson/puzzle.h"

namespace hw::lesson::test {

namespace {

constexpr const char* duel_toml = R"(id = "small"
order = 1
scene = "lost"
plays_until = "1.5s"
judged_until = "5s"
claim = "first(segs(client, server, SYN) == 2) == 3"
refuted_by = ["first(segs(client, server, SYN) == 2) == 1"]
clauses = ["RFC 6298 §2"]
lesson = "why-three-not-two"
step = "lose-the-syn"
rows = [{ id = "again", good = "first(segs(client, server, SYN) == 2) <= 1", bad = "retx(client) == 0" }]

[[scenes]]
id = "lost"
script = ["0 drop client SYN", "0 connect client server"]
)";

constexpr const char* duel_words = R"(# Three seconds

## claim
It waits three seconds.

## setting
One SYN is lost.

## rows
- again: Sent again at
  {first(segs(client, server, SYN) == 2)}

## verdict
After {first(segs(client, server, SYN) == 2)}: RFC 6298 §2.
)";

constexpr const char* puzzle_toml = R"(id = "small"
order = 1
scene = "usual"
opens_at = "50ms"
judged_until = "5s"
tools = ["drop", "hold"]
clauses = ["RFC 6298 §2"]
lesson = "why-three-not-two"

[[scenes]]
id = "usual"
script = ["0 connect client server"]

[[goals]]
id = "twice"
claim = "segs(client, server, SYN) == 2 && client.state == ESTABLISHED"
par = 1
solutions = [{ acts = ["0.05 drop client SYN"] }]

[[goals]]
id = "never"
extra = true
claim = "dropped(any, any, any) == 0 && segs(client, server, SYN) == 2"
par = 1
solutions = [{ acts = ["0.05 hold client SYN"] }]
)";

constexpr const char* puzzle_words = R"(# Twice

## task
Have it sent twice.

## goals
- twice: Two SYNs, and they connect.
- never: And nothing dropped.

## hints
- 1: Look at the SYN.
- 2: Drop it.

## explanation
RFC 6298 §2 says when.
)";

template <class Parsed, class Check>
std::string problems(const Parsed& parsed, Check check) {
    std::string all;
    for (const FileError& error : parsed.ok() ? check(*parsed, "x").problems : parsed.error())
        all += error.to_text() + "\n";
    return all;
}

}  // namespace

LessonText small_duel() { return {"x", duel_toml, duel_words, duel_words}; }
LessonText small_puzzle() { return {"x", puzzle_toml, puzzle_words, puzzle_words}; }

std::string problems_of_duel(const LessonText& text) { return problems(parse_duel(text), check_duel); }
std::string problems_of_puzzle(const LessonText& text) { return problems(parse_puzzle(text), check_puzzle); }

}  // namespace hw::lesson::test
