#include "ui/theme/palette.h"

#include <cmath>

namespace hw::ui {

namespace {

constexpr std::uint32_t channel(Colour colour, int shift) { return colour >> shift & 0xFFu; }

// States are named here, so that the tables below cannot fall out of step with tcp::State.
struct StateColour {
    tcp::State state;
    Colour colour;
};

template <std::size_t N>
constexpr std::array<Colour, tcp::state_count> by_state(const StateColour (&rows)[N]) {
    std::array<Colour, tcp::state_count> colours{};
    for (const StateColour& row : rows) colours[static_cast<std::size_t>(row.state)] = row.colour;
    return colours;
}

using enum tcp::State;

}  // namespace

// Grey idle, amber opening, teal open, violet active close, vermilion passive close. Inside a family
// lightness runs away from the sheet, so that "later" is "stronger".
// clang-format off
const Palette light_palette = {
    .app = rgb(0xEEF0F3), .pane = rgb(0xF7F8FA), .sheet = rgb(0xFFFFFF),
    .raised = rgb(0xFFFFFF), .sunk = rgb(0xEBEEF2), .future = rgb(0xF3F5F8),
    .hair = rgb(0xE1E5EA), .line = rgb(0xC5CBD4),
    .ink1 = rgb(0x141922), .ink2 = rgb(0x434C5A), .ink3 = rgb(0x606A79), .ink4 = rgb(0x98A1AE),
    .accent = rgb(0x1C50C8), .accent_soft = rgb(0xE4ECFC), .on_accent = rgb(0xFFFFFF),
    .marker = rgb(0xFFE88F), .marker_soft = rgb(0xFFF6D3), .on_marker = rgb(0x141922),
    .marker_bar = rgb(0xE0B400),
    .good = rgb(0x08704F), .good_soft = rgb(0xDFF3EA),
    .bad = rgb(0xB42617), .bad_soft = rgb(0xFCE7E3),
    .warn = rgb(0x8A5200), .warn_soft = rgb(0xFBEFD5),
    .scrim = with_opacity(rgb(0x141922), .06f),
    .lane_ink = with_opacity(rgb(0xFFFFFF), .62f),
    .segments = {rgb(0x986000), rgb(0x571B8E), rgb(0x1769D2), rgb(0x4D5766), rgb(0x8F0F1C)},
    .states = by_state({{Closed, rgb(0xC5CBD4)}, {Listen, rgb(0x939DAA)},
                        {SynSent, rgb(0xF5C85A)}, {SynReceived, rgb(0xDB9108)}, {Established, rgb(0x0B8C86)},
                        {FinWait1, rgb(0xC3B2F2)}, {FinWait2, rgb(0x9B80E2)}, {Closing, rgb(0x7450CC)},
                        {TimeWait, rgb(0x44298F)}, {CloseWait, rgb(0xD24A22)}, {LastAck, rgb(0x84200D)}}),
    .state_edges = by_state({{SynSent, rgb(0x986000)}, {SynReceived, rgb(0x986000)},
                             {FinWait1, rgb(0x7450CC)}}),
};
// clang-format on

// clang-format off
const Palette dark_palette = {
    .app = rgb(0x0B0E13), .pane = rgb(0x12161C), .sheet = rgb(0x0F1319),
    .raised = rgb(0x1A2029), .sunk = rgb(0x0B0E13), .future = rgb(0x12171E),
    .hair = rgb(0x232A34), .line = rgb(0x3A4452),
    .ink1 = rgb(0xE8ECF2), .ink2 = rgb(0xB6BFCC), .ink3 = rgb(0x8E99A9), .ink4 = rgb(0x5E6978),
    .accent = rgb(0x86ABFF), .accent_soft = rgb(0x1A2945), .on_accent = rgb(0x0B0E13),
    .marker = rgb(0x5A4708), .marker_soft = rgb(0x2B2510), .on_marker = rgb(0xFFF3C4),
    .marker_bar = rgb(0xF0B44E),
    .good = rgb(0x6FDDB8), .good_soft = rgb(0x10302A),
    .bad = rgb(0xFF8573), .bad_soft = rgb(0x3A1B18),
    .warn = rgb(0xF0B44E), .warn_soft = rgb(0x33260F),
    .scrim = with_opacity(rgb(0x000000), .35f),
    .lane_ink = with_opacity(rgb(0x080C12), .55f),
    .segments = {rgb(0xF8CF78), rgb(0xE6CCFF), rgb(0x6E9DFF), rgb(0xAAB3C0), rgb(0xFF6F5E)},
    .states = by_state({{Closed, rgb(0x46505E)}, {Listen, rgb(0x6C7684)},
                        {SynSent, rgb(0xFBE7B0)}, {SynReceived, rgb(0xE8AE3C)}, {Established, rgb(0x2BBDB4)},
                        {FinWait1, rgb(0x6048B4)}, {FinWait2, rgb(0x8468D8)}, {Closing, rgb(0xA893EE)},
                        {TimeWait, rgb(0xD6CAFF)}, {CloseWait, rgb(0xF2704A)}, {LastAck, rgb(0xB0401F)}}),
    .state_edges = by_state({{FinWait1, rgb(0x8468D8)}}),
};
// clang-format on

LanePattern lane_pattern(tcp::State state) {
    switch (state) {
        case Closed: return LanePattern::HollowDashed;
        case Listen: return LanePattern::HollowCentreLine;
        case SynSent:
        case SynReceived: return LanePattern::Hatch;
        case Established: return LanePattern::Solid;
        case FinWait1:
        case FinWait2:
        case Closing:
        case TimeWait: return LanePattern::Rungs;
        case CloseWait:
        case LastAck: return LanePattern::Dots;
    }
    return LanePattern::HollowDashed;
}

Colour mix(Colour from, Colour to, float fraction) {
    Colour mixed = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        const auto a = static_cast<float>(channel(from, shift));
        const auto b = static_cast<float>(channel(to, shift));
        mixed |= static_cast<Colour>(std::lround(a + (b - a) * fraction)) << shift;
    }
    return mixed;
}

}  // namespace hw::ui
