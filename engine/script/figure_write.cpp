#include "script/figure_write.h"

#include <algorithm>
#include <optional>

#include "script/figure_rows.h"
#include "wire/parse.h"

// Event after event, what the run did becomes rows of the figure.

namespace hw::script {
namespace {

using Error = std::string;  // "" for none
using Kind = FigureRow::Kind;
using End = FigureRow::End;

constexpr std::size_t most_rows = 450;     // each is two lines at most, and a figure has a thousand
constexpr Duration players_flight = 1_ms;  // how long a segment takes when the figure is played

constexpr std::size_t index_of(Peer peer) { return static_cast<std::size_t>(peer); }
constexpr Peer peer_of(HostId host) { return host.value == 0 ? Peer::A : Peer::B; }

bool is_time_critical(const tcp::Deadlines& due) {
    return !due.retransmit.is_never() || !due.persist.is_never() || !due.delayed_ack.is_never() ||
           !due.reorder.is_never() || !due.tail_loss_probe.is_never();
}

enum class Waits : std::uint8_t { OfTimers, All };

class Writer {
  public:
    Writer(const sim::Trace& trace, Waits waits) : trace_(trace), waits_(waits) {}

    Result<WrittenFigure, Error> write() {
        if (trace_.is_truncated) return Error("the trace is not whole");
        find_first_states();
        for (std::uint32_t i = 0; i < trace_.events.size(); ++i) {
            if (Error error = take(i); !error.empty()) return error;
            if (rows_.size() > most_rows) return Error("the run has more lines than a figure may have");
        }
        return WrittenFigure{.text = figure_text(start_, rows_)};
    }

  private:
    void find_first_states() {
        std::array<bool, 2> is_known{};
        for (const sim::EventRecord& event : trace_.events) {
            if (event.host.value > 1 || is_known[event.host.value]) continue;
            state_[event.host.value] = event.state_before;
            is_known[event.host.value] = true;
        }
    }

    Error take(std::uint32_t index) {
        const sim::EventRecord& event = trace_.events[index];
        if (event.error != sim::CommandError::None) return "";
        if (event.host.exists() && event.host.value > 1)
            return "a figure has two peers; host 2 is a third one";
        if (rows_.empty()) start_ = state_;
        first_row_ = rows_.size();
        const tcp::State before = state_[event.host.exists() ? event.host.value : 0];
        note_state(event);
        Error error;
        switch (event.kind) {
            case sim::EventKind::Arrival: break;
            case sim::EventKind::Deadline:
                if (event.packets_sent > 0 || (event.host.exists() && state_[event.host.value] != before))
                    pass_time(event, before);
                break;
            case sim::EventKind::CommandIssued:
            case sim::EventKind::CommandScheduled: error = command(event); break;
        }
        if (error.empty() && event.packet.exists()) error = end_of(event, index);
        for (std::uint32_t i = 0; i < event.packets_sent && error.empty(); ++i)
            error = depart(trace_.packets[event.first_packet_sent + i], index);
        // What changes without a segment is said by itself.
        const bool is_silent = event.host.exists() && event.kind != sim::EventKind::Arrival &&
                               event.packets_sent == 0 && state_[event.host.value] != before;
        if (is_silent && !rows_.empty()) add_states();
        note_timers(event);
        return error;
    }

    // As the figure means it: a listener that once had a connection is that connection, which is CLOSED, but for
    // one that came to nothing (§3.10.7.4, fourth: "return this connection to the LISTEN state").
    void note_state(const sim::EventRecord& event) {
        if (!event.host.exists()) return;
        tcp::State& state = state_[event.host.value];
        const bool was_over = state != tcp::State::Listen && state != tcp::State::SynReceived;
        const bool is_new = event.kind != sim::EventKind::Arrival && event.kind != sim::EventKind::Deadline &&
                            std::holds_alternative<sim::Listen>(event.command);
        const bool has_ended = event.state_after == tcp::State::Listen && was_over && !is_new;
        state = has_ended ? tcp::State::Closed : event.state_after;
    }

    void note_timers(const sim::EventRecord& event) {
        for (std::uint32_t i = 0; i < event.note_count; ++i)
            is_timed_[event.host.value] =
                is_time_critical(trace_.notes[event.first_note + i].after.deadlines);
    }

    // ---- time: the figure's player knows only flights and waits ------------------------------------

    void spend(const sim::EventRecord& event, Duration played) {
        owed_ = owed_ + (event.at - latest_) - played;
        latest_ = event.at;
    }

    void write_wait(Peer peer) {
        if (Duration{} < owed_) add_action(peer, wait_text(owed_));
        owed_ = {};
    }

    void pass_time(const sim::EventRecord& event, tcp::State before) {
        spend(event, {});
        const bool is_time_wait = before == tcp::State::TimeWait && event.packets_sent == 0;
        const std::size_t peer = event.host.value;
        // Both ends of Figure 13 wait at the same time: one line.
        const std::size_t count = rows_.size();
        const bool is_same_wait = is_time_wait && count >= 2 && rows_[count - 1].kind == Kind::States &&
                                  rows_[count - 2].words[1 - peer] == "(2 MSL)";
        if (is_same_wait) {
            rows_.pop_back();
            rows_.back().words[peer] = "(2 MSL)";
        } else if (is_time_wait) {
            add_action(peer_of(event.host), "(2 MSL)");
        } else {
            write_wait(peer_of(event.host));
        }
        owed_ = {};
    }

    // ---- what users do ------------------------------------------------------------------------------

    Error command(const sim::EventRecord& event) {
        const auto is = [&](auto tag) { return std::holds_alternative<decltype(tag)>(event.command); };
        if (is(sim::Listen{})) return rows_.empty() ? "" : "somebody listens when the figure has begun";
        std::string words;
        if (is(sim::Connect{})) words = "(Open)";
        if (is(sim::Close{})) words = "(Close)";
        if (is(sim::Abort{})) words = "(Abort)";
        if (is(sim::PowerOff{}) && !rows_.empty()) words = "(Reboot)";
        if (const auto* send = std::get_if<sim::Send>(&event.command))
            words = "(Send " + std::to_string(send->text.size()) + ")";
        if (words.empty()) return "";
        spend(event, {});
        if (in_flight_ == 0 && !is_timed_[0] && !is_timed_[1]) owed_ = {};
        if (waits_ == Waits::All) write_wait(peer_of(event.host));
        if (is(sim::Close{})) has_closed_[event.host.value] = true;
        add_action(peer_of(event.host), words);
        return "";
    }

    // ---- segments -----------------------------------------------------------------------------------

    // A figure shows one connection at a time; a SYN may begin another.
    Error check_ports(const sim::PacketRecord& packet) {
        if (packet.is_icmp) return "an ICMP error arrives, for which figures have no words";
        if (packet.from.value > 1 || packet.to.value > 1) return "a figure has two peers, not three";
        std::array<std::uint16_t, 2> ports{packet.header.source_port, packet.header.destination_port};
        if (peer_of(packet.from) == Peer::B) std::swap(ports[0], ports[1]);
        const bool begins = packet.header.ctl.syn() && !packet.header.ctl.ack();
        if (begins || ports_[0] == 0) ports_ = ports;
        return ports == ports_ ? "" : "two connections at a time; a figure shows one";
    }

    Error depart(const sim::PacketRecord& packet, std::uint32_t event) {
        if (packet.is_injected || packet.copy_of.exists() || packet.is_icmp) return "";
        if (Error error = check_ports(packet); !error.empty()) return error;
        const Peer peer = peer_of(packet.from);
        const wire::Ctl ctl = packet.header.ctl;
        if (ctl.syn() && newest_syn_[index_of(peer)] != packet.header.seq) {
            newest_syn_[index_of(peer)] = packet.header.seq;
            has_closed_[index_of(peer)] = false;
        }
        if (ctl.fin() && !has_closed_[index_of(peer)]) close_by_application(peer);
        FigureRow row{.kind = Kind::Segment, .from = peer, .packet = packet.id, .departs = true};
        row.segment = segment_text(packet.header, packet.text_length);
        row.words[index_of(peer)] = name_of_state(peer);
        rows_.push_back(std::move(row));
        ++in_flight_;
        // Chance, a rule or a full queue took it at the entrance of its link.
        if (packet.ended_by_event == event && packet.fate != sim::Fate::Delivered) end_row(packet, End::Lost);
        return "";
    }

    // What its application did by itself, in the same event: which states came before it, nobody noted.
    void close_by_application(Peer peer) {
        has_closed_[index_of(peer)] = true;
        for (std::size_t i = first_row_; i < rows_.size(); ++i)
            if (rows_[i].kind == Kind::Segment) rows_[i].words[index_of(peer)].clear();
        add_action(peer, "(Close)");
    }

    // The packet that the event is about has arrived or is lost.
    Error end_of(const sim::EventRecord& event, std::uint32_t index) {
        const sim::PacketRecord& packet = trace_.packets[event.packet.value];
        if (packet.ended_by_event != index) return "";
        const bool is_read = packet.fate == sim::Fate::Delivered && !packet.was_corrupted;
        const bool is_shown = !packet.is_injected && !packet.copy_of.exists();
        if (!is_read && (!is_shown || packet.is_icmp)) return "";
        if (Error error = check_ports(packet); !error.empty()) return error;
        spend(event, is_read ? players_flight : Duration{});
        if (waits_ == Waits::All) write_wait(other(peer_of(packet.from)));
        // Why an edited segment is two: what was sent never arrives, and what arrives was never sent.
        const bool is_itself = is_read && is_shown && !packet.was_edited;
        if (is_shown) end_row(packet, is_itself ? End::Arrives : End::Lost);
        if (is_read && !is_itself) add_duplicate(packet);
        return "";
    }

    void end_row(const sim::PacketRecord& packet, End end) {
        --in_flight_;
        const Peer from = peer_of(packet.from);
        const bool goes_on = !rows_.empty() && rows_.back().kind == Kind::Segment &&
                             rows_.back().packet == packet.id && rows_.back().end == End::InNetwork;
        if (!goes_on) {
            rows_.push_back({.kind = Kind::Segment, .from = from, .packet = packet.id});
            rows_.back().segment = segment_text(packet.header, packet.text_length);
        }
        rows_.back().end = end;
        if (end == End::Arrives) rows_.back().words[index_of(other(from))] = name_of_state(other(from));
    }

    void add_duplicate(const sim::PacketRecord& packet) {
        wire::TcpHeader header = packet.header;
        std::uint32_t text_length = packet.text_length;
        wire::Packet changed;
        if (packet.was_edited && wire::parse_packet(packet.changed_bytes, changed).ok()) {
            header = changed.segment;
            text_length = changed.segment.text_length();
        }
        FigureRow row{.kind = Kind::Segment, .from = peer_of(packet.from), .end = End::Arrives};
        row.segment = segment_text(header, text_length);
        if (header.raw_window != 0xffff) row.segment += "<WND=" + std::to_string(header.raw_window) + ">";
        row.words[index_of(row.from)] = "(duplicate)";
        row.words[index_of(other(row.from))] = name_of_state(other(row.from));
        rows_.push_back(std::move(row));
    }

    // ---- rows ---------------------------------------------------------------------------------------

    std::string name_of_state(Peer peer) const { return std::string(tcp::name_of(state_[index_of(peer)])); }

    void add_action(Peer peer, std::string words) {
        FigureRow row{.kind = Kind::Actions};
        row.words[index_of(peer)] = std::move(words);
        rows_.push_back(std::move(row));
    }

    void add_states() {
        rows_.push_back({.kind = Kind::States, .words = {name_of_state(Peer::A), name_of_state(Peer::B)}});
    }

    const sim::Trace& trace_;
    const Waits waits_;
    std::vector<FigureRow> rows_{};
    std::size_t first_row_ = 0;          // of the event that is being taken
    std::array<tcp::State, 2> start_{};  // by Peer, like the rest
    std::array<tcp::State, 2> state_{};  // after the event that is being taken
    std::array<bool, 2> has_closed_{};   // its user has, as the figure shows
    std::array<bool, 2> is_timed_{};     // a timer may send something
    std::array<std::optional<SeqNum>, 2> newest_syn_{};
    std::array<std::uint16_t, 2> ports_{};
    std::uint32_t in_flight_ = 0;  // of the segments that departed
    Duration owed_{};              // by which the figure's player is behind the run
    Instant latest_{};             // of the latest event that the figure shows
};

// Whether the figure plays, and its play is written with the same words.
struct Rehearsal {
    bool plays = false;
    bool is_same = false;
};

Rehearsal rehearse(const std::string& text, const FigureOptions& options, Waits waits) {
    const auto figure = parse_figure("figure", text);
    if (!figure.ok()) return {};
    sim::Trace replay;
    if (!play_figure(*figure, options, &replay).ok()) return {};
    const auto again = Writer(replay, waits).write();
    return {.plays = true, .is_same = again.ok() && again->text == text};
}

}  // namespace

Result<WrittenFigure, std::string> write_figure(const sim::Trace& trace, const FigureOptions& options) {
    auto brief = Writer(trace, Waits::OfTimers).write();
    if (!brief.ok()) return brief;
    const Rehearsal of_brief = rehearse(brief->text, options, Waits::OfTimers);
    brief->plays = of_brief.plays;
    if (of_brief.is_same) return brief;
    auto exact = Writer(trace, Waits::All).write();
    if (!exact.ok() || !rehearse(exact->text, options, Waits::All).plays) return brief;
    exact->plays = true;
    return exact;
}

}  // namespace hw::script
