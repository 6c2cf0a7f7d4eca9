#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "script/segment_pattern.h"
#include "sim/trace.h"
#include "tcp/config.h"
#include "tcp/state.h"

// The notation of the figures in RFC 9293 §3.5 and §3.6, read and played on the engine:
//
//     2.  (Close)
//         FIN-WAIT-1  --> <SEQ=100><ACK=300><CTL=FIN,ACK>  --> CLOSE-WAIT
//
// A segment that no line mentions fails; a field that is not written is not compared. See play_figure().

namespace hw::script {

enum class Peer : std::uint8_t { A, B };  // the left column and the right one
constexpr Peer other(Peer peer) { return peer == Peer::A ? Peer::B : Peer::A; }

// What a user, or fate, does to a peer: the words in parentheses.
struct Action {
    enum class Kind : std::uint8_t {
        Open,    // (Open): active
        Send,    // (Send 1000)
        Close,   // (Close)
        Abort,   // (Abort)
        Reboot,  // (Reboot), (Crash): its memory is lost
        Wait,    // (wait 3 s), (2 MSL): of the world, not of a peer
    };
    Kind kind{};
    std::uint32_t bytes = 0;  // Send
    Duration time{};          // Wait; with `msls`, that many MSL more
    std::uint32_t msls = 0;
    friend bool operator==(const Action&, const Action&) = default;
};

// What one column of a line says: what happens there first, and the state it is in afterwards.
struct Column {
    std::vector<Action> actions{};
    std::optional<tcp::State> state{};
    bool calls_it_duplicate = false;  // (duplicate): of the line's segment
    friend bool operator==(const Column&, const Column&) = default;
};

// The middle of a line: one segment and the part of its way that the line shows.
struct SegmentLine {
    Peer from{};
    bool departs = false;  // "-->" at its sender: it is sent now
    bool arrives = false;  // "-->" at its receiver; neither lost nor "..." (still in the network)
    bool is_lost = false;  // "--x"
    SegmentPattern pattern{};
};

struct Line {
    int number = 0;  // in the file, from 1
    std::string text{};
    std::array<Column, 2> columns{};  // by Peer
    std::optional<SegmentLine> segment{};
};

// Where a peer stands before the first segment or action.
struct PeerStart {
    tcp::State state = tcp::State::Closed;  // CLOSED, LISTEN or ESTABLISHED
    std::uint32_t snd_nxt = 0;              // of the connection that is, or was, there at the beginning
    std::vector<std::uint32_t> isns{};      // that it will choose, one for each connection it opens
};

struct Figure {
    std::string path{};  // as in error messages
    std::array<PeerStart, 2> start{};
    // One of the peers is in a connection at the beginning; the other may have forgotten it: (REBOOT).
    bool begins_established = false;
    std::vector<Line> lines{};  // that something happens on, or that a state is checked on
};

// Reads a figure. Beside the figure's own lines there may be blank ones, the heading "TCP Peer A … TCP
// Peer B", a caption that begins with "Figure", and comments that begin with "#". Letters stand for numbers
// (<SEQ=Z>, <ACK=Z+1>), the same in all of the figure. Limits: 1,000 lines, 64 KiB.
Result<Figure, FileError> parse_figure(std::string path, std::string_view text);

struct FigureOptions {
    // How both peers are configured; what the figures leave out is off: no delayed ACK, no Nagle.
    tcp::Config tcp = {.delayed_ack = tcp::Switch::Off, .nagle = tcp::Switch::Off};
    std::array<tcp::RuleBookId, 2> rules = {tcp::RuleBookId::Rfc9293, tcp::RuleBookId::Rfc9293};  // by Peer
};

struct FigurePlay {
    std::optional<FileError> failure{};  // none: both peers did exactly what the figure shows
    std::string story{};                 // the lines that succeeded …
    std::string failed_line{};           // … and the one that did not
    std::uint32_t segments = 0;          // that the figure mentions and the engine sent
    std::uint64_t digest = 0;            // of the world at the end

    bool ok() const { return !failure.has_value(); }
    // The story so far, the line that failed, and what was wrong with it; "" if nothing was.
    std::string failure_text() const;
};

// Plays a figure in a world of two hosts, from line to line:
// - What stands in parentheses happens first; then the segment is sent, arrives or is lost; then the states
//   are compared, since they "represent the state AFTER the departure or arrival of the segment".
// - A segment that is sent waits in the network until the figure lets it arrive. No time passes but by its
//   flight, by "(wait …)", and until a retransmission of what the figure has already shown.
// - Where a line shows what nobody has asked for yet, its user asks: a SYN is an OPEN, data a SEND.
// - "... <SEQ=90><CTL=SYN> -->" is a segment that the figure showed departing; or, with "(duplicate)" or
//   before its sender has sent anything, one from long before.
// - What the arrival of the figure's last segment provokes lies beyond the figure, unless a line follows.
// What happens is recorded in `trace`, if there is one, from the world's beginning on.
FigurePlay play_figure(const Figure& figure, const FigureOptions& options = {}, sim::Trace* trace = nullptr);

}  // namespace hw::script
