// The packets of a script: those that the peer sends, and those that must leave.

#include <algorithm>
#include <utility>

#include "script/packetdrill/inbound.h"
#include "script/packetdrill/match.h"
#include "script/packetdrill/player.h"
#include "tcp/fast_open_cookie.h"
#include "wire/option_kinds.h"
#include "wire/segment.h"

namespace hw::packetdrill {
namespace {

using wire::Ctl;
using Stage = Conversation::Stage;

constexpr auto timestamps_kind = static_cast<std::uint8_t>(wire::OptionKind::Timestamps);
constexpr Duration patience = 86'400_s;  // for a packet whose time is "*"

std::string at(Instant time) { return seconds_text(time - Instant{}) + " s"; }

const TcpOption* timestamps_of(std::span<const TcpOption> options) {
    for (const TcpOption& option : options)
        if (option.kind == timestamps_kind && option.value.size() == 8) return &option;
    return nullptr;
}

bool is_cookie_kind(std::uint8_t kind) { return kind == 34 || kind == 254; }
std::size_t bytes_before_cookie(std::uint8_t kind) { return kind == 254 ? 2 : 0; }

std::uint32_t end_of(const Segment& segment) {
    return segment.seq + segment.text_bytes + ((segment.flags & Ctl::syn_bit) != 0 ? 1 : 0) +
           ((segment.flags & Ctl::fin_bit) != 0 ? 1 : 0);
}

bool is_after(std::uint32_t a, std::uint32_t b) { return static_cast<std::int32_t>(a - b) > 0; }

// packetdrill does not look at what has left by a script's end and was never expected. Ours: it fails, but for three
// things that public scripts do not trouble to list: acknowledgments of their own text...
bool acknowledges_more(const LiveSegment& segment, const Conversation& with) {
    constexpr std::uint16_t controls = Ctl::syn_bit | Ctl::fin_bit | Ctl::rst_bit | Ctl::urg_bit;
    return !segment.has(controls) && segment.text_bytes == 0 && is_after(segment.ack, with.expected_ack);
}

// ... and repetitions of text, or of a FIN, that they have listed, if they acknowledge it afterwards.
bool is_acknowledged_repetition(const LiveSegment& segment, const Conversation& with) {
    const std::uint32_t end = segment.seq + segment.text_bytes + (segment.has(Ctl::fin_bit) ? 1 : 0);
    return end != segment.seq && !segment.has(Ctl::syn_bit) && !is_after(end, with.expected_end) &&
           !is_after(end, with.acknowledged) && segment.at <= with.acknowledged_at;
}

// ... and a SYN that was listed, again, or the text that it carried.
bool is_listed_syn(const LiveSegment& segment, const Conversation& with) {
    if (!segment.has(Ctl::syn_bit))
        return segment.text_bytes > 0 && !is_after(segment.seq + segment.text_bytes, with.syn_text_end);
    return segment.text_bytes == 0 && !is_after(segment.seq + 1, with.expected_end);
}

}  // namespace

// The conversation that a packet of the peer belongs to; the first one after listen() begins one.
Conversation& Player::conversation_for(const Segment& segment) {
    Conversation* with = scene_.conversation();
    if (with == nullptr || with->stage == Stage::Listening || with->stage == Stage::New) {
        const std::uint16_t local_port =
            with != nullptr && with->local.port != 0 ? with->local.port : scene_.options.bind_port;
        with = &scene_.begin_conversation();
        with->stage = Stage::SynCame;
        with->local.port = local_port;
        with->remote.port = segment.source_port != 0 ? segment.source_port : scene_.next_remote_port++;
        with->their_isn = segment.seq;
        with->began_with_syn = (segment.flags & Ctl::syn_bit) != 0;
        return *with;
    }
    const bool has_syn = (segment.flags & Ctl::syn_bit) != 0;
    // The packet that began it has been dropped, and this one begins it anew.
    if (with->stage == Stage::SynCame && has_syn && next_departure_ == scene_.machine.departures.size()) {
        with->their_isn = segment.seq;
        with->began_with_syn = true;
    }
    if (with->stage == Stage::SynSent && has_syn) {
        with->their_isn = segment.seq;
        if ((segment.flags & Ctl::ack_bit) != 0) with->stage = Stage::Open;
    } else if (with->stage == Stage::Open && has_syn) {
        with->their_next_isn = segment.seq;
    }
    return *with;
}

// A cookie's name stands for the cookie that we give out.
Segment Player::with_cookies(const Segment& segment) {
    Segment named = segment;
    for (TcpOption& option : named.options) {
        if (option.cookie_name.empty()) continue;
        auto known = scene_.cookies.find(option.cookie_name);
        if (known == scene_.cookies.end() && segment.direction == Direction::In) {
            const tcp::FastOpenCookie cookie =
                tcp::fast_open_cookie(host::fast_open_keys_of(scene_.machine.host.config).current,
                                      {.client = scene_.options.remote, .server = scene_.options.local},
                                      scene_.machine.host.config.tcp.fast_open_cookie_of);
            known =
                scene_.cookies.emplace(option.cookie_name, std::vector(cookie.begin(), cookie.end())).first;
        }
        if (known != scene_.cookies.end())
            option.value.insert(option.value.end(), known->second.begin(), known->second.end());
        option.cookie_name.clear();
    }
    return named;
}

void Player::note_acknowledgment(const Segment& segment) {
    Conversation* with = scene_.conversation();
    const bool has_ack = (segment.flags & Ctl::ack_bit) != 0 && (segment.flags & Ctl::syn_bit) == 0;
    if (with == nullptr || !has_ack || !is_after(segment.ack, with->acknowledged)) return;
    with->acknowledged = segment.ack;
    with->acknowledged_at = scene_.machine.now;
}

MaybeMishap Player::send(const Event& event, const Segment& segment) {
    if (MaybeMishap mishap = wait_for_due()) return mishap;
    Conversation& with = conversation_for(segment);
    note_acknowledgment(segment);
    ++with.segments_in;
    with.text_segments_in += segment.text_bytes > 0 ? 1 : 0;
    const PacketBytesOrWhy bytes = segment_bytes(with_cookies(segment), with, scene_.options);
    if (!bytes.ok()) return Mishap{.message = bytes.error()};
    scene_.tell(scene_.machine.now, event.source);
    scene_.machine.packet_arrives(*bytes);
    look_around();
    return finish_blocked();
}

// A SYN that another socket has sent already, and sends again: while ours has yet to leave, owns() cannot tell.
bool Player::is_of_socket_before(const LiveSegment& live) {
    const Conversation* with = scene_.conversation();
    if (with == nullptr || with->local.port != 0 || !live.has(Ctl::syn_bit)) return false;
    return std::any_of(
        scene_.conversations.begin(), scene_.conversations.end(),
        [&](const Conversation& one) { return one.local.port == live.from.port && one.our_isn == live.seq; });
}

// The next packet of the conversation, which may still have to leave; nothing when none does by `limit`. Others'
// packets, such as those of sockets before, are passed over, as packetdrill does.
std::optional<LiveSegment> Player::next_segment(Instant limit, MaybeMishap& mishap) {
    const Conversation* with = scene_.conversation();
    for (bool served = true; served && !mishap;) {
        for (; next_departure_ < scene_.machine.departures.size(); ++next_departure_) {
            const Departure& departure = scene_.machine.departures[next_departure_];
            auto live = read_live_segment(departure.bytes, departure.at);
            if (!live || with == nullptr || !with->owns(*live) || is_of_socket_before(*live)) continue;
            ++next_departure_;
            return live;
        }
        mishap = step_once(limit, served);
    }
    return {};
}

// What the packet that is expected tells of the conversation: its ISN and port, and how its clock runs.
void Player::learn(const Segment& expected, const LiveSegment& live) {
    Conversation& with = *scene_.conversation();
    const bool is_syn = (expected.flags & Ctl::syn_bit) != 0, has_ack = (expected.flags & Ctl::ack_bit) != 0;
    if (is_syn && live.has(Ctl::syn_bit)) {
        const bool is_ours = with.stage == Stage::SynSent || with.stage == Stage::Connecting;
        if ((is_ours && !has_ack) || (with.stage == Stage::SynCame && has_ack)) {
            with.local.port = live.from.port;
            with.script_isn = expected.seq;
            with.our_isn = live.seq;
            with.stage = is_ours ? Stage::SynSent : Stage::Open;
        } else if (has_ack && with.their_next_isn && live.seq != with.our_isn) {
            with.script_isn = expected.seq;
            with.our_isn = live.seq;
            with.their_isn = *std::exchange(with.their_next_isn, std::nullopt);
            with.timestamp_origin.reset();
        }
    }
    const TcpOption* wanted = timestamps_of(expected.options);
    const TcpOption* found = timestamps_of(live.options);
    if (wanted == nullptr || found == nullptr || wanted->any_value) return;
    const std::uint32_t script = number_at(wanted->value, 0), ours = number_at(found->value, 0);
    with.timestamps.insert_or_assign(script, ours);
    if (!with.timestamp_origin) with.timestamp_origin = {.script = script, .live = ours};
}

MatchLimits Player::match_limits() {
    const host::Connection* connection = scene_.connection();
    const Options& options = scene_.options;
    return {.full_bytes = connection == nullptr ? 0xffff'ffff : connection->tcb.snd.mss,
            .timestamp_tick = options.timestamp_tick,
            // packetdrill measures them from the beginning of the script.
            .timestamp_tolerance = tolerance_for(options, due_.from - Instant{})};
}

MaybeMishap Player::expect(const Event&, const Segment& written) {
    if (scene_.conversation() == nullptr)
        return Mishap{.message = "there is no socket yet that could send this"};
    const bool is_any_time = due_.kind == TimeKind::Any;
    const Instant limit = is_any_time ? scene_.machine.now + patience : due_.until + due_.tolerance;
    MaybeMishap mishap;
    auto live = next_segment(limit, mishap);
    if (mishap) return mishap;
    if (!live) return Mishap{.message = "nothing left by " + at(limit), .seen = "nothing"};
    is_closing_ = false;
    Segment expected = written;
    for (std::size_t i = 0; i < expected.options.size() && i < live->options.size(); ++i) {
        const TcpOption& option = expected.options[i];
        const TcpOption& found = live->options[i];
        const std::size_t before = bytes_before_cookie(option.kind);
        if (!option.cookie_name.empty() && is_cookie_kind(found.kind) && found.value.size() > before)
            scene_.cookies.emplace(
                option.cookie_name,
                std::vector(found.value.begin() + static_cast<std::ptrdiff_t>(before), found.value.end()));
    }
    expected = with_cookies(expected);
    learn(expected, *live);
    while (!scene_.options.strict_segments && live->text_bytes < expected.text_bytes) {
        const std::size_t before = next_departure_;
        auto next = next_segment(later_of(limit, scene_.machine.now), mishap);
        if (mishap) return mishap;
        if (!next) break;
        if (join(*live, *next)) continue;
        next_departure_ = before;
        break;
    }
    const LiveSegment found = in_script_numbers(*live, *scene_.conversation());
    const std::string seen = at(found.at) + "  > " + to_text(found);
    std::string trouble = difference(expected, found, match_limits());
    if (trouble.empty() && !is_any_time && found.at + due_.tolerance < due_.from)
        trouble = "it left too early";
    if (trouble.empty() && !is_any_time && due_.until + due_.tolerance < found.at)
        trouble = "it left too late";
    scene_.tell(found.at, "> " + to_text(found));
    Conversation& with = *scene_.conversation();
    if ((written.flags & Ctl::ack_bit) != 0 && is_after(written.ack, with.expected_ack))
        with.expected_ack = written.ack;
    if (is_after(end_of(written), with.expected_end)) with.expected_end = end_of(written);
    if ((written.flags & Ctl::syn_bit) != 0 && written.text_bytes > 0)
        with.syn_text_end = end_of(written) - with.script_isn;
    if (trouble.empty() || scene_.options.packets_may_fail) return {};
    scene_.story.pop_back();
    return Mishap{.message = std::move(trouble), .seen = seen};
}

MaybeMishap Player::play(const Event& event, const Segment& segment) {
    return segment.direction == Direction::In ? send(event, segment) : expect(event, segment);
}

// What left before the script's last event (note_departed()), and no line expected.
MaybeMishap Player::look_for_leftovers() {
    const Conversation* with = scene_.conversation();
    if (with == nullptr || scene_.options.packets_may_fail) return {};
    for (std::size_t i = next_departure_; i < departed_before_last_; ++i) {
        const Departure& departure = scene_.machine.departures[i];
        const auto live = read_live_segment(departure.bytes, departure.at);
        if (!live || !with->owns(*live)) continue;
        const LiveSegment found = in_script_numbers(*live, *with);
        if (acknowledges_more(found, *with)) continue;
        const std::string seen = at(found.at) + "  > " + to_text(found);
        if (!is_acknowledged_repetition(found, *with) && !is_listed_syn(found, *with))
            return Mishap{
                .message = "a packet left that no line expects", .expected = "nothing more", .seen = seen};
        scene_.remarks.push_back({event_->place, "a repetition left that no line expects: " + seen});
    }
    return {};
}

}  // namespace hw::packetdrill
