#include "ui/app/lesson_session.h"

#include <algorithm>
#include <charconv>
#include <variant>

#include "lesson/scene.h"
#include "ui/views/time/playback.h"

namespace hw::ui {

namespace {

using lesson::Phase;

bool asks_for_a_segment(lesson::ActKind kind) {
    return kind >= lesson::ActKind::Drop && kind <= lesson::ActKind::Release;
}

PacketId packet_of(const sim::Command& command) {
    if (const auto* drop = std::get_if<sim::DropPacket>(&command)) return drop->packet;
    if (const auto* hold = std::get_if<sim::HoldPacket>(&command)) return hold->packet;
    if (const auto* release = std::get_if<sim::ReleasePacket>(&command)) return release->packet;
    if (const auto* delay = std::get_if<sim::DelayPacket>(&command)) return delay->packet;
    if (const auto* copy = std::get_if<sim::DuplicatePacket>(&command)) return copy->packet;
    if (const auto* edit = std::get_if<sim::EditPacket>(&command)) return edit->packet;
    return {};
}

}  // namespace

LessonSession::LessonSession(const lesson::Lesson& lesson)
    : lesson_(lesson),
      player_(lesson::make_player(lesson)),
      runs_(scenes_of(0), opens_at(0), judged_until(0)) {
    enter_step();
}

std::vector<const lesson::Scene*> LessonSession::scenes_of(std::uint32_t step) const {
    if (step >= lesson_.steps.size()) return {&lesson_.scenes[lesson_.challenge.run.scene]};
    std::vector<const lesson::Scene*> scenes;
    for (const lesson::RunSpec& run : lesson_.steps[step].runs) scenes.push_back(&lesson_.scenes[run.scene]);
    return scenes;
}

Instant LessonSession::opens_at(std::uint32_t step) const {
    return step < lesson_.steps.size() ? lesson_.steps[step].opens_at : lesson_.challenge.opens_at;
}

Instant LessonSession::judged_until(std::uint32_t step) const {
    return step < lesson_.steps.size() ? lesson_.steps[step].judged_until : lesson_.challenge.plays_until;
}

Instant LessonSession::planned_end() const {
    return is_on_last_page() ? lesson_.challenge.plays_until : lesson_.steps[player_.step].plays_until;
}

// On the last page there is no plan to be shown: the learner goes on as long as they like.
Instant LessonSession::end() const {
    const Instant seen = runs_.seen_until();
    return later_of(is_on_last_page() ? earlier_of(planned_end(), seen + 1_s) : planned_end(), seen);
}

std::string LessonSession::step_id() const {
    return is_on_last_page() ? std::string("end") : lesson_.steps[player_.step].id;
}

bool LessonSession::open(std::string_view step, std::string_view progress, std::optional<Instant> at) {
    if (const auto player = lesson::parse_player(progress, lesson_); player && !progress.empty()) {
        player_ = *player;
        enter_step();
    }
    has_begun_ |= !step.empty() || !progress.empty();
    bool is_found = step.empty();
    // A step may be given by its number, from 1.
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), number);
    const bool is_number = error == std::errc{} && end == step.data() + step.size();
    if (is_number && number >= 1 && number <= lesson_.steps.size()) step = lesson_.steps[number - 1].id;
    for (std::uint32_t i = 0; i <= lesson_.steps.size() && !step.empty(); ++i) {
        const std::string_view id = i < lesson_.steps.size() ? std::string_view(lesson_.steps[i].id) : "end";
        if (id != step) continue;
        is_found = true;
        if (i != player_.step) apply_to_player(lesson::GoToStep{i});
    }
    if (at) seek(*at);
    return is_found;
}

// ---- steps ------------------------------------------------------------------------------------------

void LessonSession::enter_step() {
    kept_runs_.insert_or_assign(shown_step_, runs_);
    wanted_run_ = 0;
    shown_step_ = player_.step;
    const auto kept = kept_runs_.find(shown_step_);
    const bool begins_anew = kept == kept_runs_.end() || player_.phase == Phase::Predict;
    runs_ = begins_anew ? RunSet(scenes_of(shown_step_), opens_at(shown_step_), judged_until(shown_step_))
                        : kept->second;
    selections_.assign(runs_.size(), {});
    pending_report_.reset();
    wrong_report_.reset();
    compared_.reset();
    text_key_.reset();
    playback_.is_playing = false;
    observe();
    const bool was_finished_elsewhere =
        kept == kept_runs_.end() && !is_on_last_page() && player_.phase != Phase::Predict;
    if (!was_finished_elsewhere) return;
    // The learner comes back by a link: the run is made again as the lesson itself makes it.
    for (std::size_t guard = 0; pending_hand() && guard <= lesson_.steps[player_.step].hand.size(); ++guard) {
        go_to_hand_moment();
        do_hand();
    }
    if (runs_.is_measured()) finish_measured();
    runs_.seek(lesson_.steps[player_.step].plays_until);
}

void LessonSession::observe() {
    if (runs_.is_measured()) return observe_measured();
    if (is_on_last_page()) {
        player_.challenge_is_met |= lesson::judge_challenge(lesson_, runs_.sources().front()).holds;
        return;
    }
    observation_ = lesson::observe(lesson_, player_.step, runs_.sources());
}

void LessonSession::apply_to_player(const lesson::PlayerCommand& command) {
    const std::uint32_t step = player_.step;
    const bool starts_again = std::holds_alternative<lesson::TryAgain>(command);
    if (!lesson::apply(player_, lesson_, command, observation_)) return;
    if (starts_again) kept_runs_.erase(step);
    if (player_.step != step || starts_again) enter_step();
}

// ---- what is to be done by hand -----------------------------------------------------------------------

std::optional<std::uint32_t> LessonSession::pending_hand() const {
    if (is_on_last_page()) return std::nullopt;
    const auto& done = observation_.hand_is_done;
    const auto open = std::find(done.begin(), done.end(), false);
    if (open == done.end()) return std::nullopt;
    return static_cast<std::uint32_t>(open - done.begin());
}

bool LessonSession::is_hand_due() const {
    const auto hand = pending_hand();
    if (!hand) return false;
    const auto& acts = lesson_.steps[player_.step].hand[*hand].acts;
    if (acts.empty()) return false;
    if (!asks_for_a_segment(acts.front().kind)) return runs_.now() >= acts.front().at;
    for (std::size_t run = 0; run < runs_.size(); ++run) {
        if (pointed_packet(run).exists()) return true;
    }
    return false;
}

bool LessonSession::hand_needs_button() const {
    const auto hand = pending_hand();
    if (!hand) return false;
    const auto& acts = lesson_.steps[player_.step].hand[*hand].acts;
    return !acts.empty() && !asks_for_a_segment(acts.front().kind);
}

PacketId LessonSession::pointed_packet(std::size_t run) const {
    const auto hand = pending_hand();
    if (!hand) return {};
    const sim::Timeline& timeline = runs_.timeline(run);
    for (const lesson::Act& act : lesson_.steps[player_.step].hand[*hand].acts) {
        if (!asks_for_a_segment(act.kind)) continue;
        if (act.run != lesson::in_all_runs && act.run != run) continue;
        for (const sim::Command& command : lesson::commands_for(act, timeline.world(), timeline.trace())) {
            const PacketId packet = packet_of(command);
            if (packet.exists()) return packet;
        }
    }
    return {};
}

void LessonSession::do_hand() {
    const auto hand = pending_hand();
    if (!hand) return;
    for (const lesson::Act& act : lesson_.steps[player_.step].hand[*hand].acts) {
        for (std::size_t run = 0; run < runs_.size(); ++run) {
            if (act.run != lesson::in_all_runs && act.run != run) continue;
            const sim::Timeline& timeline = runs_.timeline(run);
            const sim::World& world = runs_.is_measured() ? runs_.measured(run).world() : timeline.world();
            for (const sim::Command& command : lesson::commands_for(act, world, timeline.trace())) {
                last_error_ = runs_.issue(run, command);
            }
        }
    }
    observe();
}

void LessonSession::go_to_hand_moment() {
    const auto hand = pending_hand();
    if (!hand) return;
    const auto& acts = lesson_.steps[player_.step].hand[*hand].acts;
    if (!acts.empty()) runs_.seek(later_of(acts.front().at, lesson_.steps[player_.step].opens_at));
}

// ---- playback -----------------------------------------------------------------------------------------

bool LessonSession::can_play() const { return is_on_last_page() || player_.phase != Phase::Predict; }

void LessonSession::play() {
    if (!can_play()) return;
    if (runs_.now() >= end() && runs_.next_event_at().is_never()) return;
    playback_.is_playing = true;
    playback_.rested_s = 0;
}

// Where play halts by itself: at the next thing to do by hand, at the end of the step, or, beyond it, when
// nothing more is going to happen soon.
Instant LessonSession::next_stop() const {
    const Instant planned = planned_end();
    if (const auto hand = pending_hand(); hand && player_.phase == Phase::Observe) {
        const auto& acts = lesson_.steps[player_.step].hand[*hand].acts;
        if (!acts.empty() && acts.front().at > runs_.now()) return earlier_of(acts.front().at, planned);
    }
    const Instant next = runs_.next_event_at();
    // On the last page the learner goes on from where it has come to rest, not from the end of the plan.
    const bool rests = is_on_last_page() && next.is_never();
    if (runs_.now() < planned && !rests) return planned;
    return next.is_never() ? later_of(runs_.now(), std::min(runs_.seen_until(), planned)) : next;
}

void LessonSession::stop_reached() {
    playback_.is_playing = false;
    if (runs_.is_measured() && runs_.now() >= planned_end()) finish_measured();
    if (is_on_last_page() || player_.phase != Phase::Observe) return;
    if (runs_.now() < lesson_.steps[player_.step].plays_until) return;
    apply_to_player(lesson::RunEnded{});
}

// The run that was replayed for grading knows what comes until the end of the step; beyond it, only what was seen.
const PlaybackPlan& LessonSession::plan_until(Instant stop) {
    const Instant planned = planned_end();
    const bool is_within_step = stop <= planned;
    const PlanKey key{player_.step, runs_.history_version(), playback_.speed,
                      is_within_step ? planned : stop};
    if (plan_key_ == key) return plan_;
    plan_key_ = key;
    std::vector<const sim::Trace*> histories;
    std::optional<lesson::History> replayed;
    if (is_within_step && is_on_last_page()) {
        replayed = lesson::replay(runs_.sources().front(), {.until = planned});
        histories.push_back(&replayed->trace);
    } else if (is_within_step) {
        for (const lesson::History& run : observation_.runs) histories.push_back(&run.trace);
    } else {
        for (std::size_t run = 0; run < runs_.size(); ++run)
            histories.push_back(&runs_.timeline(run).trace());
    }
    plan_ = plan_playback(histories, {.from = is_within_step ? opens_at(player_.step) : stop,
                                      .until = key.until,
                                      .round_trip = runs_.model(0, true).round_trip(),
                                      .factor = speeds[static_cast<std::size_t>(playback_.speed)].factor});
    return plan_;
}

void LessonSession::advance(double elapsed_s, bool by_events) {
    if (!playback_.is_playing) return;
    if (runs_.is_measured()) return advance_measured(elapsed_s);
    const Instant stop = next_stop();
    if (stop <= runs_.now()) return stop_reached();
    play_runs(runs_, playback_, plan_until(stop), elapsed_s, by_events, stop);
    if (runs_.now() >= stop) stop_reached();
}

void LessonSession::seek(Instant t) {
    // Before the prediction only what has been seen may be looked at.
    const Instant latest =
        can_play() ? later_of(end(), planned_end()) : later_of(runs_.seen_until(), opens_at(player_.step));
    runs_.seek(earlier_of(t, latest));
    playback_.is_playing = false;
    if (player_.phase == Phase::Observe && !is_on_last_page()) stop_reached();
}

void LessonSession::show_evidence(const lesson::Evidence& evidence) {
    if (evidence.run >= runs_.size()) return;
    playback_.is_playing = false;
    wanted_run_ = evidence.run;
    if (runs_.is_measured() || !evidence.is_event || evidence.event == 0) {
        runs_.seek(earlier_of(evidence.at, end()));
        return;
    }
    // Why: what has been so since before the step began was decided by nothing in it; its end shows that it stayed so.
    if (evidence.at < opens_at(player_.step)) return runs_.seek(end());
    runs_.seek_event(evidence.run, evidence.event);
    selections_.assign(runs_.size(), {});
    selections_[evidence.run].event = evidence.event - 1;
}

// ---- words --------------------------------------------------------------------------------------------

const StepText& LessonSession::text(Language language) {
    const TextKey key{player_.step, runs_.history_version(), language};
    if (text_key_ != key) {
        text_ = step_text(lesson_, player_.step, language, observation_);
        text_key_ = key;
    }
    return text_;
}

const ClosingText& LessonSession::closing(Language language) {
    if (closing_language_ != language) {
        closing_ = closing_text(lesson_, language);
        closing_language_ = language;
    }
    return closing_;
}

const TextBlocks& LessonSession::intro(Language language) {
    if (intro_language_ != language) {
        intro_ = to_blocks(lesson_.in(lesson_language(language)).intro);
        intro_language_ = language;
    }
    return intro_;
}

}  // namespace hw::ui
