#include "ui/views/lesson/lesson_text.h"

namespace hw::ui {

namespace {

SpanKind kind_of(lesson::SpanKind kind) {
    switch (kind) {
        case lesson::SpanKind::Emphasis:
        case lesson::SpanKind::Strong: return SpanKind::Strong;
        case lesson::SpanKind::Code: return SpanKind::Code;
        case lesson::SpanKind::Link: return SpanKind::Link;
        case lesson::SpanKind::Citation: return SpanKind::Citation;
        case lesson::SpanKind::Plain:
        case lesson::SpanKind::Value: break;
    }
    return SpanKind::Plain;
}

std::vector<OptionText> option_texts(const std::vector<lesson::OptionWords>& words,
                                     const lesson::ClaimScope& scope,
                                     const lesson::Observation& observation) {
    std::vector<OptionText> texts;
    for (const lesson::OptionWords& option : words) {
        texts.push_back({.label = lesson::plain_text(option.label),
                         .detail = lesson::plain_text(lesson::fill(option.detail, scope, observation.runs))});
    }
    return texts;
}

}  // namespace

lesson::Language lesson_language(Language language) {
    return language == Language::Zh ? lesson::Language::Zh : lesson::Language::En;
}

Spans to_spans(const lesson::Spans& spans) {
    Spans out;
    for (const lesson::Span& span : spans) {
        // The words say "lesson:ghosts", the address is that of its page.
        constexpr std::string_view lesson_link = "lesson:";
        const bool is_lesson = span.target.starts_with(lesson_link);
        out.push_back(
            {.kind = kind_of(span.kind),
             .text = span.text,
             .target = is_lesson ? "#/lesson/" + span.target.substr(lesson_link.size()) : span.target});
    }
    return out;
}

TextBlocks to_blocks(const lesson::Document& document) {
    TextBlocks out;
    for (const lesson::Block& block : document)
        out.push_back({.kind = block.kind, .spans = to_spans(block.spans)});
    return out;
}

StepText step_text(const lesson::Lesson& lesson, std::uint32_t step, Language language,
                   const lesson::Observation& observation) {
    const lesson::StepWords& words = lesson.in(lesson_language(language)).steps[step];
    const lesson::ClaimScope& scope = lesson.steps[step].scope;
    StepText text{.title = words.title, .see = to_blocks(words.see), .ask = to_spans(words.ask)};
    text.choices = option_texts(words.choices, scope, observation);
    for (const lesson::Spans& hand : words.hand) text.hand.push_back(to_spans(hand));
    text.report_ask = to_spans(words.report_ask);
    text.reports = option_texts(words.reports, scope, observation);
    text.explain = to_blocks(lesson::fill(words.explain, scope, observation.runs));
    text.linux_note = to_blocks(lesson::fill(words.linux_note, scope, observation.runs));
    text.run_names = words.run_names;
    return text;
}

ClosingText closing_text(const lesson::Lesson& lesson, Language language) {
    const lesson::Words& words = lesson.in(lesson_language(language));
    return {.challenge = to_blocks(words.challenge),
            .challenge_done = to_blocks(words.challenge_done),
            .recap = to_blocks(words.recap),
            .next = to_spans(words.next)};
}

}  // namespace hw::ui
