// The words of one step, ready to be drawn: values filled in from the learner's own run, spans of the lesson room
// turned into spans of the paragraph painter. Made anew when the step, the run or the language changes.
#pragma once

#include "lesson/lesson.h"
#include "lesson/observation.h"
#include "ui/draw/rich_text.h"
#include "ui/text/messages.h"

#include <string>
#include <vector>

namespace hw::ui {

using Spans = std::vector<TextSpan>;

struct TextBlock {
    lesson::BlockKind kind = lesson::BlockKind::Paragraph;
    Spans spans{};
};
using TextBlocks = std::vector<TextBlock>;

struct OptionText {
    std::string label{};
    std::string detail{};
};

struct StepText {
    std::string title{};
    TextBlocks see{};
    Spans ask{};
    std::vector<OptionText> choices{};
    std::vector<Spans> hand{};
    Spans report_ask{};
    std::vector<OptionText> reports{};
    TextBlocks explain{};
    TextBlocks linux_note{};
    std::vector<std::string> run_names{};
};

// The last page: break it by hand, recap, what to ask now.
struct ClosingText {
    TextBlocks challenge{};
    TextBlocks challenge_done{};
    TextBlocks recap{};
    Spans next{};
};

lesson::Language lesson_language(Language language);
Spans to_spans(const lesson::Spans& spans);
TextBlocks to_blocks(const lesson::Document& document);

StepText step_text(const lesson::Lesson& lesson, std::uint32_t step, Language language,
                   const lesson::Observation& observation);
ClosingText closing_text(const lesson::Lesson& lesson, Language language);

}  // namespace hw::ui
