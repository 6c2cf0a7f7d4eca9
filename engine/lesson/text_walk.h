#pragma once

#include "lesson/lesson.h"

// Visits every piece of a lesson's words: what links where, and which words occur, is asked of all of them alike.

namespace hw::lesson {

template <class Visit>
void for_each_spans(const Document& document, Visit visit) {
    for (const Block& block : document) visit(block.spans);
}

// Calls visit(const Spans&) for every paragraph, label, question and sentence; titles excepted.
template <class Visit>
void for_each_spans(const Words& words, Visit visit) {
    visit(words.answer);
    for_each_spans(words.intro, visit);
    for (const StepWords& step : words.steps) {
        for_each_spans(step.see, visit);
        visit(step.ask);
        for (const Spans& hand : step.hand) visit(hand);
        visit(step.report_ask);
        for (const auto* options : {&step.choices, &step.reports}) {
            for (const OptionWords& option : *options) {
                visit(option.label);
                visit(option.detail);
            }
        }
        for_each_spans(step.explain, visit);
        for_each_spans(step.linux_note, visit);
    }
    for_each_spans(words.challenge, visit);
    for_each_spans(words.challenge_done, visit);
    for_each_spans(words.recap, visit);
    visit(words.next);
}

}  // namespace hw::lesson
