#include "script/packetdrill/player.h"

#include <algorithm>
#include <utility>

#include "base/digest.h"
#include "script/packetdrill/inbound.h"
#include "script/packetdrill/profile.h"
#include "script/packetdrill/shell.h"
#include "script/packetdrill/sockstat.h"
#include "script/packetdrill/tcp_info.h"

namespace hw::packetdrill {
namespace {

std::string at(Instant time) { return seconds_text(time - Instant{}) + " s"; }

bool is_inbound(const Event& event) {
    const Segment* segment = std::get_if<Segment>(&event.action);
    const IcmpMessage* icmp = std::get_if<IcmpMessage>(&event.action);
    return (segment != nullptr && segment->direction == Direction::In) ||
           (icmp != nullptr && icmp->direction == Direction::In);
}

}  // namespace

void Player::look_around() {
    sample_epolls(scene_);
    remember_info(scene_);
}

// ---- time

void Player::set_due(const Event& event) {
    const EventTime& time = event.time;
    const bool is_relative = time.kind != TimeKind::Absolute && time.kind != TimeKind::AbsoluteRange;
    // Packets of the peer keep their distance from each other, not from when we were done with the last one.
    const bool follows_inbound = last_was_inbound_ && is_inbound(event);
    const Instant base = !is_relative ? Instant{} : follows_inbound ? last_due_ : scene_.machine.now;
    due_.kind = time.kind;
    due_.from = base + time.from;
    const bool is_range = time.kind == TimeKind::AbsoluteRange || time.kind == TimeKind::RelativeRange;
    due_.until = is_range ? base + time.until : due_.from;
    due_.tolerance = tolerance_for(scene_.options, std::max(Duration{}, due_.from - last_due_));
}

MaybeMishap Player::step_once(Instant limit, bool& served) {
    served = scene_.machine.serve_deadline(limit);
    if (!served) {
        if (scene_.machine.is_exhausted()) return Mishap{.message = "too many timers went off"};
        return {};
    }
    look_around();
    return finish_blocked();
}

MaybeMishap Player::advance(Instant time) {
    for (bool served = true; served;) {
        Instant limit = time;
        if (blocked_ && blocked_->row->waits_here) limit = earlier_of(limit, blocked_->call.deadline);
        if (MaybeMishap mishap = step_once(limit, served)) return mishap;
        if (served || limit == time) continue;
        scene_.machine.now = later_of(scene_.machine.now, limit);
        if (MaybeMishap mishap = finish_blocked()) return mishap;
        served = true;
    }
    scene_.machine.now = later_of(scene_.machine.now, time);
    return {};
}

MaybeMishap Player::wait_for_due() {
    if (MaybeMishap mishap = advance(due_.from)) return mishap;
    const Instant now = scene_.machine.now;
    if (due_.from + due_.tolerance < now)
        return Mishap{.message = "this is due at " + at(due_.from) + ", but it is " + at(now) + " already"};
    note_departed();
    return {};
}

// What left before an event has to be expected by some line. Why not what a close() at the end of a conversation sends:
// packetdrill resets what scripts leave behind, and they close without watching how.
void Player::note_departed() {
    const SystemCall* call = std::get_if<SystemCall>(&event_->action);
    const bool closes = call != nullptr && call->name == "close";
    const bool looks_on = std::holds_alternative<Code>(event_->action) ||
                          std::holds_alternative<ShellCommand>(event_->action) ||
                          (call != nullptr && call->name == "socket");
    if (is_closing_ && (closes || looks_on)) return;
    is_closing_ = closes;
    if (Conversation* with = scene_.conversation())
        with->departed_before_last = scene_.machine.departures.size();
}

// ---- calls

MaybeMishap Player::finish_call(Call& call, const CallRow& row, const host::CallResult& result) {
    std::string trouble = call.trouble;
    if (trouble.empty()) trouble = result_difference(call, row, result);
    if (trouble.empty() && row.finish != nullptr) {
        row.finish(call, result);
        trouble = call.trouble;
    }
    scene_.machine.collect();
    if (trouble.empty() || (scene_.options.calls_may_fail && trouble.find("not supported") != 0)) return {};
    std::string expected = at(scene_.machine.now) + "  " + std::string(call.source);
    return Mishap{.message = std::move(trouble), .expected = std::move(expected)};
}

MaybeMishap Player::finish_blocked() {
    auto& completions = scene_.machine.completions;
    if (!blocked_) return {};
    host::CallResult result;
    if (blocked_->row->waits_here) {
        result = blocked_->row->begin(blocked_->call);
        if (result.is_blocked) return {};
    } else {
        if (completions.empty()) return {};
        result = completions.front().result;
        blocked_->call.polled = completions.front().polled;
    }
    completions.clear();
    Blocked done = *std::exchange(blocked_, std::nullopt);
    const Instant now = scene_.machine.now, end = done.began + done.end;
    scene_.tell(now, "... " + done.call.written.name + "() returns");
    MaybeMishap mishap = finish_call(done.call, *done.row, result);
    if (!mishap && (now + done.tolerance < end || end + done.tolerance < now))
        mishap = Mishap{.message = done.call.written.name + "() was to return at " + at(end) +
                                   " and did at " + at(now)};
    if (mishap && mishap->line == 0) mishap->line = done.line;
    return mishap;
}

// One call at a time: the next one waits until the one that blocks has returned.
MaybeMishap Player::wait_for_blocked() {
    const Instant limit = scene_.machine.now + 10_s;
    for (bool served = true; blocked_ && served;) {
        const Instant stop = blocked_->row->waits_here ? earlier_of(limit, blocked_->call.deadline) : limit;
        if (MaybeMishap mishap = step_once(stop, served)) return mishap;
        if (served || !blocked_ || limit <= stop) continue;
        if (MaybeMishap mishap = advance(stop)) return mishap;
        served = true;
    }
    if (!blocked_) return {};
    return Mishap{.message = blocked_->call.written.name + "() has not returned", .line = blocked_->line};
}

MaybeMishap Player::play(const Event& event, const SystemCall& written) {
    const CallRow* row = find_call(written.name);
    if (row == nullptr)
        return Mishap{.message = "not supported here: the system call " + written.name + "()"};
    if (written.arguments.size() < row->least_arguments || row->most_arguments < written.arguments.size())
        return Mishap{.message =
                          written.name + "() has " + std::to_string(row->least_arguments) + " arguments"};
    if (MaybeMishap mishap = wait_for_blocked()) return mishap;
    if (MaybeMishap mishap = wait_for_due()) return mishap;
    scene_.tell(scene_.machine.now, event.source);
    Call call{.scene = scene_, .written = written, .source = event.source};
    const host::CallResult result = row->begin(call);
    scene_.machine.collect();
    if (!call.trouble.empty()) return finish_call(call, *row, result);
    if (!result.is_blocked) {
        look_around();
        if (!written.end) return finish_call(call, *row, result);
        const Duration early =
            *written.end - (event.time.kind == TimeKind::Absolute ? due_.from - Instant{} : event.time.from);
        if (tolerance_for(scene_.options, early) < early)
            return Mishap{.message = written.name + "() was to block, but it returned at once"};
        return finish_call(call, *row, result);
    }
    if (!written.end) return Mishap{.message = written.name + "() blocks"};
    // Both times count from the same.
    const Instant began = due_.from - event.time.from;
    blocked_.emplace(Blocked{.call = std::move(call),
                             .row = row,
                             .end = *written.end,
                             .began = began,
                             .tolerance = tolerance_for(scene_.options, began + *written.end - due_.from),
                             .line = event.place.line});
    return finish_blocked();
}

// ---- the rest

MaybeMishap Player::play(const Event& event, const ShellCommand& command) {
    if (event.has_time)
        if (MaybeMishap mishap = wait_for_due()) return mishap;
    scene_.tell(scene_.machine.now, "`" + event.source.substr(1, 70));
    if (const auto trouble = check_sockets(scene_, command.text)) return Mishap{.message = *trouble};
    const Duration slept = run_commands(scene_, command, event.place);
    return advance(scene_.machine.now + slept);
}

MaybeMishap Player::play(const Event& event, const Code& code) {
    if (MaybeMishap mishap = wait_for_due()) return mishap;
    scene_.tell(scene_.machine.now, event.source);
    std::string printed;
    const auto trouble = run_python(code.text, tcp_info(scene_), scene_.variables, printed);
    if (!printed.empty())
        scene_.tell(scene_.machine.now, "printed: " + printed.substr(0, printed.size() - 1));
    if (!trouble) return {};
    return Mishap{.message = trouble->message, .line = event.place.line + trouble->line};
}

MaybeMishap Player::play(const Event& event, const IcmpMessage& message) {
    if (message.direction == Direction::Out)
        return Mishap{.message = "not supported here: ICMP messages of ours"};
    if (MaybeMishap mishap = wait_for_due()) return mishap;
    const Conversation* with = scene_.conversation();
    if (with == nullptr) return Mishap{.message = "there is no socket yet that this could be about"};
    const PacketBytesOrWhy bytes = icmp_bytes(message, *with, scene_.options);
    if (!bytes.ok()) return Mishap{.message = "not supported here: " + bytes.error()};
    scene_.tell(scene_.machine.now, event.source);
    scene_.machine.packet_arrives(*bytes);
    look_around();
    return finish_blocked();
}

MaybeMishap Player::play(const Event&, const Unsupported& what) {
    return Mishap{.message = "not supported here: " + what.what};
}

MaybeMishap Player::play(const Event& event) {
    return std::visit([&](const auto& action) { return play(event, action); }, event.action);
}

// Adds what the sentence leaves out: the line, with its time; what was seen, in a line of its own. The story ends
// before what went wrong.
void Player::explain(Mishap& mishap, const Event& event) {
    const bool is_of_event = mishap.line == 0 || std::holds_alternative<Code>(event.action);
    if (mishap.expected.empty() && is_of_event) mishap.expected = at(due_.from) + "  " + event.source;
    for (const std::string_view mark : {", found ", "\"; "}) {
        const std::size_t found = mishap.message.rfind(mark);
        if (mishap.seen.empty() && found != mishap.message.npos)
            mishap.seen = mishap.message.substr(found + mark.size());
    }
    const std::string own = seconds_text(scene_.machine.now - Instant{}) + " " + event.source;
    if (!scene_.story.empty() && scene_.story.back() == own) scene_.story.pop_back();
}

void Player::run(Play& play_result) {
    MaybeMishap mishap;
    int line = 1;
    for (const Event& event : script_.events) {
        event_ = &event;
        line = event.place.line;
        set_due(event);
        mishap = play(event);
        if (mishap) {
            explain(*mishap, event);
            break;
        }
        last_was_inbound_ = is_inbound(event);
        last_due_ = due_.kind == TimeKind::Any ? scene_.machine.now : due_.from;
    }
    if (!mishap) mishap = wait_for_blocked();
    if (!mishap) mishap = look_for_leftovers();
    if (mishap) {
        play_result.failure =
            Trouble{{mishap->line != 0 ? mishap->line : line, 1}, std::move(mishap->message)};
        play_result.expected = std::move(mishap->expected);
        play_result.seen = std::move(mishap->seen);
    }
    play_result.story = std::move(scene_.story);
    play_result.remarks = std::move(scene_.remarks);
    play_result.packets = static_cast<std::uint32_t>(scene_.machine.departures.size());
}

}  // namespace hw::packetdrill
