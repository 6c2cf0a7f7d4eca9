#include "support/linux/transcript.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

#include "support/linux/packet_line.h"
#include "tcp/connection.h"

namespace hw::test {
namespace {

constexpr SeqNum our_iss{5'000};
constexpr SeqNum their_isn{1'000'000};

struct Sent {
    Instant at{};
    tcp::OutgoingSegment segment{};
};

class Player {
  public:
    explicit Player(const tcp::Config& config) : config_(config) {}

    std::string play(std::string_view transcript);

  private:
    std::string play_line(std::string_view line);
    std::string expect(std::string_view packet);
    std::string call(std::string_view text);
    std::string compare_info(std::string_view text);
    std::string compare_state(std::string_view text);
    std::string advance_to(Instant end);
    std::string parted(std::string_view how) const;
    void arrives(std::string_view packet);
    tcp::Event event();
    void collect();
    // The transcript's time on our clock.
    Instant ours(Duration at) const { return Instant{} + (at - late_); }

    tcp::Config config_;
    tcp::Tcb tcb_{};
    tcp::Effects effects_{};
    Instant now_{};
    Origin origin_{.ours = our_iss, .theirs = their_isn};
    bool has_first_timestamp_ = false;
    bool resets_on_close_ = false;  // SO_LINGER with no time
    std::vector<Sent> sent_{};      // and not yet expected
    Duration late_{};               // by how much the kernel's clock is ahead of ours
    Duration at_{};                 // of the present line
    Duration last_at_{};            // of the last packet or call before it
    std::uint32_t full_ = 536;      // the longest text seen so far
    std::string story_{};
};

tcp::Event Player::event() {
    effects_.clear();
    return {tcb_, config_, now_, effects_};
}

void Player::collect() {
    for (const tcp::OutgoingSegment& out : effects_.segments) {
        if (out.options.has_timestamps && !has_first_timestamp_) {
            has_first_timestamp_ = true;
            origin_.first_timestamp = out.options.timestamps.value;
        }
        sent_.push_back({now_, out});
    }
    effects_.clear();
}

std::string Player::parted(std::string_view how) const {
    return story_ + "     ^ " + std::string(how) + "\n";
}

std::string Player::advance_to(Instant end) {
    for (Instant next = tcp::next_deadline(tcb_); next <= end && sent_.empty();
         next = tcp::next_deadline(tcb_)) {
        now_ = std::max(now_, next);
        tcp::deadline_passes(event());
        collect();
    }
    if (!sent_.empty()) return parted("we sent " + write_packet(sent_[0].segment, origin_));
    now_ = std::max(now_, end);
    return "";
}

void Player::arrives(std::string_view packet) {
    WrittenPacket written = read_packet(packet, origin_);
    written.segment.text = {reinterpret_cast<const std::uint8_t*>(written.text.data()), written.text.size()};
    if (tcb_.state == tcp::State::Closed)
        tcp::segment_arrives_closed(written.segment, event().effects);
    else
        tcp::segment_arrives(event(), written.segment);
    collect();
}

bool same_but_push(std::string a, std::string b) {
    for (std::string* text : {&a, &b})
        if (const auto p = text->find('P'); p < text->find(':')) text->erase(p, 1);
    return a == b;
}

std::string Player::expect(std::string_view packet) {
    const ExpectedPacket expected = expected_packet(packet);
    const Duration slack = 4_ms + std::max(at_ - last_at_, 100_ms) / 8;
    const Instant latest = ours(at_) + 6_ms;
    for (Instant next = tcp::next_deadline(tcb_); sent_.empty() && next <= latest;
         next = tcp::next_deadline(tcb_)) {
        now_ = std::max(now_, next);
        tcp::deadline_passes(event());
        collect();
    }
    if (sent_.empty()) return parted("we sent nothing");
    const Sent ours_sent = sent_.front();
    sent_.erase(sent_.begin());
    const std::string line = write_packet(ours_sent.segment, origin_);
    full_ = std::max(full_, expected.length);
    const bool same = expected.length == full_ ? same_but_push(line, expected.text) : line == expected.text;
    if (!same) return parted("we sent " + line);
    if (ours_sent.at + slack < ours(at_))
        return parted("we sent this " + std::to_string((ours(at_) - ours_sent.at).us) + " us before");
    late_ = at_ - (ours_sent.at - Instant{});
    if (expected.has_timestamp) {
        const auto ours_since = ours_sent.segment.options.timestamps.value - origin_.first_timestamp + 100;
        const auto off = static_cast<std::int64_t>(expected.timestamp) - ours_since -
                         static_cast<std::int64_t>(late_.us / 1000);
        if (off < -6 || off > 6) return parted("our timestamp is " + std::to_string(ours_since));
    }
    return "";
}

std::uint32_t argument_of(std::string_view text) {
    const auto open = text.find('(');
    return static_cast<std::uint32_t>(std::atoi(std::string(text.substr(open + 1)).c_str()));
}

std::string Player::call(std::string_view text) {
    const auto is = [&](std::string_view name) { return text.rfind(name, 0) == 0; };
    const auto equals = text.rfind(" = ");
    const std::string_view result = text.substr(std::min(equals + 3, text.size()));
    if (is("sendto")) return parted("?");
    if (is("listen")) {
        tcp::open_passive(event(), our_iss);
    } else if (is("connect()")) {
        tcp::open_active(event(), our_iss);
    } else if (is("send")) {
        const std::vector<std::uint8_t> data(static_cast<std::size_t>(std::atoi(std::string(result).c_str())),
                                             'd');
        tcp::send(event(), data);
        if (std::to_string(effects_.accepted_bytes) != result)
            return parted("we took " + std::to_string(effects_.accepted_bytes));
    } else if (is("recv")) {
        std::vector<std::uint8_t> room(argument_of(text));
        tcp::receive(event(), room);
        if (result[0] != '-' && std::to_string(effects_.accepted_bytes) != result)
            return parted("we gave " + std::to_string(effects_.accepted_bytes));
    } else if (is("shutdown(SHUT_WR)")) {
        tcp::close(event());
    } else if (is("close()")) {
        resets_on_close_ ? tcp::abort(event()) : tcp::orphan(event());
    } else if (is("setsockopt(SO_LINGER")) {
        resets_on_close_ = text.find("0100000000000000") != text.npos;
    } else if (is("sockets:") || is("info: state=")) {
        return compare_state(text);
    } else if (is("setsockopt(TCP_NODELAY") || is("setsockopt(TCP_CORK")) {
        const bool on = text.find(", 1)") != text.npos;
        (is("setsockopt(TCP_NODELAY") ? tcb_.options.nagle : tcb_.options.cork) =
            is("setsockopt(TCP_NODELAY") ? !on : on;
        tcp::options_changed(event());
    } else if (!is("accept") && !is("socket()") && !is("bind") && !is("info:") && !is("poll()") &&
               !is("getsockopt")) {
        return parted("a call that this player does not know");
    }
    collect();
    return "";
}

// "sockets: LISTEN(8080) LAST-ACK(8080)" or "info: state=LAST-ACK"; no connection: CLOSED.
std::string Player::compare_state(std::string_view text) {
    std::string ours(tcp::name_of(tcb_.state));
    if (ours == "SYN-RECEIVED") ours = "SYN-RECV";
    const bool is_there = text.find(ours) != text.npos || (ours == "CLOSED" && text.find('-') == text.npos &&
                                                           text.find("ESTABLISHED") == text.npos);
    return is_there ? "" : parted("our state is " + ours);
}

std::string Player::compare_info(std::string_view text) {
    const auto check = [&](std::string_view key, std::uint32_t bytes) {
        const auto at = text.find(" " + std::string(key) + "=");
        if (at == text.npos) return std::string();
        const std::string value(
            text.substr(at + key.size() + 2, text.find(' ', at + 1) - at - key.size() - 2));
        const std::uint32_t segments = bytes / std::max<std::uint32_t>(tcb_.snd.mss, 1);
        const std::string ours = bytes > 0x3fff'ffffu ? "inf" : std::to_string(segments);
        return ours == value ? std::string() : parted("our " + std::string(key) + " is " + ours);
    };
    const std::string cwnd = check("cwnd", tcb_.congestion.cwnd_bytes);
    return cwnd.empty() ? check("ssthresh", tcb_.congestion.ssthresh_bytes) : cwnd;
}

std::string Player::play_line(std::string_view line) {
    story_ += std::string(line) + "\n";
    const double seconds = std::strtod(std::string(line.substr(0, 7)).c_str(), nullptr);
    at_ = Duration{static_cast<std::int64_t>(seconds * 1e6 + .5)};
    const std::string_view text = line.substr(line.find_first_not_of(' ', 7));
    std::string trouble;
    if (text[0] == '#') return "";
    if (text[0] == '>') {
        trouble = expect(text.substr(2));
    } else {
        trouble = advance_to(ours(at_));
        if (!trouble.empty()) return trouble;
        if (text.rfind("info:", 0) == 0 && text.rfind("info: state", 0) != 0) return compare_info(text);
        if (text[0] == '<')
            arrives(text.substr(2));
        else
            trouble = call(text);
    }
    last_at_ = at_;
    return trouble;
}

std::string Player::play(std::string_view transcript) {
    while (!transcript.empty()) {
        const auto end = std::min(transcript.find('\n'), transcript.size());
        const std::string_view line = transcript.substr(0, end);
        transcript.remove_prefix(std::min(end + 1, transcript.size()));
        if (line.empty() || line[0] == '#' || line[0] == '=') continue;
        if (const std::string trouble = play_line(line); !trouble.empty()) return trouble;
    }
    return sent_.empty() ? "" : parted("we sent " + write_packet(sent_[0].segment, origin_));
}

}  // namespace

std::string play_transcript(std::string_view transcript, const tcp::Config& config) {
    return Player(config).play(transcript);
}

std::string play_linux(std::string_view name) {
    std::ifstream file(HANDWAVE_SOURCE_DIR "/tests/linux/transcripts/" + std::string(name) + ".txt");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (text.empty()) return "no such transcript";
    tcp::Config config = tcp::linux_config();
    config.send_buffer_bytes = 4'000'000;
    config.window_scale = 10;  // tcp_rmem[2] is 32 MiB
    return play_transcript(text, config);
}

}  // namespace hw::test
