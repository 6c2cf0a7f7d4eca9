#include "host/ephemeral_ports.h"

#include <algorithm>
#include <array>

#include "base/sip_hash.h"
#include "host/address.h"
#include "host/connection_table.h"
#include "host/time_wait.h"

namespace hw::host {

namespace {

constexpr std::uint32_t perturbation_classes = 256;
constexpr std::uint32_t scarce = 512;  // ports that a search has looked at in vain before it keeps a map

// Linux: tcp_twsk_unique(). With tcp_tw_reuse=2 on loopback only, where nothing old can arrive late.
bool may_reuse(const HostConfig& config, const FourTuple& tuple) {
    switch (config.time_wait_port_reuse) {
        case TimeWaitPortReuse::Never: return false;
        case TimeWaitPortReuse::Always: return true;
        case TimeWaitPortReuse::Loopback:
            return is_loopback(tuple.local.address) || is_loopback(tuple.remote.address);
    }
    return false;
}

Instant time_wait_ends_at(const Host& host, std::uint32_t handle) {
    if (is_packed(handle)) return host.time_waits.expires_at(handle & ~packed_bit);
    const tcp::Tcb& tcb = host.connections[handle].tcb;
    return tcb.state == tcp::State::TimeWait ? tcb.deadlines.time_wait : Instant::never();
}

// Without timestamps an old segment could pass for one of the new connection (RFC 6191).
bool has_timestamps(const Host& host, std::uint32_t handle) {
    if (is_packed(handle)) return has_timestamps(host.time_waits.at(handle & ~packed_bit));
    return host.connections[handle].tcb.timestamps.are_agreed;
}

// A TIME-WAIT that began in this millisecond, or before, is old enough. Linux: tcp_twsk_unique() counts whole ones,
// and more of them must have passed than the delay has (time_after32(tcp_clock_ms(), reuse_thresh)).
std::int64_t last_old_millisecond(const HostConfig& config, Instant now) {
    return now.us / 1'000 - config.time_wait_port_reuse_delay.us / 1'000 - 1;
}
bool is_old_enough(const HostConfig& config, Instant began_at, Instant now) {
    return began_at.us / 1'000 <= last_old_millisecond(config, now);
}

// What `handle` holds gives way if it is a TIME-WAIT that may.
Vacancy vacate_held(Host& host, const FourTuple& tuple, std::uint32_t handle, Instant now,
                    Claimant claimant) {
    const Instant ends_at = time_wait_ends_at(host, handle);
    if (ends_at.is_never()) return {};
    const bool is_bound =
        claimant == Claimant::BoundSocket && host.config.bound_port_takes_time_wait == tcp::Switch::On;
    const Instant began_at = ends_at - host.config.tcp.msl * 2;
    if (!is_bound && (!may_reuse(host.config, tuple) || !is_old_enough(host.config, began_at, now)))
        return {};
    const bool has_socket = !is_packed(handle) && host.connections[handle].socket != no_socket;
    if (has_socket || !has_timestamps(host, handle)) return {};
    const std::uint32_t slot = is_packed(handle) ? wake(host, handle, now) : handle;
    const Connection& old = host.connections[slot];
    // Linux: "tw_snd_nxt + 65535 + 2": beyond everything that the old connection can have sent or promised.
    const SeqNum iss = old.tcb.snd.nxt + 65'537;
    ++host.counters.time_waits_recycled;
    retire_connection(host, slot, ClosedBy::Replaced);
    return {.is_vacant = true, .iss = iss};
}

// The one search of both kinds: whether the next port may be taken.
struct Search {
    Host& host;
    FourTuple tuple{};
    Instant now{};

    // nullptr: they are not known.
    const TakenPorts* taken_ports() const {
        for (const TakenPorts& ports : host.ports.taken)
            if (ports.is_of(tuple)) return &ports;
        return nullptr;
    }
    const TakenPorts* note_taken_ports() {
        auto& known = host.ports.taken;
        if (known.size() == most_taken_ports) known.erase(known.begin());
        FourTuple each = tuple;
        each.local.port = 0;
        TakenPorts& ports = known.emplace_back(each);
        for (std::uint32_t port = 1; port <= 65'535; ++port) {
            each.local.port = static_cast<std::uint16_t>(port);
            const std::uint32_t handle = find_handle(host, each);
            if (handle == Demux::absent) continue;
            ports.set(port);
            const bool is_time_wait = !time_wait_ends_at(host, handle).is_never();
            ports.set_may_yield(port, is_time_wait && has_timestamps(host, handle));
        }
        return &ports;
    }
    // Whether it is worth the while to look at those in TIME-WAIT.
    TakenPorts::OldOnes old_ones() const {
        const Instant end_of_old{(last_old_millisecond(host.config, now) + 1) * 1'000 - 1};
        const bool some_may_give_way = may_reuse(host.config, tuple) && some_began_by(host, end_of_old);
        return some_may_give_way ? TakenPorts::OldOnes::LookAt : TakenPorts::OldOnes::PassOver;
    }

    PickedPort try_port(std::uint16_t port) {
        tuple.local.port = port;
        const std::uint32_t handle = find_handle(host, tuple);
        if (handle == Demux::absent) return {.port = port};
        const Vacancy vacancy = vacate_held(host, tuple, handle, now, Claimant::Search);
        return vacancy.is_vacant ? PickedPort{.port = port, .iss = vacancy.iss} : PickedPort{};
    }
};

// Ports are taken in turn, so that a lesson's can be foreseen.
PickedPort pick_in_turn(Search search) {
    const PortRange range = search.host.config.ephemeral_ports;
    std::uint16_t& next = search.host.ports.next_in_turn;
    for (std::uint32_t i = range.first; i <= range.last; ++i) {
        const std::uint16_t port = range.first <= next && next <= range.last ? next : range.first;
        next = port == range.last ? range.first : static_cast<std::uint16_t>(port + 1);
        if (find_listener(search.host, port) != nullptr) continue;
        if (const PickedPort picked = search.try_port(port); picked.port != 0) return picked;
    }
    return {};
}

std::uint64_t hash_of(const SipKey& secret, const FourTuple& tuple) {
    std::array<std::uint8_t, 10> bytes{};
    const std::array<std::uint32_t, 3> words{tuple.local.address.raw, tuple.remote.address.raw,
                                             tuple.remote.port};
    for (std::uint32_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(words[i / 4] >> 8 * (i % 4));
    return sip_hash(secret, bytes);
}

// A search of every second port, from `begin` on and around the circle of `remaining` ports from `first` on.
struct Place {
    std::uint32_t first = 0, begin = 0, done = 0, remaining = 0;
};
// How far it is when ports of no use are passed over; `remaining` or more: all of them are.
std::uint32_t skip_taken(const TakenPorts& taken, TakenPorts::OldOnes old_ones, const Place& place) {
    for (std::uint32_t done = place.done; done < place.remaining;) {
        const std::uint32_t at = (place.begin + done) % place.remaining;
        const std::uint32_t next = taken.next(place.first + at, place.first + place.remaining, old_ones);
        if (next < place.first + place.remaining) return done + (next - place.first - at);
        done += (place.remaining - at + 1) / 2 * 2;  // around the circle
    }
    return place.remaining;
}

// Linux: __inet_hash_connect(). Ports with the parity of the first one of the range come first, the others only
// when all of those are taken (bind() does the opposite). Both passes begin at one offset, which depends on
// the sockets and a secret (RFC 6056 §3.3.3) and moves on with every connection made.
PickedPort pick_as_linux(Search search) {
    Host& host = search.host;
    PortPicker& ports = host.ports;
    const PortRange range = host.config.ephemeral_ports;
    std::uint32_t remaining = range.last - range.first + 1u;
    if (remaining > 1) remaining &= ~1u;
    const std::uint64_t hash = hash_of(host.config.isn.secret, search.tuple);
    if (ports.perturbation.empty()) {
        ports.perturbation.assign(perturbation_classes, 0);
        ports.prng.state = host.config.isn.secret.k0 ^ host.config.isn.secret.k1;
    }
    std::uint32_t& moved = ports.perturbation[hash % perturbation_classes];
    const std::uint32_t offset = (moved + static_cast<std::uint32_t>(hash >> 32)) % remaining & ~1u;

    // A TIME-WAIT that may give way becomes old enough without a word.
    const bool may_remember = !may_reuse(host.config, search.tuple);
    const TakenPorts::OldOnes old_ones = search.old_ones();
    const TakenPorts* taken = search.taken_ports();
    for (const std::uint32_t pass : {0u, 1u}) {
        const std::uint32_t parity = (range.first + pass) % 2;
        PortPicker::Exhausted& exhausted = ports.exhausted[parity];
        const PortPicker::Exhausted now{.tuple = search.tuple,
                                        .released = ports.released[parity],
                                        .first_port = range.first,
                                        .last_port = range.last};
        if (may_remember && exhausted == now) continue;
        Search attempt = search;
        for (std::uint32_t i = 0; i < remaining; i += 2) {
            if (taken == nullptr && i == scarce) taken = attempt.note_taken_ports();
            if (taken != nullptr)
                i = skip_taken(*taken, old_ones, {range.first, offset + pass, i, remaining});
            if (i >= remaining) break;
            const auto port = static_cast<std::uint16_t>(range.first + (offset + pass + i) % remaining);
            if (std::binary_search(ports.bound.begin(), ports.bound.end(), port)) continue;
            const PickedPort picked = attempt.try_port(port);
            if (picked.port == 0) continue;
            // "Here we want to add a little bit of randomness to the next source port that will be chosen."
            moved += std::max(i, ports.prng.below(8) * 2) + 2;
            return picked;
        }
        // Ours: a search in vain need not be made again before a port is free.
        if (may_remember) exhausted = now;
    }
    return {};
}

// IP_LOCAL_PORT_RANGE (Linux: inet_sk_get_local_port_range(), whose ports __inet_hash_connect() takes one by one): an
// end that lies outside of the host's range does not count.
PickedPort pick_from_own(Search search, PortRange own) {
    Host& host = search.host;
    PortRange range = host.config.ephemeral_ports;
    const auto is_inside = [all = range](std::uint16_t port) {
        return all.first <= port && port <= all.last;
    };
    if (is_inside(own.first)) range.first = own.first;
    if (is_inside(own.last)) range.last = own.last;
    const std::uint32_t count = range.last - range.first + 1u;
    const auto offset =
        static_cast<std::uint32_t>(hash_of(host.config.isn.secret, search.tuple) >> 32) % count;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto port = static_cast<std::uint16_t>(range.first + (offset + i) % count);
        if (std::binary_search(host.ports.bound.begin(), host.ports.bound.end(), port)) continue;
        if (const PickedPort picked = search.try_port(port); picked.port != 0) return picked;
    }
    return {};
}

}  // namespace

Vacancy vacate(Host& host, const FourTuple& tuple, Instant now, Claimant claimant) {
    const std::uint32_t handle = find_handle(host, tuple);
    if (handle == Demux::absent) return {.is_vacant = true};
    return vacate_held(host, tuple, handle, now, claimant);
}

PickedPort pick_ephemeral_port(Host& host, const FourTuple& tuple, Instant now,
                               std::optional<PortRange> own) {
    Search search{.host = host, .tuple = tuple, .now = now};
    search.tuple.local.port = 0;
    if (own) return pick_from_own(search, *own);
    return host.config.port_selection == PortSelection::Linux ? pick_as_linux(search) : pick_in_turn(search);
}

void note_bound(PortPicker& ports, std::uint16_t port) {
    ports.bound.insert(std::upper_bound(ports.bound.begin(), ports.bound.end(), port), port);
}

void note_unbound(PortPicker& ports, std::uint16_t port) {
    ports.bound.erase(std::lower_bound(ports.bound.begin(), ports.bound.end(), port));
    ++ports.released[port % 2];
}

void digest(Digest& d, const PortPicker& p) {
    digest_all(d, p.next_in_turn, p.perturbation.size(), p.prng.state, p.bound.size());
    for (const std::uint32_t moved : p.perturbation) digest(d, moved);
    for (const std::uint16_t port : p.bound) digest(d, port);
    for (const std::uint32_t parity : {0u, 1u})
        digest_all(d, p.released[parity], p.exhausted[parity].tuple, p.exhausted[parity].released);
}

}  // namespace hw::host
