#include "ui/app/sandbox_panes.h"

#include <algorithm>
#include <array>
#include <string>

#include "tcp/rules.h"
#include "ui/draw/icon.h"
#include "ui/text/format.h"
#include "ui/views/ladder/ladder.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip_group.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr ParagraphStyle note_style{.size = type::flags, .line_height = 19};

// Where `value` stands among those on offer; past the end if it is none of them.
template <class Values, class Value>
std::size_t place_of(const Values& values, const Value& value) {
    return static_cast<std::size_t>(std::find(values.begin(), values.end(), value) - values.begin());
}

template <std::size_t count, class Say>
std::array<std::string, count> labels_of(const std::array<std::uint32_t, count>& values, Say say) {
    std::array<std::string, count> labels;
    for (std::size_t i = 0; i < count; ++i) labels[i] = say(values[i]);
    return labels;
}

std::string delay_text(std::uint32_t ms) { return format_ms_with_unit(Duration{std::int64_t{ms} * 1'000}); }

std::string loss_text(std::uint32_t ppm) { return std::to_string(ppm / 10'000) + " %"; }

std::string rate_text(const Ui& ui, std::uint32_t kbps) {
    if (kbps == 0) return ui.tr(Msg::SandboxRateFree);
    return kbps >= 1'000 ? std::to_string(kbps / 1'000) + " Mbit/s" : std::to_string(kbps) + " kbit/s";
}

void note(Ui& ui, const std::string& id, const std::string& text) {
    const Point at = place();
    paragraph(ui, id, text, note_style);
    place({at.x, ui.last_rect().bottom() + space::s});
}

// ---- the beginning ------------------------------------------------------------------------------------

void choose_profile(Ui& ui, SandboxSetup& draft) {
    static const std::array<std::string, sandbox_profile_count> names{"RFC 9293", "Linux 6.18", "FreeBSD 14"};
    const auto pressed = chip_group(ui, {.id = "sandbox.profile",
                                         .name = ui.tr(Msg::SandboxProfileName),
                                         .labels = names,
                                         .chosen = static_cast<std::size_t>(draft.profile)});
    if (pressed) draft.profile = static_cast<SandboxProfile>(*pressed);
}

void choose_wire(Ui& ui, SandboxSetup& draft) {
    const auto delays = labels_of(sandbox_delays_ms, delay_text);
    const auto losses = labels_of(sandbox_losses_ppm, loss_text);
    const auto rates =
        labels_of(sandbox_rates_kbps, [&ui](std::uint32_t kbps) { return rate_text(ui, kbps); });
    if (const auto i = chip_group(ui, {.id = "sandbox.delay",
                                       .name = ui.tr(Msg::SandboxDelay),
                                       .labels = delays,
                                       .chosen = place_of(sandbox_delays_ms, draft.delay_ms)}))
        draft.delay_ms = sandbox_delays_ms[*i];
    if (const auto i = chip_group(ui, {.id = "sandbox.loss",
                                       .name = ui.tr(Msg::SandboxLoss),
                                       .labels = losses,
                                       .chosen = place_of(sandbox_losses_ppm, draft.loss_ppm)}))
        draft.loss_ppm = sandbox_losses_ppm[*i];
    if (const auto i = chip_group(ui, {.id = "sandbox.rate",
                                       .name = ui.tr(Msg::SandboxRate),
                                       .labels = rates,
                                       .chosen = place_of(sandbox_rates_kbps, draft.rate_kbps)}))
        draft.rate_kbps = sandbox_rates_kbps[*i];
}

void choose_options(Ui& ui, SandboxSetup& draft) {
    const bool usual = profile_has_options(draft.profile);
    const std::array<std::optional<bool>*, 3> fields{&draft.sack, &draft.timestamps, &draft.window_scaling};
    const std::array<ChipSwitchSpec, 3> switches{{
        {.id = "sandbox.option.sack", .label = "SACK", .is_on = draft.sack.value_or(usual)},
        {.id = "sandbox.option.timestamps", .label = "timestamps", .is_on = draft.timestamps.value_or(usual)},
        {.id = "sandbox.option.scaling",
         .label = "window scaling",
         .is_on = draft.window_scaling.value_or(usual)},
    }};
    if (const auto i = chip_switches(ui, ui.tr(Msg::SandboxOptions), switches)) {
        const bool wanted = !switches[*i].is_on;
        // As the profile has it, it need not be said.
        *fields[*i] = wanted == usual ? std::nullopt : std::optional(wanted);
    }
}

void choose_hosts(Ui& ui, SandboxSetup& draft) {
    const std::array<std::string, sandbox_applications.size()> names{
        ui.tr(Msg::SandboxReader), ui.tr(Msg::SandboxEcho), ui.tr(Msg::SandboxGreeter),
        ui.tr(Msg::SandboxSilent)};
    if (const auto i = chip_group(ui, {.id = "sandbox.server",
                                       .name = ui.tr(Msg::SandboxServer),
                                       .labels = names,
                                       .chosen = draft.application}))
        draft.application = static_cast<std::uint32_t>(*i);
    const std::array<ChipSwitchSpec, 2> more{{
        {.id = "sandbox.listens", .label = ui.tr(Msg::SandboxListens), .is_on = draft.listens},
        {.id = "sandbox.mallory", .label = ui.tr(Msg::SandboxMallory), .is_on = draft.has_mallory},
    }};
    if (const auto i = chip_switches(ui, ui.tr(Msg::SandboxMore), more)) {
        bool& what = *i == 0 ? draft.listens : draft.has_mallory;
        what = !what;
    }
}

void choose_variant(Ui& ui, SandboxSetup& draft) {
    std::array<std::string, sandbox_variants.size() + 1> names;
    names[0] = ui.tr(Msg::SandboxNoVariant);
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < sandbox_variants.size(); ++i) {
        names[i + 1] = std::string(tcp::rule_book(sandbox_variants[i]).name);
        std::replace(names[i + 1].begin(), names[i + 1].end(), '_', ' ');
        if (draft.variant == sandbox_variants[i]) chosen = i + 1;
    }
    if (const auto i = chip_group(
            ui,
            {.id = "sandbox.rules", .name = ui.tr(Msg::SandboxVariant), .labels = names, .chosen = chosen}))
        draft.variant = *i == 0 ? std::nullopt : std::optional(sandbox_variants[*i - 1]);
    if (!draft.variant) return;
    const std::string breaks(tcp::rule_book(*draft.variant).breaks);
    note(ui, "sandbox.breaks", ui.tr(Msg::SandboxBreaks, {breaks}));
}

// ---- from now on --------------------------------------------------------------------------------------

// The wire between the first two hosts, both ways alike.
void change_link(const RunModel& run, sim::LinkConfig config, Commands& commands) {
    for (std::uint8_t direction = 0; direction < 2; ++direction) {
        sim::LinkConfig mine = run.world->links.front().config[direction];
        mine.delay = config.delay;
        mine.loss_ppm = config.loss_ppm;
        mine.rate_bps = config.rate_bps;
        commands.push_back(command::IssueSim{sim::SetLink{LinkId{0}, direction, mine}});
    }
}

void draw_link(Ui& ui, const NetworkScene& scene, Commands& commands) {
    if (scene.run.world->links.empty()) return;
    const Point at = place();
    heading(ui, {.id = "network.link", .text = ui.tr(Msg::SandboxLinkNow)});
    place({at.x, ui.last_rect().bottom() + space::xs});
    note(ui, "network.link.note", ui.tr(Msg::SandboxLinkAsked));
    const sim::LinkConfig now = scene.run.world->links.front().config[0];
    const auto delay_ms = static_cast<std::uint32_t>(now.delay.us / 1'000);
    const auto delays = labels_of(sandbox_delays_ms, delay_text);
    const auto losses = labels_of(sandbox_losses_ppm, loss_text);
    sim::LinkConfig wanted = now;
    const auto delay = chip_group(ui, {.id = "network.delay",
                                       .name = ui.tr(Msg::SandboxDelay),
                                       .labels = delays,
                                       .chosen = place_of(sandbox_delays_ms, delay_ms)});
    const auto loss = chip_group(ui, {.id = "network.loss",
                                      .name = ui.tr(Msg::SandboxLoss),
                                      .labels = losses,
                                      .chosen = place_of(sandbox_losses_ppm, now.loss_ppm)});
    if (delay) wanted.delay = Duration{std::int64_t{sandbox_delays_ms[*delay]} * 1'000};
    if (loss) wanted.loss_ppm = sandbox_losses_ppm[*loss];
    if (delay || loss) change_link(scene.run, wanted, commands);
}

void put_rule_together(Ui& ui, const NetworkScene& scene, RuleDraft& draft) {
    const std::array<std::string, rule_actions.size()> actions{ui.tr(Msg::Drop), ui.tr(Msg::Hold),
                                                               ui.tr(Msg::Delay), ui.tr(Msg::Duplicate)};
    std::array<std::string, rule_numbers.size()> numbers;
    for (std::size_t i = 0; i < rule_numbers.size(); ++i)
        numbers[i] = rule_numbers[i] == 0 ? std::string(ui.tr(Msg::RuleAll))
                                          : ui.tr(Msg::RuleNumber, {std::to_string(rule_numbers[i])});
    std::array<std::string, rule_kinds.size()> kinds;
    for (std::size_t i = 0; i < rule_kinds.size(); ++i)
        kinds[i] = rule_kinds[i] == "any" ? std::string(ui.tr(Msg::RuleAnyKind)) : std::string(rule_kinds[i]);
    std::vector<std::string> senders{ui.tr(Msg::RuleAnybody)};
    for (const HostLine& host : scene.run.hosts) senders.push_back(host_name(ui, host));
    const auto ask = [&ui](std::string_view id, Msg name, std::span<const std::string> labels,
                           std::size_t& chosen) {
        if (const auto i =
                chip_group(ui, {.id = id, .name = ui.tr(name), .labels = labels, .chosen = chosen}))
            chosen = *i;
    };
    ask("network.rule.action", Msg::RuleWhat, actions, draft.action);
    ask("network.rule.which", Msg::RuleWhich, numbers, draft.which);
    ask("network.rule.kind", Msg::RuleKind, kinds, draft.kind);
    draft.from = std::min(draft.from, senders.size() - 1);
    ask("network.rule.from", Msg::RuleFrom, senders, draft.from);
}

void draw_rules_in_force(Ui& ui, const NetworkScene& scene, Commands& commands) {
    const Point at = place();
    heading(
        ui,
        {.id = "network.rules.active", .text = ui.tr(Msg::RuleActive), .level = 3, .size = type::control});
    place({at.x, ui.last_rect().bottom() + space::xs});
    if (scene.run.world->rules.empty()) return note(ui, "network.rules.none", ui.tr(Msg::RuleNone));
    for (const sim::ActiveRule& active : scene.run.world->rules) {
        const std::string id = "network.rules." + std::to_string(active.id.value);
        const std::string text = describe(ui.language, active.rule, *scene.run.world);
        const float side = std::max(28.0f, ui.target_height());
        const Point line = place();
        place({line.x, line.y + 4});
        paragraph(ui, id, text, note_style, {}, available_width() - side - space::s);
        const float bottom = std::max(ui.last_rect().bottom(), line.y + side);
        place({line.x, line.y});
        place({line.x + available_width() - side, line.y});
        const bool is_pressed = button(ui, {.id = id + ".remove",
                                            .name = ui.tr(Msg::RuleRemove, {text}),
                                            .icon = Icon::Cross,
                                            .kind = ButtonKind::Quiet,
                                            .size = {side, side}});
        if (is_pressed) commands.push_back(command::IssueSim{sim::RemoveRule{active.id}});
        place({line.x, bottom + space::xs});
    }
}

void begin_side(Ui& ui, const char* id, Msg name, const Rect& rect, Colour ground) {
    begin_pane(ui, {.id = id,
                    .name = ui.tr(name),
                    .rect = rect,
                    .ground = ground,
                    .padding = {space::pane_padding, 0},
                    .scrolls = true});
    const Point at = place();
    place({at.x, at.y + space::l});
}

}  // namespace

bool draw_setup_pane(Ui& ui, const SetupScene& scene, SandboxSetup& draft) {
    begin_side(ui, "sandbox.setup", Msg::SandboxWorld, scene.rect, scene.ground);
    note(ui, "sandbox.intro", ui.tr(Msg::SandboxIntro));
    note(ui, "sandbox.how", ui.tr(Msg::SandboxHow));
    choose_profile(ui, draft);
    choose_wire(ui, draft);
    choose_options(ui, draft);
    choose_hosts(ui, draft);
    choose_variant(ui, draft);
    const bool differs = draft != scene.present;
    note(ui, "sandbox.differs", ui.tr(differs ? Msg::SandboxDiffers : Msg::SandboxIsThis));
    const bool begins = button(ui, {.id = "sandbox.begin",
                                    .label = ui.tr(Msg::SandboxBegin),
                                    .kind = differs ? ButtonKind::Primary : ButtonKind::Plain,
                                    .size = {available_width(), std::max(38.0f, ui.target_height())}});
    const Point at = place();
    place({at.x, at.y + space::l});
    end_pane(ui);
    return begins;
}

void draw_network_pane(Ui& ui, const NetworkScene& scene, RuleDraft& draft, Commands& commands) {
    begin_side(ui, "sandbox.network", Msg::SandboxNetwork, scene.rect, scene.ground);
    draw_link(ui, scene, commands);
    separator(ui, space::xs);
    Point at = place();
    heading(ui, {.id = "network.rules", .text = ui.tr(Msg::SandboxRules)});
    place({at.x, ui.last_rect().bottom() + space::s});
    put_rule_together(ui, scene, draft);
    const sim::AddRule rule = command_of(draft, *scene.run.world);
    note(ui, "network.rule.text", describe(ui.language, rule.rule, *scene.run.world));
    if (button(ui, {.id = "network.rule.add",
                    .label = ui.tr(Msg::RuleAdd),
                    .size = {available_width(), std::max(36.0f, ui.target_height())}}))
        commands.push_back(command::IssueSim{rule});
    at = place();
    place({at.x, at.y + space::m});
    draw_rules_in_force(ui, scene, commands);
    end_pane(ui);
}

}  // namespace hw::ui
