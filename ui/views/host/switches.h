// The sysctls that matter to the lessons, to be turned: what each does, what Linux sets it to, and whether this host
// has it otherwise. Turning one is a command like any other, at the playhead.
#pragma once

#include "ui/views/host/host_scene.h"

#include <cstdint>
#include <span>

namespace hw::ui {

void draw_switches(Ui& ui, const HostScene& scene, const HostPane& pane, HostMemory& memory,
                   Commands& commands);

struct SwitchSpec {
    std::string_view name{};  // as host/sysctl.h knows it
    Msg meaning{};
    // The values that it steps through, in order; of a range (first, last). Two values 0 and 1: a switch that is on or
    // off.
    std::span<const std::array<std::int64_t, 2>> steps{};
};
std::span<const SwitchSpec> switch_specs();

// The value `by` steps (-1 or 1) from the present one, which need not be one of them, as set_sysctl takes it. Empty at
// the end.
std::string stepped_value(const SwitchSpec& spec, const host::HostConfig& config, int by);
// What a host of the same kind has if nobody changed it; "" if there is no such switch.
std::string default_value(std::string_view name, const host::HostConfig& config);

}  // namespace hw::ui
