#include "script/packetdrill/tcp_info.h"

#include <algorithm>
#include <array>
#include <utility>

#include "tcp/tcb.h"
#include "tcp/tcb_summary.h"

namespace hw::packetdrill {
namespace {

constexpr std::int64_t infinite_threshold = 0x7fff'ffff;
constexpr std::int64_t closed = 7;

// Linux's numbers (net/tcp_states.h). TIME-WAIT is no state of a socket there.
std::int64_t state_number(tcp::State state) {
    switch (state) {
        case tcp::State::Established: return 1;
        case tcp::State::SynSent: return 2;
        case tcp::State::SynReceived: return 3;
        case tcp::State::FinWait1: return 4;
        case tcp::State::FinWait2: return 5;
        case tcp::State::CloseWait: return 8;
        case tcp::State::LastAck: return 9;
        case tcp::State::Listen: return 10;
        case tcp::State::Closing: return 11;
        default: return closed;
    }
}

std::int64_t option_bits(const tcp::Tcb& tcb) {
    const bool syn_text_was_taken =
        tcb.fast_open.is_accepted || (tcb.fast_open.may_carry_text && !tcb.fast_open.text_was_refused);
    return (tcb.timestamps.are_agreed ? 1 : 0) | (tcb.sack.is_permitted ? 2 : 0) |
           (tcb.window_scale_is_agreed ? 4 : 0) | (tcb.ecn.is_agreed ? 8 : 0) |
           (tcb.ecn.peer_is_capable ? 16 : 0) | (syn_text_was_taken ? 32 : 0);
}

void add_constants(PythonNames& names) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 22> constants{
        {{"TCP_ESTABLISHED", 1},    {"TCP_SYN_SENT", 2},        {"TCP_SYN_RECV", 3},    {"TCP_FIN_WAIT1", 4},
         {"TCP_FIN_WAIT2", 5},      {"TCP_TIME_WAIT", 6},       {"TCP_CLOSE", closed},  {"TCP_CLOSE_WAIT", 8},
         {"TCP_LAST_ACK", 9},       {"TCP_LISTEN", 10},         {"TCP_CLOSING", 11},    {"TCP_CA_Open", 0},
         {"TCP_CA_Disorder", 1},    {"TCP_CA_CWR", 2},          {"TCP_CA_Recovery", 3}, {"TCP_CA_Loss", 4},
         {"TCPI_OPT_SACK", 2},      {"TCPI_OPT_TIMESTAMPS", 1}, {"TCPI_OPT_WSCALE", 4}, {"TCPI_OPT_ECN", 8},
         {"TCPI_OPT_ECN_SEEN", 16}, {"TCPI_OPT_SYN_DATA", 32}}};
    for (const auto& [name, number] : constants) names.emplace(name, number);
}

struct Milliseconds {
    Instant now{};
    std::int64_t since(Instant t) const { return t.is_never() ? 0 : (now - t).us / 1'000; }
};

void add_sender(PythonNames& names, const tcp::Tcb& tcb) {
    const tcp::TcbSummary summary = tcp::summary_of(tcb);
    const std::int64_t mss = std::max<std::int64_t>(tcb.snd.mss, 1);
    const bool is_unlimited = summary.ssthresh_bytes >= 0x3fff'ffffu;
    names["tcpi_ca_state"] = static_cast<std::int64_t>(tcb.recovery.phase);
    names["tcpi_retransmits"] = tcb.retransmissions;
    names["tcpi_backoff"] = tcb.retransmissions;
    names["tcpi_probes"] = tcb.unanswered_probes;
    names["tcpi_rto"] = tcb.rtt.rto.us;
    names["tcpi_rtt"] = tcb.rtt.srtt.us;
    names["tcpi_rttvar"] = tcb.rtt.rttvar.us;
    names["tcpi_min_rtt"] =
        tcb.rtt.minimum.value() == Duration::never() ? 0xffff'ffff : tcb.rtt.minimum.value().us;
    names["tcpi_snd_mss"] = mss;
    names["tcpi_snd_wscale"] = tcb.snd.shift;
    names["tcpi_snd_wnd"] = tcb.snd.wnd;
    names["tcpi_unacked"] = summary.unacked_segments;
    names["tcpi_sacked"] = summary.sacked_segments;
    names["tcpi_lost"] = summary.lost_segments;
    names["tcpi_retrans"] = summary.resent_segments;
    names["tcpi_fackets"] = 0;  // Linux, since 4.15
    names["tcpi_snd_cwnd"] = summary.cwnd_bytes / mss;
    names["tcpi_snd_ssthresh"] = is_unlimited ? infinite_threshold : summary.ssthresh_bytes / mss;
    names["tcpi_reordering"] = tcb.recovery.duplicate_threshold;
    names["tcpi_total_retrans"] = tcb.recovery.total_retransmissions;
    names["tcpi_bytes_acked"] = static_cast<std::int64_t>(tcb.recovery.bytes_acked);
    names["tcpi_bytes_retrans"] = static_cast<std::int64_t>(tcb.recovery.bytes_retransmitted);
    names["tcpi_delivered"] = tcb.recovery.delivered;
    names["tcpi_dsack_dups"] = tcb.recovery.duplicates_reported;
    names["tcpi_reord_seen"] = tcb.recovery.reorderings_seen;
    names["tcpi_notsent_bytes"] = tcp::unsent_bytes(tcb);
}

void add_receiver(PythonNames& names, const tcp::Tcb& tcb) {
    names["tcpi_ato"] = tcb.acks.delay.us;
    names["tcpi_rcv_mss"] = tcb.acks.peer_segment_bytes;
    names["tcpi_rcv_wscale"] = tcb.rcv.shift;
    names["tcpi_rcv_wnd"] = tcb.rcv.wnd;
    names["tcpi_bytes_received"] = tcb.rcv.nxt.raw - tcb.rcv.irs.raw - 1 - (tcb.fin_was_received ? 1 : 0);
}

// What has gone over the wire, counted from the packets themselves.
void add_traffic(PythonNames& names, const Scene& scene, const Conversation& with) {
    std::int64_t segments = 0, text_segments = 0, bytes = 0;
    for (const Departure& departure : scene.machine.departures) {
        const auto segment = read_live_segment(departure.bytes, departure.at);
        if (!segment || !with.owns(*segment)) continue;
        ++segments;
        text_segments += segment->text_bytes > 0 ? 1 : 0;
        bytes += segment->text_bytes;
    }
    names["tcpi_segs_out"] = segments;
    names["tcpi_data_segs_out"] = text_segments;
    names["tcpi_bytes_sent"] = bytes;
    names["tcpi_segs_in"] = with.segments_in;
    names["tcpi_data_segs_in"] = with.text_segments_in;
}

}  // namespace

PythonNames tcp_info(Scene& scene) {
    PythonNames names;
    add_constants(names);
    const Conversation* with = scene.conversation();
    const host::Connection* connection = scene.connection();
    if (with == nullptr || connection == nullptr) {
        const bool listens = with != nullptr && with->stage == Conversation::Stage::Listening;
        names["tcpi_state"] = listens ? 10 : closed;
        return names;
    }
    const tcp::Tcb& tcb = connection->tcb;
    const bool is_over = connection->closed_by != host::ClosedBy::StillOpen;
    names["tcpi_state"] = is_over ? closed : state_number(tcb.state);
    names["tcpi_options"] = is_over ? with->option_bits : option_bits(tcb);
    const Milliseconds ago{scene.machine.now};
    names["tcpi_last_data_sent"] = ago.since(tcb.recovery.last_sent_at);
    names["tcpi_last_data_recv"] = ago.since(tcb.acks.text_came_at);
    names["tcpi_last_ack_recv"] = ago.since(tcb.last_heard);
    const host::HostConfig& config = scene.machine.host.config;
    names["tcpi_pmtu"] = tcb.snd.path_mtu != 0 ? tcb.snd.path_mtu : config.tcp.mtu;
    names["tcpi_advmss"] = config.tcp.mss - (tcb.timestamps.are_agreed ? 12 : 0);
    add_sender(names, tcb);
    add_receiver(names, tcb);
    add_traffic(names, scene, *with);
    return names;
}

void remember_info(Scene& scene) {
    const host::Connection* connection = scene.connection();
    if (connection != nullptr && connection->closed_by == host::ClosedBy::StillOpen)
        scene.conversation()->option_bits = option_bits(connection->tcb);
}

}  // namespace hw::packetdrill
