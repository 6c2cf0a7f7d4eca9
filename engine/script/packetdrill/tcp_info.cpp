#include "script/packetdrill/tcp_info.h"

#include <array>
#include <utility>

#include "host/tcp_info.h"

namespace hw::packetdrill {
namespace {

constexpr std::int64_t closed = 7;

void add_constants(PythonNames& names) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 33> constants{
        {{"TCP_ESTABLISHED", 1},    {"TCP_SYN_SENT", 2},     {"TCP_SYN_RECV", 3},
         {"TCP_FIN_WAIT1", 4},      {"TCP_FIN_WAIT2", 5},    {"TCP_TIME_WAIT", 6},
         {"TCP_CLOSE", closed},     {"TCP_CLOSE_WAIT", 8},   {"TCP_LAST_ACK", 9},
         {"TCP_LISTEN", 10},        {"TCP_CLOSING", 11},     {"TCP_CA_Open", 0},
         {"TCP_CA_Disorder", 1},    {"TCP_CA_CWR", 2},       {"TCP_CA_Recovery", 3},
         {"TCP_CA_Loss", 4},        {"TCPI_OPT_SACK", 2},    {"TCPI_OPT_TIMESTAMPS", 1},
         {"TCPI_OPT_WSCALE", 4},    {"TCPI_OPT_ECN", 8},     {"TCPI_OPT_ECN_SEEN", 16},
         {"TCPI_OPT_SYN_DATA", 32}, {"TCPI_ESTABLISHED", 1}, {"TCPI_SYN_SENT", 2},
         {"TCPI_SYN_RECEIVED", 3},  {"TCPI_FIN_WAIT_1", 4},  {"TCPI_FIN_WAIT_2", 5},
         {"TCPI_TIME_WAIT", 6},     {"TCPI_CLOSED", closed}, {"TCPI_CLOSE_WAIT", 8},
         {"TCPI_LAST_ACK", 9},      {"TCPI_LISTEN", 10},     {"TCPI_CLOSING", 11}}};
    for (const auto& [name, number] : constants) names.emplace(name, number);
}

// The fields of host::TcpInfo.
constexpr std::array<std::string_view, 55> fields{"tcpi_ca_state",
                                                  "tcpi_retransmits",
                                                  "tcpi_probes",
                                                  "tcpi_backoff",
                                                  "tcpi_options",
                                                  "tcpi_snd_wscale",
                                                  "tcpi_rcv_wscale",
                                                  "tcpi_rto",
                                                  "tcpi_ato",
                                                  "tcpi_snd_mss",
                                                  "tcpi_rcv_mss",
                                                  "tcpi_advmss",
                                                  "tcpi_pmtu",
                                                  "tcpi_unacked",
                                                  "tcpi_sacked",
                                                  "tcpi_lost",
                                                  "tcpi_retrans",
                                                  "tcpi_last_data_sent",
                                                  "tcpi_last_data_recv",
                                                  "tcpi_last_ack_recv",
                                                  "tcpi_rtt",
                                                  "tcpi_rttvar",
                                                  "tcpi_min_rtt",
                                                  "tcpi_rcv_rtt",
                                                  "tcpi_snd_ssthresh",
                                                  "tcpi_snd_cwnd",
                                                  "tcpi_reordering",
                                                  "tcpi_rcv_ssthresh",
                                                  "tcpi_rcv_space",
                                                  "tcpi_snd_wnd",
                                                  "tcpi_rcv_wnd",
                                                  "tcpi_total_retrans",
                                                  "tcpi_bytes_sent",
                                                  "tcpi_bytes_retrans",
                                                  "tcpi_bytes_acked",
                                                  "tcpi_bytes_received",
                                                  "tcpi_notsent_bytes",
                                                  "tcpi_busy_time",
                                                  "tcpi_rwnd_limited",
                                                  "tcpi_sndbuf_limited",
                                                  "tcpi_delivered",
                                                  "tcpi_delivered_ce",
                                                  "tcpi_dsack_dups",
                                                  "tcpi_reord_seen",
                                                  "tcpi_state",
                                                  "tcpi_received_ce",
                                                  "tcpi_delivered_e1_bytes",
                                                  "tcpi_delivered_e0_bytes",
                                                  "tcpi_delivered_ce_bytes",
                                                  "tcpi_received_e1_bytes",
                                                  "tcpi_received_e0_bytes",
                                                  "tcpi_received_ce_bytes",
                                                  "tcpi_ecn_mode",
                                                  "tcpi_accecn_fail_mode",
                                                  "tcpi_accecn_opt_seen"};

// What has gone over the wire, counted from the packets themselves.
void add_traffic(PythonNames& names, const Scene& scene, const Conversation& with) {
    std::int64_t segments = 0, text_segments = 0;
    for (const Departure& departure : scene.machine.departures) {
        const auto segment = read_live_segment(departure.bytes, departure.at);
        if (!segment || !with.owns(*segment)) continue;
        ++segments;
        text_segments += segment->text_bytes > 0 ? 1 : 0;
    }
    names["tcpi_segs_out"] = segments;
    names["tcpi_data_segs_out"] = text_segments;
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
    const host::TcpInfo info = host::tcp_info(scene.machine.host, *connection, scene.machine.now);
    for (const std::string_view field : fields)
        if (const auto number = host::find(info, field)) names.emplace(field, *number);
    // SO_MEMINFO, with Linux's window (sk_get_meminfo()).
    names["SK_MEMINFO_RCVBUF"] = connection->tcb.window.buffer_bytes;
    names["SK_MEMINFO_RMEM_ALLOC"] = static_cast<std::int64_t>(connection->tcb.window.memory.bytes());
    names["tcpi_fackets"] = 0;  // Linux, since 4.15
    if (connection->closed_by != host::ClosedBy::StillOpen) {
        names["tcpi_state"] = closed;
        names["tcpi_options"] = with->option_bits;
    }
    add_traffic(names, scene, *with);
    return names;
}

void remember_info(Scene& scene) {
    const host::Connection* connection = scene.connection();
    if (connection != nullptr && connection->closed_by == host::ClosedBy::StillOpen)
        scene.conversation()->option_bits =
            host::tcp_info(scene.machine.host, *connection, scene.machine.now).tcpi_options;
}

}  // namespace hw::packetdrill
