// A segment out of nowhere that a learner is putting together: an old duplicate that still wanders, or a forgery. It
// begins as one that its receiver would take, so that each change shows what the change alone does.
#pragma once

#include "sim/command.h"
#include "sim/world.h"

#include <cstdint>
#include <optional>

namespace hw::ui {

struct InjectDraft {
    HostId to{};  // none: nothing is being put together
    HostId from{};
    std::uint16_t from_port = 0;
    std::uint16_t to_port = 0;
    SeqNum seq{};
    SeqNum ack{};
    wire::Ctl ctl{};
    std::uint32_t text_bytes = 0;
    bool is_old = false;  // else forged
    Duration arrives_in = 100_ms;
};

// From the other end of the newest connection of `to`: RCV.NXT and an acceptable ACK. Without a connection a SYN from
// the host at the other end of its link. nullopt: there is none.
std::optional<InjectDraft> inject_draft(const sim::World& world, HostId to);

sim::Inject command_of(const InjectDraft& draft);

}  // namespace hw::ui
