#include "ui/app/sandbox_setup.h"

#include <charconv>

#include "host/profile.h"
#include "lesson/scene.h"

namespace hw::ui {

namespace {

constexpr std::uint32_t longest_delay_ms = 60'000;
constexpr std::uint32_t greatest_chance_ppm = 1'000'000;
constexpr std::uint32_t greatest_rate_kbps = 1'000'000;
constexpr const char* greeting = "Hello, this is the server.\r\n";

void turn(tcp::Switch& what, std::optional<bool> wanted) {
    if (wanted) what = *wanted ? tcp::Switch::On : tcp::Switch::Off;
}

void set_options(tcp::Config& config, const SandboxSetup& setup) {
    turn(config.sack, setup.sack);
    if (setup.sack) config.dsack = *setup.sack ? config.dsack : tcp::Switch::Off;
    turn(config.timestamps, setup.timestamps);
    turn(config.window_scaling, setup.window_scaling);
    if (setup.variant) config.rules = *setup.variant;
}

lesson::SceneSettings settings_of(const SandboxSetup& setup) {
    lesson::SceneSettings settings;
    settings.has_mallory = setup.has_mallory;
    settings.profile =
        setup.profile == SandboxProfile::Linux ? lesson::Profile::Linux : lesson::Profile::Rfc9293;
    settings.delay = Duration{std::int64_t{setup.delay_ms} * 1'000};
    settings.delay_back = settings.delay;
    settings.listens = setup.listens;
    settings.application.kind = sandbox_applications[setup.application];
    if (settings.application.kind == host::ApplicationKind::Greeter) settings.application.text = greeting;
    return settings;
}

}  // namespace

bool profile_has_options(SandboxProfile profile) { return profile != SandboxProfile::Rfc9293; }

sim::World world_of(const SandboxSetup& setup) {
    sim::World world = lesson::make_stage(settings_of(setup));
    for (host::Host& host : world.hosts) {
        if (setup.profile == SandboxProfile::FreeBsd) {
            const Duration msl = host.config.tcp.msl;
            host::freebsd_profile(host.config);
            host.config.tcp.msl = msl;
        }
        set_options(host.config.tcp, setup);
    }
    for (sim::Link& link : world.links) {
        for (sim::LinkConfig& config : link.config) {
            config.loss_ppm = setup.loss_ppm;
            config.rate_bps = std::uint64_t{setup.rate_kbps} * 1'000;
        }
    }
    return world;
}

// ---- as text ------------------------------------------------------------------------------------------

namespace {

// A letter and a number.
struct Field {
    char letter = 0;
    std::uint32_t value = 0;
};

std::uint32_t code_of(std::optional<bool> wanted) { return !wanted ? 0 : *wanted ? 1 : 2; }
std::optional<bool> wanted_of(std::uint32_t code) {
    if (code == 1) return true;
    if (code == 2) return false;
    return std::nullopt;
}

void take(SandboxSetup& setup, Field field) {
    switch (field.letter) {
        case 'p':
            if (field.value < sandbox_profile_count) setup.profile = static_cast<SandboxProfile>(field.value);
            break;
        case 'd':
            if (field.value <= longest_delay_ms) setup.delay_ms = field.value;
            break;
        case 'l':
            if (field.value <= greatest_chance_ppm) setup.loss_ppm = field.value;
            break;
        case 'r':
            if (field.value <= greatest_rate_kbps) setup.rate_kbps = field.value;
            break;
        case 'a':
            if (field.value < sandbox_applications.size()) setup.application = field.value;
            break;
        case 'n': setup.listens = field.value == 0; break;
        case 'm': setup.has_mallory = field.value == 1; break;
        case 'v':
            if (field.value < sandbox_variants.size()) setup.variant = sandbox_variants[field.value];
            break;
        case 's': setup.sack = wanted_of(field.value); break;
        case 't': setup.timestamps = wanted_of(field.value); break;
        case 'w': setup.window_scaling = wanted_of(field.value); break;
        default: break;
    }
}

}  // namespace

std::string to_text(const SandboxSetup& setup) {
    const SandboxSetup usual;
    std::string text;
    const auto add = [&text](char letter, std::uint32_t value, std::uint32_t usual_value) {
        if (value == usual_value) return;
        if (!text.empty()) text += '.';
        text += letter + std::to_string(value);
    };
    add('p', static_cast<std::uint32_t>(setup.profile), 0);
    add('d', setup.delay_ms, usual.delay_ms);
    add('l', setup.loss_ppm, 0);
    add('r', setup.rate_kbps, 0);
    add('a', setup.application, 0);
    add('n', setup.listens ? 0 : 1, 0);
    add('m', setup.has_mallory ? 1 : 0, 0);
    for (std::uint32_t i = 0; i < sandbox_variants.size(); ++i)
        if (setup.variant == sandbox_variants[i]) add('v', i, ~0u);
    add('s', code_of(setup.sack), 0);
    add('t', code_of(setup.timestamps), 0);
    add('w', code_of(setup.window_scaling), 0);
    return text;
}

SandboxSetup parse_sandbox_setup(std::string_view text) {
    SandboxSetup setup;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find('.'));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (word.size() < 2) continue;
        Field field{.letter = word.front()};
        const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), field.value);
        if (error == std::errc{} && end == word.data() + word.size()) take(setup, field);
    }
    return setup;
}

}  // namespace hw::ui
