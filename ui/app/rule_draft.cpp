#include "ui/app/rule_draft.h"

#include <algorithm>

#include "lesson/segment_words.h"

namespace hw::ui {

namespace {

Msg name_of(sim::RuleAction action) {
    switch (action) {
        case sim::RuleAction::Drop: return Msg::Drop;
        case sim::RuleAction::Hold: return Msg::Hold;
        case sim::RuleAction::Delay: return Msg::Delay;
        case sim::RuleAction::Duplicate: return Msg::Duplicate;
        case sim::RuleAction::Edit: return Msg::Edit;
    }
    return Msg::Drop;
}

std::string kind_of(const sim::SegmentFilter& filter) {
    for (const std::string_view kind : rule_kinds) {
        auto known = lesson::parse_segment_kind(kind);
        if (!known) continue;
        known->from = filter.from;
        if (*known == filter) return std::string(kind);
    }
    return "?";
}

// Half a round trip later: enough for another segment to overtake it.
Duration usual_delay(const sim::World& world) {
    return world.links.empty() ? 100_ms : world.links.front().config[0].delay;
}

}  // namespace

sim::AddRule command_of(const RuleDraft& draft, const sim::World& world) {
    sim::Rule rule{.action = rule_actions[draft.action]};
    if (const auto filter = lesson::parse_segment_kind(rule_kinds[draft.kind])) rule.filter = *filter;
    if (draft.from > 0) rule.filter.from = HostId{static_cast<std::uint32_t>(draft.from - 1)};
    const std::uint32_t number = rule_numbers[draft.which];
    rule.first = std::max(number, 1u);
    rule.times = number == 0 ? 0 : 1;
    if (rule.action == sim::RuleAction::Delay) rule.by = usual_delay(world);
    if (rule.action == sim::RuleAction::Duplicate) rule.by = {usual_delay(world).us / 2};
    return {rule};
}

std::string describe(Language language, const sim::Rule& rule, const sim::World& world) {
    const auto tr = [language](Msg id) { return std::string(message(language, id)); };
    const bool has_sender = rule.filter.from.value < world.hosts.size();
    const std::string from =
        has_sender ? world.hosts[rule.filter.from.value].config.name : tr(Msg::RuleAnybody);
    const std::string kind = kind_of(rule.filter);
    const std::string what =
        rule.times == 0 ? fill_in(message(language, Msg::RuleEvery), {kind})
                        : fill_in(message(language, Msg::RuleNth), {std::to_string(rule.first), kind});
    return fill_in(message(language, Msg::RuleSentence), {tr(name_of(rule.action)), what, from});
}

}  // namespace hw::ui
