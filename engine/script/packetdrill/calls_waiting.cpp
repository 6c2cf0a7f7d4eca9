// poll(2) and epoll(7).

#include <algorithm>
#include <array>

#include "script/packetdrill/call.h"
#include "script/packetdrill/symbols.h"

namespace hw::packetdrill {
namespace {

using host::CallResult;
using host::SocketError;
namespace sys = host::sys;
using Kind = Expression::Kind;

Duration time_limit(std::int64_t milliseconds) {
    return milliseconds < 0 ? Duration::never() : 1_ms * std::min<std::int64_t>(milliseconds, 1'000'000'000);
}

CallResult poll_descriptors(Call& call) {
    const Expression* list = call.argument(0);
    if (list == nullptr || !list->is(Kind::List))
        return call.unsupported("poll() of something else than a list");
    for (const Expression& entry : list->items) {
        const Expression* descriptor = part_of(entry, "fd", 0);
        const Expression* events = part_of(entry, "events", 1);
        if (descriptor == nullptr || events == nullptr)
            return call.unsupported("an entry without fd and events");
        call.polled.push_back(
            {.descriptor = call.scene.live(static_cast<std::int32_t>(call.number_of(*descriptor))),
             .events = static_cast<std::uint16_t>(call.number_of(*events))});
    }
    const Duration limit = time_limit(call.number(2));
    return call.trouble.empty() ? sys::poll(call.caller(), call.polled, limit) : CallResult{};
}

// Linux: tcp_poll(), "Active TCP fastopen socket with defer_connect".
bool is_deferred(Call& call, const Expression& entry) {
    const Expression* descriptor = part_of(entry, "fd", 0);
    return descriptor != nullptr &&
           call.scene.deferred_connects.count(static_cast<std::int32_t>(call.number_of(*descriptor))) > 0;
}

void compare_polled(Call& call, const CallResult& result) {
    const Expression* list = call.argument(0);
    if (result.error != SocketError::None || list == nullptr) return;
    for (std::size_t i = 0; i < list->items.size() && i < call.polled.size(); ++i) {
        const Expression* revents = part_of(list->items[i], "revents", 2);
        if (revents != nullptr && revents->is(Kind::Ellipsis)) continue;
        const std::int64_t wanted = revents == nullptr ? 0 : call.number_of(*revents);
        if (is_deferred(call, list->items[i])) call.polled[i].revents &= host::poll_out;
        if (call.trouble.empty() && wanted != call.polled[i].revents)
            call.trouble = "revents: expected " + std::to_string(wanted) + ", found " +
                           std::to_string(call.polled[i].revents);
    }
}

CallResult make_epoll(Call&) { return {}; }

void name_epoll(Call& call, const CallResult&) {
    call.scene.epolls.insert_or_assign(static_cast<std::int32_t>(call.number_of(call.written.result)),
                                       EpollSet{});
}

// What poll() says of a descriptor, and how much can be read from it.
std::uint32_t level_of(Scene& scene, std::int32_t script_descriptor, std::int64_t& readable) {
    const std::int32_t descriptor = scene.live(script_descriptor);
    std::vector<host::PollEntry> one{{.descriptor = descriptor, .events = 0x2007}};
    (void)sys::poll(scene.machine.caller(), one, Duration{});
    // Linux: tcp_poll(), "Active TCP fastopen socket with defer_connect".
    if (scene.deferred_connects.count(script_descriptor) > 0) one[0].revents = host::poll_out;
    const CallResult waiting = sys::ioctl(scene.machine.caller(), descriptor, sys::Ioctl::Fionread);
    readable = waiting.error == SocketError::None ? waiting.value : 0;
    return one[0].revents;
}

// How often the error queue has woken its reader.
std::uint32_t error_wakeups(Scene& scene, std::int32_t script_descriptor) {
    const host::Lookup found = host::find_socket(scene.machine.caller(), scene.live(script_descriptor));
    if (found.error != SocketError::None) return 0;
    return scene.machine.host.sockets.sockets[found.slot].error_queue.wakeups;
}

CallResult control_epoll(Call& call) {
    const auto set = call.scene.epolls.find(call.script_descriptor());
    if (set == call.scene.epolls.end()) return {.error = SocketError::BadF};
    const std::int64_t operation = call.number(1);
    const std::int32_t watched = call.script_descriptor(2);
    if (call.scene.live(watched) < 0) return {.error = SocketError::BadF};
    const bool is_there = set->second.count(watched) > 0;
    if (operation != epoll_add && !is_there) return {.error = SocketError::NoEnt};
    if (operation == epoll_del) {
        set->second.erase(watched);
        return {};
    }
    const Expression* event = call.argument(3);
    const Expression* events = event == nullptr ? nullptr : part_of(*event, "events", 0);
    if (events == nullptr) return call.unsupported("epoll_ctl() without events");
    EpollEntry entry{.events = static_cast<std::uint32_t>(call.number_of(*events))};
    for (const std::string_view name : {"fd", "ptr", "u32", "u64"})
        if (const Expression* data = part_of(*event, name, 9)) entry.data = call.number_of(*data);
    entry.level = level_of(call.scene, watched, entry.readable_bytes);
    entry.edges = entry.level;
    entry.wakeups = error_wakeups(call.scene, watched);
    set->second.insert_or_assign(watched, entry);
    return {};
}

std::uint32_t ready_events(const EpollEntry& entry) {
    constexpr std::uint32_t always = host::poll_err | host::poll_hup;
    if (entry.is_spent) return 0;
    const std::uint32_t asked = (entry.events & 0xffffu) | always;
    return (entry.events & epoll_edge) != 0 && (entry.edges & asked) == 0 ? 0 : entry.level & asked;
}

struct Reported {
    std::uint32_t events;
    std::int64_t data;
};

// The i-th that the script expects: the argument is one structure, or a list of them.
std::optional<Reported> expected_event(Call& call, std::size_t i) {
    const Expression* written = call.argument(1);
    if (written != nullptr && written->is(Kind::List))
        written = i < written->items.size() ? &written->items[i] : nullptr;
    if (written == nullptr || !written->is(Kind::Braces)) return {};
    const Expression* events = part_of(*written, "events", 0);
    Reported reported{events == nullptr ? 0 : static_cast<std::uint32_t>(call.number_of(*events)), 0};
    for (const std::string_view name : {"fd", "ptr", "u32", "u64"})
        if (const Expression* data = part_of(*written, name, 9)) reported.data = call.number_of(*data);
    return reported;
}

CallResult wait_for_epoll(Call& call) {
    const auto set = call.scene.epolls.find(call.script_descriptor());
    if (set == call.scene.epolls.end()) return {.error = SocketError::BadF};
    const Instant now = call.scene.machine.now;
    if (call.deadline.is_never()) call.deadline = after(now, time_limit(call.number(3)));
    const std::int64_t most = call.number(2);
    std::int64_t count = 0;
    for (auto& [watched, entry] : set->second) {
        const std::uint32_t events = ready_events(entry);
        if (events == 0 || count == most) continue;
        const auto wanted = expected_event(call, static_cast<std::size_t>(count++));
        if (wanted && (wanted->events != events || wanted->data != entry.data) && call.trouble.empty())
            call.trouble = "an event: expected " + std::to_string(wanted->events) + " of " +
                           std::to_string(wanted->data) + ", found " + std::to_string(events) + " of " +
                           std::to_string(entry.data);
        entry.edges = 0;
        entry.is_spent = (entry.events & epoll_one_shot) != 0;
    }
    return {.value = count, .is_blocked = count == 0 && now < call.deadline};
}

constexpr std::array<CallRow, 6> rows{{
    {"poll", 3, 3, poll_descriptors, compare_polled},
    {"epoll_create", 1, 1, make_epoll, name_epoll, true},
    {"epoll_create1", 1, 1, make_epoll, name_epoll, true},
    {"epoll_ctl", 4, 4, control_epoll, nullptr},
    {"epoll_wait", 4, 4, wait_for_epoll, nullptr, false, true},
    {"epoll_pwait", 5, 6, wait_for_epoll, nullptr, false, true},
}};

}  // namespace

std::span<const CallRow> waiting_calls() { return rows; }

void sample_epolls(Scene& scene) {
    for (auto& [name, set] : scene.epolls) {
        for (auto& [watched, entry] : set) {
            std::int64_t readable = 0;
            const std::uint32_t level = level_of(scene, watched, readable);
            entry.edges |= level & ~entry.level;
            if (readable > entry.readable_bytes) entry.edges |= level & host::poll_in;
            const std::uint32_t wakeups = error_wakeups(scene, watched);
            if (wakeups != entry.wakeups) entry.edges |= level & host::poll_err;
            entry.wakeups = wakeups;
            entry.level = level;
            entry.readable_bytes = readable;
        }
    }
}

}  // namespace hw::packetdrill
