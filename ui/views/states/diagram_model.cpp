#include "ui/views/states/diagram_model.h"

#include <algorithm>
#include <charconv>

namespace hw::ui {

namespace {

void visit(DiagramModel& model, std::size_t box, ArrowUse use) {
    model.visits[box] = std::max(model.visits[box], use);
}

void go_along(DiagramModel& model, DiagramMark& mark, const lesson::ArrowWalk& walk) {
    model.uses[walk.arrow] = ArrowUse::ThisRun;
    std::string& walkers = model.walkers[walk.arrow];
    if (walkers.find(mark.letter) == std::string::npos) walkers += mark.letter;
    visit(model, box_before(walk.arrow), ArrowUse::ThisRun);
    visit(model, box_after(walk.arrow), ArrowUse::ThisRun);
    mark.came_along = walk.arrow;
    ++mark.moves;
    model.last = walk;
    model.last_letter = mark.letter;
}

// Where the mark stands: at the end of its last arrow if that leads to its state; a reset leads nowhere on the figure.
void put_in_its_box(DiagramMark& mark) {
    mark.box = static_cast<std::size_t>(mark.state);
    if (!mark.came_along) return;
    if (lesson::figure_5()[*mark.came_along].to == mark.state)
        mark.box = box_after(*mark.came_along);
    else
        mark.came_along.reset();
    mark.came_otherwise = !mark.came_along;
}

}  // namespace

std::uint32_t DiagramModel::count(ArrowUse use) const {
    return static_cast<std::uint32_t>(std::count(uses.begin(), uses.end(), use));
}

lesson::ArrowSet DiagramModel::collected() const {
    lesson::ArrowSet arrows;
    for (std::uint32_t i = 0; i < lesson::arrow_count; ++i) arrows[i] = uses[i] != ArrowUse::Never;
    return arrows;
}

DiagramModel diagram_model(const RunModel& run, const lesson::ArrowSet& before) {
    DiagramModel model{.now = run.now};
    for (std::uint32_t i = 0; i < lesson::arrow_count; ++i) {
        if (!before[i]) continue;
        model.uses[i] = ArrowUse::Before;
        visit(model, box_before(i), ArrowUse::Before);
        visit(model, box_after(i), ArrowUse::Before);
    }
    for (const HostLine& host : run.hosts)
        model.marks.push_back(
            {.host = host.id, .letter = host.letter, .state = state_at(*run.trace, host, run.now)});
    for (const lesson::ArrowWalk& walk : lesson::arrow_walks(*run.trace, 0, run.events_passed)) {
        const auto mark = std::find_if(model.marks.begin(), model.marks.end(),
                                       [&walk](const DiagramMark& m) { return m.host == walk.host; });
        if (mark != model.marks.end()) go_along(model, *mark, walk);
    }
    for (DiagramMark& mark : model.marks) {
        put_in_its_box(mark);
        visit(model, mark.box, ArrowUse::ThisRun);
    }
    return model;
}

std::string to_text(const lesson::ArrowSet& arrows) {
    std::array<char, 8> digits{};
    const auto [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), arrows.to_ulong(), 16);
    return std::string(digits.data(), end);
}

lesson::ArrowSet parse_arrows(std::string_view text) {
    unsigned long bits = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits, 16);
    const bool is_whole = error == std::errc{} && end == text.data() + text.size();
    if (!is_whole || bits >> lesson::arrow_count != 0) return {};
    return lesson::ArrowSet(bits);
}

}  // namespace hw::ui
