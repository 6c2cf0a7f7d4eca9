#include "support/linux/transcript.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "support/linux/packet_line.h"
#include "support/linux/socket_bench.h"
#include "support/paths.h"
#include "wire/emit.h"
#include "wire/icmp.h"
#include "wire/parse.h"

namespace hw::test {
namespace {

constexpr SeqNum their_isn{1'000'000};

using Ports = std::pair<std::uint16_t, std::uint16_t>;  // ours, theirs

// Between which ports: the counting begins anew for each pair.
struct Conversation {
    Origin origin{.ours = {}, .theirs = their_isn};
    bool has_isn = false;
    bool has_timestamp = false;
    // Our timestamps by the kernel's, both counted as in the notation: where the kernel's timers were late, what
    // the peer echoes differs.
    std::map<std::uint32_t, std::uint32_t> timestamps{};
};

// "8080->50001 " at the beginning of a line is taken off it.
Ports take_ports(std::string_view& line, bool is_ours) {
    const auto arrow = line.find("->");
    if (arrow == line.npos || arrow > 5) return {bench_local.port, bench_remote.port};
    const auto blank = line.find(' ');
    const auto from = static_cast<std::uint16_t>(std::atoi(std::string(line.substr(0, arrow)).c_str()));
    const auto to =
        static_cast<std::uint16_t>(std::atoi(std::string(line.substr(arrow + 2, blank - arrow - 2)).c_str()));
    line.remove_prefix(blank + 1);
    return is_ours ? Ports{from, to} : Ports{to, from};
}

class Player {
  public:
    explicit Player(const host::HostConfig& config) : bench_(config) {}
    std::string play_line(std::string_view line);
    std::string end() {
        return bench_.departed.empty() ? "" : parted("we sent " + shown(bench_.departed[0]));
    }

  private:
    std::string expect(std::string_view line);
    std::string check_time(const ExpectedPacket& expected, const Departure& ours, const wire::Packet& packet);
    std::string call(std::string_view text);
    std::string compare_info(std::string_view text);
    std::string advance_to(Instant end);
    void arrives(std::string_view line);
    void icmp_arrives(std::string_view line);
    std::string shown(const Departure& departure);
    wire::Packet parsed(const Departure& departure);
    std::string parted(std::string_view how) const { return story_ + "     ^ " + std::string(how) + "\n"; }
    // The transcript's time on our clock.
    Instant ours(Duration at) const { return Instant{} + (at - late_); }

    SocketBench bench_;
    std::map<Ports, Conversation> conversations_{};
    Duration late_{};           // by how much the kernel's clock is ahead of ours
    Duration at_{};             // of the present line
    Duration last_at_{};        // of the last packet or call before it
    std::uint32_t full_ = 536;  // the longest text seen so far, bytes
    std::string story_{};
};

wire::Packet Player::parsed(const Departure& departure) {
    wire::Packet packet;
    if (!wire::parse_packet(departure.bytes, packet).ok()) std::abort();
    packet.segment.ecn = packet.ip.ecn;
    Conversation& with = conversations_[{packet.segment.source_port, packet.segment.destination_port}];
    const bool opens = packet.segment.ctl.syn() && !packet.segment.ctl.ack();
    if (!with.has_isn || (opens && with.origin.ours != packet.segment.seq)) {
        with.has_isn = true;
        with.has_timestamp = false;
        with.origin.ours = packet.segment.seq;
    }
    if (packet.segment.options.has_timestamps && !with.has_timestamp) {
        with.has_timestamp = true;
        with.origin.first_timestamp = packet.segment.options.timestamps.value;
    }
    return packet;
}

std::span<const std::uint8_t> options_of(const Departure& departure, const wire::Packet& packet) {
    return std::span(departure.bytes)
        .subspan(packet.ipv4_header_length + wire::tcp_header_bytes,
                 packet.tcp_header_length - wire::tcp_header_bytes);
}

std::string Player::shown(const Departure& departure) {
    const wire::Packet packet = parsed(departure);
    const Ports ports{packet.segment.source_port, packet.segment.destination_port};
    const bool is_usual = ports == Ports{bench_local.port, bench_remote.port};
    return (is_usual ? "" : std::to_string(ports.first) + "->" + std::to_string(ports.second) + " ") +
           write_packet(packet.segment, options_of(departure, packet), conversations_[ports].origin);
}

std::string Player::advance_to(Instant end) {
    bench_.wait_until(end);
    return this->end();
}

// "icmp type 3 code 4 mtu 1040 quoting seq 1", from the peer, about a segment of ours.
void Player::icmp_arrives(std::string_view line) {
    const Ports ports = take_ports(line, true);
    std::array<std::int64_t, 4> numbers{};  // type, code, MTU, SEQ
    for (std::int64_t& number : numbers) {
        line.remove_prefix(line.find_first_of("-0123456789"));
        number = std::strtoll(std::string(line).c_str(), nullptr, 10);
        line.remove_prefix(std::min(line.find(' '), line.size()));
    }
    const wire::TcpHeader quoted{
        .source_port = ports.first,
        .destination_port = ports.second,
        .seq = conversations_[ports].origin.ours + static_cast<std::uint32_t>(numbers[3]),
        .ctl = wire::ack};
    std::array<std::uint8_t, 40> datagram{};
    std::array<std::uint8_t, wire::max_icmp_error_bytes> bytes{};
    (void)wire::emit_packet({.source = bench_local.address, .destination = bench_remote.address}, quoted, {},
                            datagram);
    const auto length = wire::emit_icmp_error({.type = static_cast<std::uint8_t>(numbers[0]),
                                               .code = static_cast<std::uint8_t>(numbers[1]),
                                               .next_hop_mtu = static_cast<std::uint16_t>(numbers[2]),
                                               .from = bench_remote.address},
                                              datagram, bytes);
    bench_.packet_arrives(std::span(bytes).first(length.value()));
}

void Player::arrives(std::string_view line) {
    if (line.rfind("icmp ", 0) == 0) return icmp_arrives(line.substr(5));
    const Ports ports = take_ports(line, false);
    WrittenPacket written = read_packet(line, conversations_[ports].origin);
    wire::Timestamps& echo = written.segment.options.timestamps;
    const Conversation& with = conversations_[ports];
    if (const auto known = with.timestamps.find(echo.echo_reply - with.origin.first_timestamp + 100);
        known != with.timestamps.end() && echo.echo_reply != 0)
        echo.echo_reply = known->second - 100 + with.origin.first_timestamp;
    written.segment.source_port = ports.second;
    written.segment.destination_port = ports.first;
    const std::span<const std::uint8_t> text{reinterpret_cast<const std::uint8_t*>(written.text.data()),
                                             written.text.size()};
    std::array<std::uint8_t, 4'000> bytes{};
    const auto length = wire::emit_packet(
        {.source = bench_remote.address, .destination = bench_local.address, .ecn = written.segment.ecn},
        written.segment, text, bytes);
    if (!length.ok()) std::abort();
    if (line.find("badsum") != line.npos) bytes[37] ^= 0x11u;
    bench_.packet_arrives(std::span(bytes).first(length.value()));
}

bool same_but_push(std::string a, std::string b) {
    for (std::string* text : {&a, &b})
        if (const auto p = text->find('P'); p < text->find(':')) text->erase(p, 1);
    return a == b;
}

std::string Player::check_time(const ExpectedPacket& expected, const Departure& ours_sent,
                               const wire::Packet& packet) {
    const Duration slack = 4_ms + std::max(at_ - last_at_, 100_ms) / 8;
    if (ours_sent.at + slack < ours(at_))
        return parted("we sent this " + std::to_string((ours(at_) - ours_sent.at).us) + " us before");
    late_ = at_ - (ours_sent.at - Instant{});
    if (!expected.has_timestamp) return "";
    const Ports ports{packet.segment.source_port, packet.segment.destination_port};
    const std::uint32_t since =
        packet.segment.options.timestamps.value - conversations_[ports].origin.first_timestamp + 100;
    conversations_[ports].timestamps[expected.timestamp] = since;
    const auto off = static_cast<std::int64_t>(expected.timestamp) - since - late_.us / 1'000;
    return off < -6 || off > 6 ? parted("our timestamp is " + std::to_string(since)) : "";
}

std::string Player::expect(std::string_view line) {
    const std::string whole(line);
    const Ports ports = take_ports(line, true);
    const ExpectedPacket expected = expected_packet(line);
    bench_.wait_until(ours(at_) + 6_ms);
    if (bench_.departed.empty()) return parted("we sent nothing");
    const Departure departure = bench_.departed.front();
    bench_.departed.erase(bench_.departed.begin());
    const wire::Packet packet = parsed(departure);
    const bool is_theirs = Ports{packet.segment.source_port, packet.segment.destination_port} == ports;
    const std::string sent =
        write_packet(packet.segment, options_of(departure, packet), conversations_[ports].origin);
    full_ = std::max(full_, expected.length);
    const host::Connection* connection = bench_.connection();
    const bool fills_mss = connection != nullptr && expected.length == connection->tcb.snd.mss;
    const bool is_full = expected.length == full_ || fills_mss;
    const bool same = is_full ? same_but_push(sent, expected.text) : sent == expected.text;
    if (!same || !is_theirs) return parted("we sent " + shown(departure));
    return check_time(expected, departure, packet);
}

std::string Player::call(std::string_view text) {
    const auto equals = text.find(" = ");
    if (equals == text.npos) return parted("not understood");
    std::string_view recorded = text.substr(equals + 3);
    const auto remark = std::min(recorded.find("   # took"), recorded.size());
    const bool took_time = remark < recorded.size();
    recorded = recorded.substr(0, remark);
    const std::string ours = bench_.call(text.substr(0, equals), recorded);
    return ours == recorded || (took_time && ours == "blocked") ? "" : parted("ours gave " + ours);
}

std::string Player::compare_info(std::string_view text) {
    if (text.rfind("sockets: ", 0) == 0) {
        std::vector<std::string> words;
        for (std::string_view rest = text.substr(9); !rest.empty();) {
            const auto end = std::min(rest.find(' '), rest.size());
            words.emplace_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        std::sort(words.begin(), words.end());
        std::string theirs;
        for (const std::string& word : words) theirs += (theirs.empty() ? "" : " ") + word;
        return theirs == bench_.sockets() ? "" : parted("ours are " + bench_.sockets());
    }
    const host::Connection* connection = bench_.connection();
    const auto check = [&](std::string_view key, const std::string& ours) {
        const auto at = text.find(" " + std::string(key) + "=");
        if (at == text.npos) return std::string();
        const auto from = at + key.size() + 2;
        const std::string_view value = text.substr(from, text.find(' ', from) - from);
        return ours == value ? std::string() : parted("our " + std::string(key) + " is " + ours);
    };
    std::string state = "CLOSE";
    if (connection != nullptr && connection->closed_by == host::ClosedBy::StillOpen) {
        state = tcp::name_of(connection->tcb.state);
        if (state == "SYN-RECEIVED") state = "SYN-RECV";
        if (state == "TIME-WAIT") state = "CLOSE";  // Linux's socket and its TIME-WAIT are two things
    } else if (bench_.listens()) {
        state = "LISTEN";
    }
    if (connection == nullptr || text.find("state=") != text.npos) return check("state", state);
    const host::TcpInfo info = host::tcp_info(bench_.host, *connection, bench_.now);
    constexpr std::array<std::string_view, 5> phases{"Open", "Disorder", "CWR", "Recovery", "Loss"};
    std::string trouble =
        check("ca_state", std::string(phases[static_cast<std::size_t>(info.tcpi_ca_state)]));
    for (const std::string key : {"cwnd", "ssthresh", "snd_mss", "options", "unacked", "sacked", "lost",
                                  "retrans", "reordering", "total_retrans", "dsack_dups"}) {
        const bool has_prefix = key == "cwnd" || key == "ssthresh";
        const std::int64_t value = *host::find(info, "tcpi_" + (has_prefix ? "snd_" + key : key));
        if (trouble.empty()) trouble = check(key, value == 0x7fff'ffff ? "inf" : std::to_string(value));
    }
    return trouble;
}

std::string Player::play_line(std::string_view line) {
    story_ += std::string(line) + "\n";
    const double seconds = std::strtod(std::string(line.substr(0, 7)).c_str(), nullptr);
    at_ = Duration{static_cast<std::int64_t>(seconds * 1e6 + .5)};
    const std::string_view text = line.substr(line.find_first_not_of(' ', 6));
    std::string trouble;
    if (text[0] == '#') return "";
    if (text[0] == '>') {
        trouble = expect(text.substr(2));
    } else {
        trouble = advance_to(ours(at_));
        if (!trouble.empty()) return trouble;
        if (text.rfind("info:", 0) == 0 || text.rfind("sockets:", 0) == 0) return compare_info(text);
        if (text[0] == '<')
            arrives(text.substr(2));
        else
            trouble = call(text);
    }
    last_at_ = at_;
    return trouble;
}

}  // namespace

std::string play_transcript(std::string_view transcript) {
    host::HostConfig config = linux_bench_config();
    std::vector<std::string_view> lines;
    while (!transcript.empty()) {
        const auto end = std::min(transcript.find('\n'), transcript.size());
        const std::string_view line = transcript.substr(0, end);
        transcript.remove_prefix(std::min(end + 1, transcript.size()));
        if (line.rfind("# sysctls: ", 0) == 0 && !apply_sysctls(config, line.substr(11)))
            return std::string(line) + " (not known here)\n";
        if (!line.empty() && line[0] != '#') lines.push_back(line);
    }
    Player player(config);
    for (const std::string_view line : lines)
        if (const std::string trouble = player.play_line(line); !trouble.empty()) return trouble;
    return player.end();
}

std::string play_linux(std::string_view name) {
    std::ifstream file(source_path("tests/linux/transcripts/" + std::string(name) + ".txt"));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return text.empty() ? "no such transcript" : play_transcript(text);
}

}  // namespace hw::test
