#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "script/packetdrill/options.h"
#include "script/packetdrill/syntax.h"

// Plays a packetdrill script in virtual time on one host of ours, under a profile. A line that arrives ("<") is
// injected at its time; a line that leaves (">") must be the next packet that leaves, field by field, within the
// tolerance of its time; calls are made and must return what stands behind "="; code is evaluated where it stands.
// - Packets are those of the socket that the script made or accepted last, as in packetdrill.
// - Several of our segments make one of the script's if they carry on where the last one ended.
// - What has left before the last event of its connection and was never expected fails: packetdrill would not look. But
//   a script need not list our acknowledgments of its text, nor what repeats what it has listed of us and acknowledges
//   later, nor how the sockets go that it closes at its end.

namespace hw::packetdrill {

struct PlaySettings {
    Options options{};
    std::uint32_t most_deadlines = 1'000'000;  // that one script may let pass
    std::string profile{};                     // "": the one that the script's sysctls mean
};

struct Play {
    std::string path{};
    std::optional<Trouble> failure{};  // none: it passed
    std::string expected{};            // the line that failed, if it expected something
    std::string seen{};                // what there was instead; "" if nothing
    std::vector<std::string> story{};  // what happened before, with times
    std::vector<Trouble> remarks{};    // what was not understood
    std::string_view profile{};        // that it was played under
    std::uint32_t packets = 0;         // that left
    std::uint64_t digest = 0;          // of the host at the end

    bool passed() const { return !failure.has_value(); }
    // "file:12: error: …", what was expected and seen, and the exchange so far; "" if it passed.
    std::string failure_text() const;
    // "PASS file" or "FAIL file:12 …"; how many remarks there are, if any.
    std::string verdict() const;
};

Play play_script(const Script& script, const PlaySettings& settings);
// Parses it first; a text that is no script fails with line and column.
Play play_text(std::string path, std::string_view text, const PlaySettings& settings);

}  // namespace hw::packetdrill
