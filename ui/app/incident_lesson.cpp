#include "ui/app/incident_lesson.h"

#include <algorithm>
#include <variant>

namespace hw::ui {

namespace {

using lesson::Phase;

}  // namespace

IncidentLesson::IncidentLesson(const lesson::Lesson& lesson)
    : lesson_(lesson), player_(lesson::make_player(lesson)) {}

bool IncidentLesson::open(std::string_view step, std::string_view progress) {
    if (const auto player = lesson::parse_player(progress, lesson_); player && !progress.empty())
        player_ = *player;
    has_begun_ |= !step.empty() || !progress.empty();
    if (step.empty()) return true;
    for (std::uint32_t i = 0; i <= lesson_.steps.size(); ++i) {
        const std::string_view id = i < lesson_.steps.size() ? std::string_view(lesson_.steps[i].id) : "end";
        if (id != step) continue;
        if (i != player_.step) lesson::apply(player_, lesson_, lesson::GoToStep{i}, observation_);
        return true;
    }
    return false;
}

std::string IncidentLesson::step_id() const { return is_on_last_page() ? "end" : step().id; }

std::string IncidentLesson::run_name(Language language, std::size_t run) const {
    if (is_on_last_page()) return {};
    const auto& names = lesson_.in(lesson_language(language)).steps[player_.step].run_names;
    return run < names.size() ? names[run] : std::string();
}

// ---- runs

void IncidentLesson::show(IncidentWard& ward) {
    pending_report_.reset();
    wrong_report_.reset();
    other_.reset();
    is_judged_ = false;
    if (is_on_last_page()) return ward.show_set({});
    const bool is_new = !has_begun_ || player_.phase == Phase::Predict;
    const Instant until = step().judged_until;
    // The cover needs no run.
    const Instant opens_at = has_begun_ ? step().opens_at : Instant{};
    const auto world_of = [&](const lesson::RunSpec& run) {
        return lesson::initial_world(lesson_.scenes[run.scene]);
    };
    ward.show_scene(world_of(step().runs.back()), is_new ? opens_at : until, until);
    if (step().runs.size() > 1) {
        other_.emplace(world_of(step().runs.front()), until);
        other_->go_to(is_new ? opens_at : until, 0);
    }
    observe(ward);
}

void IncidentLesson::observe(const IncidentWard& ward) {
    std::vector<lesson::History> runs;
    if (other_) runs.push_back(lesson::history_of(other_->measured()));
    runs.push_back(lesson::history_of(ward.run().measured()));
    observation_ = lesson::observe_known(lesson_, player_.step, std::move(runs));
    ++version_;
}

void IncidentLesson::advance(double elapsed_s, IncidentWard& ward) {
    if (other_) other_->advance(elapsed_s);
    const bool are_over = ward.run().is_over() && (!other_ || other_->is_over());
    if (is_on_last_page() || is_judged_ || !are_over || ward.shown_set()) return;
    is_judged_ = true;
    observe(ward);
    if (player_.phase == Phase::Observe) apply(lesson::RunEnded{}, ward);
}

void IncidentLesson::show_evidence(const lesson::Evidence& evidence, IncidentWard& ward) {
    ward.carry_out(wish::Seek{static_cast<double>(evidence.at.us) / 1e6});
}

// ---- what the learner does

void IncidentLesson::apply(const lesson::PlayerCommand& command, IncidentWard& ward) {
    const std::uint32_t before = player_.step;
    if (!lesson::apply(player_, lesson_, command, observation_)) return;
    ++version_;
    if (player_.step != before || std::holds_alternative<lesson::TryAgain>(command)) show(ward);
}

void IncidentLesson::press_primary(IncidentWard& ward) {
    if (!has_begun_) {
        has_begun_ = true;
        return show(ward);
    }
    switch (lesson::primary_action(player_, lesson_, observation_)) {
        case lesson::PrimaryAction::Run: apply(lesson::Run{}, ward); [[fallthrough]];
        case lesson::PrimaryAction::WatchRun:
            ward.carry_out(wish::Play{true});
            if (other_) other_->go_to(other_->until(), 0);
            break;
        case lesson::PrimaryAction::Report: {
            if (!pending_report_) break;
            const std::uint32_t report = *std::exchange(pending_report_, std::nullopt);
            apply(lesson::ReportSeen{report}, ward);
            const bool looks_again = player_.phase == Phase::Report;
            wrong_report_ = looks_again ? std::optional(report) : std::nullopt;
            if (looks_again) show_evidence(observation_.reports[report].evidence, ward);
            break;
        }
        case lesson::PrimaryAction::Next:
        case lesson::PrimaryAction::FinishLesson: apply(lesson::Next{}, ward); break;
        case lesson::PrimaryAction::DoByHand:
        case lesson::PrimaryAction::None: break;
    }
}

bool IncidentLesson::carry_out(const Command& command, IncidentWard& ward) {
    const auto judgement = [](const std::vector<lesson::Judgement>& all, int index) {
        return all[static_cast<std::size_t>(index)].evidence;
    };
    if (const auto* choose = std::get_if<command::Choose>(&command)) {
        apply(lesson::Choose{static_cast<std::uint32_t>(choose->choice)}, ward);
    } else if (const auto* report = std::get_if<command::ReportAnswer>(&command)) {
        pending_report_ = static_cast<std::uint32_t>(report->choice);
        wrong_report_.reset();
    } else if (std::holds_alternative<command::PrimaryStep>(command)) {
        press_primary(ward);
    } else if (std::holds_alternative<command::BackStep>(command)) {
        apply(lesson::Back{}, ward);
    } else if (const auto* go = std::get_if<command::GoToStep>(&command)) {
        apply(lesson::GoToStep{go->step}, ward);
    } else if (std::holds_alternative<command::TryStepAgain>(command)) {
        apply(lesson::TryAgain{}, ward);
    } else if (const auto* choice = std::get_if<command::ShowChoiceEvidence>(&command)) {
        show_evidence(judgement(observation_.choices, choice->choice), ward);
    } else if (const auto* seen = std::get_if<command::ShowReportEvidence>(&command)) {
        show_evidence(judgement(observation_.reports, seen->report), ward);
    } else {
        return false;
    }
    return true;
}

// ---- what the pane shows

LessonModel IncidentLesson::model(Language language, const IncidentWard& ward) {
    const TextKey key{player_.step, version_, language};
    if (text_key_ != key) {
        text_key_ = key;
        intro_ = to_blocks(lesson_.in(lesson_language(language)).intro);
        if (is_on_last_page())
            closing_ = closing_text(lesson_, language);
        else
            text_ = step_text(lesson_, player_.step, language, observation_);
    }
    player_.challenge_is_met |= is_on_last_page() && ward.is_accepted();
    const lesson::Words& words = lesson_.in(lesson_language(language));
    LessonModel model{
        .lesson = &lesson_, .player = &player_, .observation = &observation_, .question = words.title};
    if (is_on_last_page())
        model.closing = &closing_;
    else
        model.text = &text_;
    if (player_.step + 1 < words.steps.size()) model.next_title = words.steps[player_.step + 1].title;
    if (!has_begun_) model.intro = &intro_;
    model.primary = lesson::primary_action(player_, lesson_, observation_);
    model.pending_report = pending_report_;
    model.wrong_report = wrong_report_;
    model.is_playing = ward.is_playing() || is_busy();
    model.is_measured = true;
    model.is_challenge_met = player_.challenge_is_met;
    return model;
}

}  // namespace hw::ui
