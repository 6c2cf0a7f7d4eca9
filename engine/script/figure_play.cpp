#include <algorithm>

#include "script/figure.h"
#include "script/figure_world.h"
#include "wire/describe.h"

// A figure, line after line, on the engine.

namespace hw::script {
namespace {

using Error = std::string;  // "" for none

constexpr const char* name_of(Peer peer) { return peer == Peer::A ? "A" : "B"; }

constexpr std::uint32_t bytes_of_some_data = 10;  // for <DATA>, as in Figure 10
// Longer than any retransmission timeout.
constexpr Duration longest_wait_for_retransmission = 300_s;

class Player {
  public:
    Player(const Figure& figure, const FigureOptions& options, sim::Trace* trace)
        : world_(figure, options, trace), figure_(figure) {}

    FigurePlay play() {
        FigurePlay result;
        for (const Line& line : figure_.lines) {
            const bool is_last = &line == &figure_.lines.back();
            if (Error error = play_line(line, is_last); !error.empty()) {
                result.failed_line = line.text;
                result.failure = FileError{figure_.path, line.number, std::move(error)};
                break;
            }
            result.story += line.text + "\n";
        }
        result.segments = segments_;
        result.digest = world_.digest();
        return result;
    }

  private:
    Error play_line(const Line& line, bool is_last) {
        if (Error error = act(line); !error.empty()) return error;
        if (line.segment) {
            if (Error error = play_segment(*line.segment, line, is_last); !error.empty()) return error;
        }
        if (is_last && !line.segment)
            if (Error error = check_nothing_unmentioned(); !error.empty()) return error;
        return check_states(line);
    }

    // "(2 MSL)" in both columns is one wait.
    Error act(const Line& line) {
        std::vector<Action> waits;
        for (const Peer peer : {Peer::A, Peer::B}) {
            for (const Action& action : column(line, peer).actions) {
                if (action.kind == Action::Kind::Wait) {
                    if (std::find(waits.begin(), waits.end(), action) != waits.end()) continue;
                    waits.push_back(action);
                }
                if (Error error = world_.act(peer, action); !error.empty()) return error;
            }
        }
        return "";
    }

    Error play_segment(const SegmentLine& segment, const Line& line, bool is_last) {
        PacketId packet{};
        if (segment.departs) {
            if (Error error = depart(segment, line, packet); !error.empty()) return error;
        } else if (is_old_duplicate(segment, line)) {
            if (is_last)
                if (Error error = check_nothing_unmentioned(); !error.empty()) return error;
            world_.let_old_duplicate_arrive(segment.from, segment.pattern);
            return "";
        } else if (Error error = find_in_network(segment, packet); !error.empty()) {
            return error;
        }
        // What the last segment provokes lies beyond the figure; what was there before does not.
        if (is_last)
            if (Error error = check_nothing_unmentioned(); !error.empty()) return error;
        if (segment.is_lost) world_.lose(packet);
        if (segment.arrives) world_.let_arrive(packet);
        if (!segment.is_lost && !segment.arrives) in_network_.push_back({segment.from, packet});
        return "";
    }

    bool is_old_duplicate(const SegmentLine& segment, const Line& line) const {
        return column(line, Peer::A).calls_it_duplicate || column(line, Peer::B).calls_it_duplicate ||
               !world_.has_sent_anything(segment.from);
    }

    // The sender's oldest segment that has not been mentioned must be the one that is shown.
    Error depart(const SegmentLine& segment, const Line& line, PacketId& packet) {
        const Peer from = segment.from;
        if (Error error = ask_for(segment, line); !error.empty()) return error;
        std::vector<PacketId>& waiting = world_.unmentioned(from);
        if (waiting.empty() && was_shown(segment)) world_.wait_for_segment(longest_wait_for_retransmission);
        if (waiting.empty()) return sent_nothing(segment);
        const wire::Packet found = world_.look_at(waiting.front());
        if (const std::string what = difference(segment.pattern, found.segment); !what.empty())
            return std::string(name_of(from)) + " sent " + wire::describe_as_figure(found.segment) +
                   ", expected " + segment.pattern.written + ": " + what;
        packet = waiting.front();
        waiting.erase(waiting.begin());
        shown_.push_back({from, segment.pattern.written});
        ++segments_;
        return "";
    }

    Error sent_nothing(const SegmentLine& segment) {
        Error error =
            std::string(name_of(segment.from)) + " sent nothing, expected " + segment.pattern.written;
        const Peer peer = other(segment.from);
        if (!world_.unmentioned(peer).empty())
            error +=
                std::string("; ") + name_of(peer) + " sent " + describe(world_.unmentioned(peer).front());
        return error;
    }

    std::string describe(PacketId packet) const {
        return wire::describe_as_figure(world_.look_at(packet).segment);
    }

    // Where the figure shows a SYN or data that nobody has asked for yet, the user does.
    Error ask_for(const SegmentLine& segment, const Line& line) {
        const Peer from = segment.from;
        if (!world_.unmentioned(from).empty() || was_shown(segment)) return "";
        const bool opens =
            segment.pattern.is_syn_without_ack() && column(line, from).state == tcp::State::SynSent;
        if (opens) return world_.open(from);
        switch (segment.pattern.text) {
            case SegmentPattern::Text::NotCompared: return "";
            case SegmentPattern::Text::Some: return world_.send(from, bytes_of_some_data);
            case SegmentPattern::Text::Exactly:
                return segment.pattern.text_length == 0 ? "" : world_.send(from, segment.pattern.text_length);
        }
        return "";
    }

    bool was_shown(const SegmentLine& segment) const {
        const Shown wanted{segment.from, segment.pattern.written};
        return std::find(shown_.begin(), shown_.end(), wanted) != shown_.end();
    }

    // "..." on the sender's side: it departed on an earlier line.
    Error find_in_network(const SegmentLine& segment, PacketId& packet) {
        for (auto waiting = in_network_.begin(); waiting != in_network_.end(); ++waiting) {
            if (waiting->from != segment.from) continue;
            if (!difference(segment.pattern, world_.look_at(waiting->packet).segment).empty()) continue;
            packet = waiting->packet;
            in_network_.erase(waiting);
            return "";
        }
        return "no segment " + segment.pattern.written + " of " + name_of(segment.from) +
               " is in the network";
    }

    Error check_states(const Line& line) const {
        for (const Peer peer : {Peer::A, Peer::B}) {
            const auto& expected = column(line, peer).state;
            const tcp::State found = world_.state_of(peer);
            if (expected && *expected != found)
                return std::string(name_of(peer)) + " is in " + std::string(tcp::name_of(found)) +
                       ", expected " + std::string(tcp::name_of(*expected));
        }
        return "";
    }

    Error check_nothing_unmentioned() {
        for (const Peer peer : {Peer::A, Peer::B}) {
            if (world_.unmentioned(peer).empty()) continue;
            return std::string(name_of(peer)) + " sent " + describe(world_.unmentioned(peer).front()) +
                   ", which the figure does not mention";
        }
        return "";
    }

    static const Column& column(const Line& line, Peer peer) {
        return line.columns[static_cast<std::size_t>(peer)];
    }

    struct Shown {
        Peer from;
        std::string written;
        friend bool operator==(const Shown&, const Shown&) = default;
    };

    struct InNetwork {
        Peer from;
        PacketId packet;
    };

    FigureWorld world_;
    const Figure& figure_;
    std::vector<InNetwork> in_network_{};  // departed on a line, shown as "..."
    std::vector<Shown> shown_{};
    std::uint32_t segments_ = 0;
};

}  // namespace

FigurePlay play_figure(const Figure& figure, const FigureOptions& options, sim::Trace* trace) {
    return Player(figure, options, trace).play();
}

std::string FigurePlay::failure_text() const {
    if (!failure) return "";
    if (failed_line.empty()) return failure->to_text() + "\n";  // it was not even read
    return story + failed_line + "\n^^^ " + failure->to_text() + "\n";
}

}  // namespace hw::script
