#include "lesson/page.h"

#include <algorithm>

#include "lesson/markdown_spans.h"
#include "lesson/observation.h"

namespace hw::lesson {

namespace {

// The page's own words; everything else is the lesson's.
struct PageWords {
    std::string_view in_one_sentence, predict, by_hand, what_happens, right, break_it, one_way, remember,
        next, sources;
};
constexpr PageWords page_words[language_count] = {
    {"一句话：", "预测：", "动手：", "结果如何？", "对", "亲手打破它", "答案", "记住", "接下来", "出处"},
    {"In one sentence:", "Predict:", "By hand:", "What happens?", "right", "Break it by hand", "The answer",
     "Remember", "Next", "Sources"},
};

class Page {
  public:
    Page(const Lesson& lesson, Language language)
        : lesson_(lesson), own_(page_words[static_cast<std::uint32_t>(language)]), language_(language) {}

    std::string run() {
        const Words& words = lesson_.in(language_);
        html_ += "<article id=\"" + lesson_.id + "-" + std::string(code_of(language_)) + "\" lang=\"" +
                 std::string(html_lang(language_)) + "\" data-lang=\"" + std::string(code_of(language_)) +
                 "\">\n";
        line("h1", escape_html(words.title));
        line("p", "<strong>" + std::string(own_.in_one_sentence) + "</strong> " + to_html(words.answer));
        html_ += to_html(words.intro);
        for (std::uint32_t i = 0; i < lesson_.steps.size(); ++i) add_step(i);
        add_challenge();
        heading("h2", own_.remember);
        html_ += to_html(words.recap);
        heading("h2", own_.next);
        line("p", to_html(words.next));
        add_sources();
        html_ += "</article>\n";
        return std::move(html_);
    }

  private:
    void add_step(std::uint32_t index) {
        const Step& step = lesson_.steps[index];
        const StepWords& words = lesson_.in(language_).steps[index];
        const Observation run = observe_as_scripted(lesson_, index);
        html_ += "<section>\n";
        line("h2", std::to_string(index + 1) + ". " + escape_html(words.title));
        html_ += to_html(words.see);
        line("p", "<strong>" + std::string(own_.predict) + "</strong> " + to_html(words.ask));
        html_ += "<ul>\n";
        for (const OptionWords& choice : words.choices) line("li", to_html(choice.label));
        html_ += "</ul>\n";
        for (const Spans& hand : words.hand)
            line("p", "<strong>" + std::string(own_.by_hand) + "</strong> " + to_html(hand));
        html_ += "<details>\n";
        line("summary", own_.what_happens);
        add_verdicts(step, words, run);
        html_ += to_html(fill(words.explain, step.scope, run.runs));
        if (!words.linux_note.empty())
            html_ += "<aside>\n" + to_html(fill(words.linux_note, step.scope, run.runs)) + "</aside>\n";
        html_ += "</details>\n</section>\n";
    }

    // Every answer with what the run says about it; the one that holds is marked.
    void add_verdicts(const Step& step, const StepWords& words, const Observation& run) {
        html_ += "<ul>\n";
        for (std::size_t i = 0; i < words.choices.size(); ++i) {
            const std::string label = to_html(words.choices[i].label);
            const std::string marked =
                run.choices[i].holds ? "<strong>" + label + "</strong> (" + std::string(own_.right) + ")"
                                     : label;
            line("li", marked + " " + to_html(fill(words.choices[i].detail, step.scope, run.runs)));
        }
        html_ += "</ul>\n";
    }

    void add_challenge() {
        const Words& words = lesson_.in(language_);
        const Challenge& challenge = lesson_.challenge;
        const Scene& scene = lesson_.scenes[challenge.run.scene];
        const sim::World initial = initial_world(scene);
        const auto log = scripted_log(initial, challenge.acts, scene.measure_every);
        const History run = replay({initial, log, scene.measure_every}, {.until = challenge.plays_until});
        html_ += "<section>\n";
        heading("h2", own_.break_it);
        html_ += to_html(words.challenge) + "<details>\n";
        line("summary", own_.one_way);
        html_ += to_html(fill(words.challenge_done, challenge.scope, {&run, 1})) + "</details>\n</section>\n";
    }

    void add_sources() {
        heading("h2", own_.sources);
        html_ += "<ul>\n";
        for (const std::string& source : lesson_.sources) {
            std::vector<std::string> mistakes;
            Spans spans;
            append_text(SpanKind::Plain, source, spans, mistakes);
            line("li", to_html(spans));
        }
        html_ += "</ul>\n";
    }

    void heading(std::string_view name, std::string_view text) { line(name, escape_html(text)); }
    void line(std::string_view name, std::string_view inner) {
        html_.append("<").append(name).append(">").append(inner).append("</").append(name).append(">\n");
    }

    const Lesson& lesson_;
    const PageWords& own_;
    Language language_;
    std::string html_{};
};

}  // namespace

std::string_view html_lang(Language language) { return language == Language::Zh ? "zh-Hans" : "en"; }

std::string page_html(const Lesson& lesson, Language language) { return Page(lesson, language).run(); }

}  // namespace hw::lesson
