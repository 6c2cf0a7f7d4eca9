#include "native/cli/run_source.h"

#include <algorithm>
#include <filesystem>

#include "capture/read.h"
#include "lesson/observation.h"
#include "lesson/scene.h"
#include "native/cli/files.h"
#include "native/cli/lesson_files.h"
#include "script/numbers.h"
#include "sim/canned_runs.h"
#include "sim/random_world.h"
#include "sim/story.h"
#include "wire/emit.h"

namespace hw::cli {
namespace {

using Run = Result<FinishedRun, std::string>;

FinishedRun begin_run(const std::string& name, const sim::World& initial) {
    FinishedRun run;
    run.name = name;
    run.world = initial;
    if (!initial.hosts.empty()) run.tcp = initial.hosts.front().config.tcp;
    run.trace.kept_packet_bytes = wire::max_packet_bytes;
    run.trace.most_packet_bytes = 256ull << 20;
    return run;
}

// "" if the step or run that was wished for can be; it is for lessons only.
std::string refuse_lesson_options(const RunWish& wish) {
    if (wish.stream) return "only a capture has streams";
    if (wish.step) return "only a lesson has steps";
    if (wish.run) return "only a lesson's step has several runs";
    return "";
}

Run run_canned(const sim::CannedRun& canned, const RunWish& wish) {
    if (std::string error = refuse_lesson_options(wish); !error.empty()) return error;
    FinishedRun run = begin_run(wish.what, canned.make());
    sim::run(run.world, {.until = wish.until.value_or(canned.until)}, &run.trace);
    return run;
}

Run run_random(std::uint32_t seed, const RunWish& wish) {
    if (std::string error = refuse_lesson_options(wish); !error.empty()) return error;
    if (wish.until) return std::string("a random world ends when it has come to rest: it takes no --until");
    sim::WatchedRun watched = sim::watch_random_world(seed);
    FinishedRun run;
    run.name = wish.what;
    run.failure = std::move(watched.run.failure);
    run.world = std::move(watched.world);
    run.trace = std::move(watched.trace);
    run.tcp = run.world.hosts.front().config.tcp;
    return run;
}

template <class List>
std::string ids_of(const List& list) {
    std::string ids;
    for (const auto& one : list) ids += (ids.empty() ? "" : ", ") + std::string(one.id);
    return ids;
}

Run run_lesson(const lesson::LessonText& text, const RunWish& wish) {
    if (wish.stream) return std::string("only a capture has streams");
    const auto lesson = lesson::parse_lesson(text);
    if (!lesson.ok()) return lesson.error().front().to_text();
    const auto with_id = [](const auto& list, const std::optional<std::string>& id) {
        return id ? std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id == *id; })
                  : list.begin();
    };
    const auto step = with_id(lesson->steps, wish.step);
    if (step == lesson->steps.end())
        return "there is no step '" + wish.step.value_or("") + "'; there are " + ids_of(lesson->steps);
    const auto spec = with_id(step->runs, wish.run);
    if (spec == step->runs.end())
        return "the step has no run '" + wish.run.value_or("") + "'; there are " + ids_of(step->runs);

    const sim::World initial = lesson::initial_world(lesson->scenes[spec->scene]);
    const auto number = static_cast<std::uint32_t>(spec - step->runs.begin());
    const auto log = lesson::scripted_log(initial, lesson::acts_of_run(*step, number),
                                          lesson->scenes[spec->scene].measure_every);
    FinishedRun run = begin_run(wish.what, initial);
    const Instant until = wish.until.value_or(step->judged_until);
    for (const sim::LoggedCommand& entry : log) {
        if (entry.at > until) break;
        while (run.world.event_count < entry.event_index && sim::step(run.world, &run.trace)) continue;
        sim::apply(run.world, entry.command, entry.at, &run.trace);
    }
    sim::run(run.world, {.until = until}, &run.trace);
    return run;
}

Run import_capture(const RunWish& wish) {
    if (wish.step || wish.run) return std::string("only a lesson has steps and runs");
    const auto text = read_file(wish.what);
    if (!text.ok()) return text.error().to_text();
    const auto bytes = std::span(reinterpret_cast<const std::uint8_t*>(text->data()), text->size());
    const auto file = capture::read_capture(bytes);
    if (!file.ok()) return wish.what + ": " + capture::to_text(file.error());
    auto import = capture::import_of(*file, {.stream = wish.stream, .until = wish.until});
    if (!import.ok()) return wish.what + ": " + import.error();
    FinishedRun run;
    run.name = wish.what;
    run.world = import->world;
    run.trace = std::move(import->trace);
    run.import = std::move(*import);
    return run;
}

bool is_link(const std::string& what) {
    return what.find("://") != what.npos || what.find("#/") != what.npos;
}

std::string nothing_called(const std::string& what, const std::vector<lesson::LessonText>& lessons) {
    std::string names;
    for (const lesson::LessonText& text : lessons) names += " " + id_of(text);
    std::string canned;
    for (const sim::CannedRun& run : sim::canned_runs()) canned += " " + std::string(run.name);
    return "there is nothing called '" + what + "'. Lessons:" + names + ". Worlds:" + canned +
           " seed:N. Or name a capture file.";
}

}  // namespace

Run carry_out(const RunWish& wish, const std::vector<lesson::LessonText>& lessons) {
    if (const sim::CannedRun* canned = sim::find_canned_run(wish.what)) return run_canned(*canned, wish);
    constexpr std::string_view seed_prefix = "seed:";
    if (wish.what.starts_with(seed_prefix)) {
        const auto seed = script::parse_u32(std::string_view(wish.what).substr(seed_prefix.size()));
        if (!seed) return "expected seed:N with 0 <= N < 2^32, not '" + wish.what + "'";
        return run_random(*seed, wish);
    }
    const auto lesson = std::find_if(lessons.begin(), lessons.end(), [&](const lesson::LessonText& text) {
        return id_of(text) == wish.what;
    });
    if (lesson != lessons.end()) return run_lesson(*lesson, wish);
    if (is_link(wish.what))
        return std::string(
            "a link names a place in a lesson, not the commands that led there: name the lesson");
    std::error_code unknown;
    if (std::filesystem::exists(wish.what, unknown)) return import_capture(wish);
    return nothing_called(wish.what, lessons);
}

}  // namespace hw::cli
