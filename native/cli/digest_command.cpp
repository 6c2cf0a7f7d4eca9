#include <algorithm>

#include "lesson/observation.h"
#include "native/cli/commands.h"
#include "native/cli/hex.h"
#include "native/cli/lesson_files.h"
#include "sim/canned_worlds.h"

// handwave digest: what must be the same natively and as wasm (DESIGN law 5).

namespace hw::cli {
namespace {

constexpr OptionSpec options[] = {lessons_option};

// Of every world that the lesson's own runs pass through, moment by moment.
std::uint64_t digest_of(const lesson::Lesson& lesson) {
    Digest digest;
    for (std::uint32_t step = 0; step < lesson.steps.size(); ++step)
        for (const lesson::History& history : lesson::observe_as_scripted(lesson, step).runs) {
            if (history.is_measured) digest.word(history.digest_at_end);
            for (const sim::World& moment : history.moments) digest.word(sim::digest_of(moment));
        }
    return digest.value();
}

// W0, connected, after ten seconds.
std::uint64_t digest_of_w0() {
    sim::World world = sim::w0();
    sim::schedule(world, Instant{}, sim::w0_connect());
    sim::run(world, {.until = Instant{} + 10_s});
    return sim::digest_of(world);
}

bool print_digest(const std::string& name, const std::vector<lesson::LessonText>& lessons, Console& console) {
    if (name == "w0") {
        console.out << hex_64(digest_of_w0()) << "  w0\n";
        return true;
    }
    const auto found = std::find_if(lessons.begin(), lessons.end(),
                                    [&](const lesson::LessonText& text) { return id_of(text) == name; });
    if (found == lessons.end()) {
        console.err << "handwave digest: there is no lesson or world '" << name << "'\n";
        return false;
    }
    const auto lesson = lesson::parse_lesson(*found);
    if (!lesson.ok()) {
        for (const FileError& error : lesson.error()) console.err << error.to_text() << '\n';
        return false;
    }
    console.out << hex_64(digest_of(*lesson)) << "  " << name << '\n';
    return true;
}

ExitStatus run(const Arguments& arguments, Console& console) {
    const auto lessons = find_lessons(arguments);
    if (!lessons.ok()) {
        console.err << lessons.error().to_text() << '\n';
        return ExitStatus::Misused;
    }
    std::vector<std::string> names = arguments.operands;
    if (names.empty()) {
        names.push_back("w0");
        for (const lesson::LessonText& text : *lessons) names.push_back(id_of(text));
    }
    for (const std::string& name : names)
        if (!print_digest(name, *lessons, console)) return ExitStatus::Misused;
    return ExitStatus::Good;
}

}  // namespace

const Command digest_command{
    .name = "digest",
    .operands = "[LESSON|w0…]",
    .summary = "prints the digests that every build must agree on",
    .details =
        "One line each: the digest of every moment of a lesson's own runs, or of the world w0 after a "
        "handshake.\n"
        "They are the same natively and as wasm, debug and release. Without an operand: w0 and every "
        "lesson.\n"
        "('handwave sim --digest' does the same for random worlds.)",
    .options = options,
    .least_operands = 0,
    .most_operands = 1'000,
    .run = run,
};

}  // namespace hw::cli
