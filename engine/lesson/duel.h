#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lesson/check.h"
#include "lesson/lesson.h"
#include "lesson/observation.h"

// A duel: something that many people say of TCP, and the run that decides it (DESIGN §5). One run, or two that
// differ in one rule; a table of what they show, judged by the engine; a verdict and the clause. lessons/WRITING.md
// has the format.

namespace hw::lesson {

// One row of "what the runs say". Both claims are asked of each run by itself; neither: the cell is neutral.
struct DuelRow {
    std::string id{};
    std::optional<Claim> good{};
    std::optional<Claim> bad{};
    int line = 0;
};

enum class Mark : std::uint8_t { Neutral, Good, Bad };

struct DuelRowWords {
    std::string label{};  // "Bytes sent to nobody"
    Spans cell{};         // "{server.delivered} bytes": values of the run whose cell it is
};

struct DuelWords {
    std::string title{};  // "Two steps are enough"
    Spans claim{};        // as people say it
    Spans setting{};      // what the two runs are
    std::vector<std::string> run_names{};
    std::vector<DuelRowWords> rows{};  // by index of Duel::rows
    Document verdict{};                // may hold values
};

struct Duel {
    std::string id{};
    std::uint32_t order = 0;
    std::vector<Scene> scenes{};
    std::vector<RunSpec> runs{};  // one or two
    Instant plays_until{};
    Instant judged_until{};
    Claim belief{};                      // the misconception, as a claim; the engine finds it false
    std::vector<Option> refuted_by{};    // what is true instead
    std::vector<Option> true_only_as{};  // "true only as …": where what people say does hold; mostly empty
    std::vector<DuelRow> rows{};
    std::vector<std::string> clauses{};
    ReadMore more{};
    ClaimScope scope{};       // of the whole duel: run(two).server.state
    ClaimScope cell_scope{};  // of a row, in one run: server.state
    int line = 0;
    std::array<DuelWords, language_count> words{};

    const DuelWords& in(Language language) const { return words[static_cast<std::uint32_t>(language)]; }
};

// Every mistake at once, each as "path:line: what was expected". LessonText::toml is duel.toml.
Result<Duel, std::vector<FileError>> parse_duel(const LessonText& text);

inline constexpr std::uint32_t max_duel_rows = 8;

// What the engine says: the runs, the marks of every cell, and whether what people say holds after all.
struct DuelObservation {
    std::vector<History> runs{};             // by index of Duel::runs
    std::vector<std::vector<Mark>> marks{};  // by row, then by run
    Judgement belief{};
    std::vector<Judgement> refuted_by{};
    std::vector<Judgement> true_only_as{};
};

DuelObservation observe(const Duel& duel, std::span<const RunSource> runs);
// The duel as it stands, by nobody's hand.
DuelObservation observe(const Duel& duel);

// The words of one cell, its values filled in.
Spans cell_words(const Duel& duel, const DuelObservation& observation, Language language, std::uint32_t row,
                 std::uint32_t run);

// What makes a duel bad: a misconception that holds, a refutation or a "true only as" that does not, a value that a
// cell or the verdict needs and the run does not have, a run without an end.
LessonReport check_duel(const Duel& duel, const std::string& folder);

}  // namespace hw::lesson
