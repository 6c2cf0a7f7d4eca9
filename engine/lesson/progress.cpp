#include <charconv>

#include "lesson/player.h"

// A player as a short text and back: the step, its phase, and two letters for every step.

namespace hw::lesson {

namespace {

constexpr std::string_view phase_letters = "pore";

char letter_of(const std::optional<std::uint32_t>& answer, bool was_right) {
    if (!answer.has_value()) return '-';
    return static_cast<char>((was_right ? 'A' : 'a') + static_cast<char>(*answer));
}

// False when the letter is none of the answers there are.
bool parse_answer(char letter, std::size_t option_count, std::optional<std::uint32_t>& answer,
                  bool& was_right) {
    if (letter == '-') return true;
    was_right = letter >= 'A' && letter <= 'Z';
    const int index = letter - (was_right ? 'A' : 'a');
    if (index < 0 || static_cast<std::size_t>(index) >= option_count) return false;
    answer = static_cast<std::uint32_t>(index);
    return true;
}

// "Ba": chose b, rightly; reported a, wrongly.
std::optional<StepProgress> parse_step(std::string_view letters, const Step& step) {
    if (letters.size() != 2) return std::nullopt;
    StepProgress progress;
    const bool is_known =
        parse_answer(letters[0], step.choices.size(), progress.choice, progress.choice_was_right) &&
        parse_answer(letters[1], step.reports.size(), progress.report, progress.report_was_right);
    if (!is_known || (progress.report.has_value() && !progress.choice.has_value())) return std::nullopt;
    progress.is_explained = progress.report_was_right;
    return progress;
}

}  // namespace

std::string to_text(const Player& player) {
    std::string text = std::to_string(player.step);
    text += phase_letters[static_cast<std::size_t>(player.phase)];
    for (const StepProgress& step : player.steps) {
        text += '.';
        text += letter_of(step.choice, step.choice_was_right);
        text += letter_of(step.report, step.report_was_right);
    }
    if (player.challenge_is_met) text += ".met";
    return text;
}

std::optional<Player> parse_player(std::string_view text, const Lesson& lesson) {
    Player player = make_player(lesson);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), player.step);
    if (error != std::errc{} || player.step > lesson.steps.size() || end == text.data() + text.size())
        return std::nullopt;
    const std::size_t phase = phase_letters.find(*end);
    if (phase == std::string_view::npos) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    for (std::size_t i = 0; i < player.steps.size(); ++i) {
        if (text.size() < 3 || text.front() != '.') return std::nullopt;
        const auto progress = parse_step(text.substr(1, 2), lesson.steps[i]);
        if (!progress) return std::nullopt;
        player.steps[i] = *progress;
        text.remove_prefix(3);
    }
    player.challenge_is_met = text == ".met";
    if (!text.empty() && !player.challenge_is_met) return std::nullopt;
    // The run of a step that was left half-way is gone: it begins anew, with what was chosen.
    const bool may_explain = !player.is_on_last_page() && player.steps[player.step].is_explained;
    player.phase =
        may_explain && static_cast<Phase>(phase) == Phase::Explain ? Phase::Explain : Phase::Predict;
    return player;
}

}  // namespace hw::lesson
