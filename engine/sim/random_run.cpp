#include <algorithm>
#include <iterator>
#include <utility>

#include "sim/invariants.h"
#include "sim/random_world.h"
#include "sim/shrink.h"
#include "sim/text.h"
#include "wire/emit.h"

// One random world from its beginning to its rest.

namespace hw::sim {
namespace {

// Commands that take the place of those that the seed would give, and whether the world heals after them.
struct Script {
    CommandLog commands{};
    bool heals = true;
};

constexpr std::uint32_t most_events = 30'000;
constexpr std::uint32_t most_packets = 2'000;  // in flight
constexpr std::uint32_t told_events = 12;
constexpr Duration time_to_rest = 7'200_s;

class Runner {
  public:
    // Without a script the trouble comes out of the seed.
    explicit Runner(std::uint64_t seed, Complaint also_wrong, const Script* script = nullptr)
        : seed_(seed),
          also_wrong_(also_wrong),
          script_(script),
          setup_(random_world(seed)),
          prng_{seed * 0x9e37'79b9'7f4a'7c15ull + 1},
          story_(setup_.world, log_) {
        trace_.kept_packet_bytes = wire::max_packet_bytes;  // the invariants read every packet whole
    }

    RandomRun run() {
        if (script_ == nullptr)
            make_trouble();
        else
            make_scripted_trouble();
        trouble_ = log_;
        if (script_ == nullptr || script_->heals) heal();
        play_until(world().now + time_to_rest);
        if (failure_.empty()) ask_for_liveness();
        return {.seed = seed_,
                .digest = digest_of(world()),
                .events = world().event_count,
                .reached = reached(),
                .failure = failure_};
    }

    // The commands of the latest run up to where the world began to heal …
    const CommandLog& trouble() const { return trouble_; }
    // … and what it broke, in a sentence without numbers.
    std::string complaint() const {
        std::string text = broken_;
        text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; }),
                   text.end());
        return text;
    }

    World& world() { return setup_.world; }
    Trace take_trace() { return std::move(trace_); }

  private:
    void check() {
        if (const Broken broken = invariants_.check(world(), trace_)) return fail(*broken);
        if (also_wrong_ != nullptr)
            if (const Broken broken = also_wrong_(world(), trace_)) return fail(*broken);
        if (failure_.empty() && is_endless() && !is_ack_war()) fail("it does not come to rest");
    }

    // Two ends that disagree on what was sent answer each other's unacceptable segments for ever (§3.10.7.4,
    // first); an old SYN at a listener whose peer is in TIME-WAIT is enough. That is the RFC's own doing,
    // and what RFC 5961 §7 would throttle; anything but bare ACKs is ours, save what timers send again meanwhile.
    bool is_ack_war() const {
        constexpr std::ptrdiff_t most_looked_at = 200;
        const auto& packets = trace_.packets;
        const auto looked_at = std::min<std::ptrdiff_t>(most_looked_at, std::ssize(packets));
        const auto others =
            std::count_if(packets.end() - looked_at, packets.end(), [](const PacketRecord& packet) {
                // (Of accurate ECN the ACE field may tell its counter.)
                constexpr auto any = wire::ae.bits | wire::cwr.bits | wire::ece.bits | wire::urg.bits;
                return (packet.header.ctl.bits & ~any) != wire::ack.bits || packet.text_length > 0;
            });
        return others <= looked_at / 10;
    }
    Reached reached() const {
        Reached reached;
        for (const tcp::StepRecord& step : trace_.steps)
            reached.findings.set(static_cast<std::size_t>(step.finding));
        for (const EventRecord& event : trace_.events)
            if (event.kind == EventKind::CommandIssued && event.error == CommandError::None)
                reached.commands.set(event.command.index());
        return reached;
    }

    // Many packets at a time: each is answered, and links double some.
    bool is_endless() const {
        const World& world = setup_.world;
        return world.event_count >= most_events || world.packets.size() >= most_packets;
    }

    void fail(const std::string& what) {
        broken_ = what;
        failure_ = "seed " + std::to_string(seed_) + ": " + what + "\n" + latest_events(trace_, told_events) +
                   "in the world of this seed, at " + seconds_of(world().now) + ":\n" +
                   to_text(is_healing_ ? trouble_ : log_) + (is_healing_ ? "then the world heals\n" : "");
    }

    void play_until(Instant until) {
        while (failure_.empty() && !is_endless() && next_event_at(world()) <= until && step(world(), &trace_))
            check();
    }

    void issue(const Command& command, Instant at) {
        if (!failure_.empty() || is_endless()) return;
        log_.push_back({.event_index = world().event_count, .at = at, .command = command});
        apply(world(), command, at, &trace_);
        check();
    }

    void make_trouble() {
        const std::uint32_t commands = prng_.between(5, 40);
        Instant at{};
        for (std::uint32_t i = 0; i < commands; ++i) {
            // Bursts and pauses: sometimes at the same instant, sometimes within a flight, sometimes later.
            constexpr std::uint32_t longest_us[] = {1, 50'000, 300'000, 300'000, 1'500'000};
            at = at + Duration{prng_.below(longest_us[prng_.below(5)])};
            play_until(at);
            issue(random_command(world(), setup_.trouble, prng_), at);
        }
    }

    void make_scripted_trouble() {
        for (const LoggedCommand& logged : script_->commands) {
            play_until(logged.at);
            issue(logged.command, logged.at);
        }
    }

    // What it issues follows from the world, and is not told.
    void heal() {
        is_healing_ = true;
        const Instant now = world().now;
        for (std::uint32_t i = 0; i < world().hosts.size(); ++i)
            if (!world().hosts[i].is_powered) issue(PowerOn{HostId{i}}, now);
        while (!world().rules.empty() && failure_.empty() && !is_endless())
            issue(RemoveRule{world().rules.front().id}, now);
        for (std::uint32_t i = 0; i < world().links.size(); ++i)
            if (world().links[i].is_unplugged) issue(SetCable{LinkId{i}, true}, now);
        for (std::uint32_t i = 0; i < world().links.size(); ++i)
            for (const std::uint8_t direction : {std::uint8_t{0}, std::uint8_t{1}}) {
                const LinkConfig healed{.delay = world().links[i].config[direction].delay};
                issue(SetLink{LinkId{i}, direction, healed}, now);
            }
        const std::vector<Packet> packets = world().packets;
        for (const Packet& packet : packets)
            if (packet.id.exists() && packet.is_held) issue(ReleasePacket{packet.id}, now);
    }

    // Everything that was sent on a connection that both sides had must have been delivered.
    void ask_for_liveness() {
        const Trouble& trouble = setup_.trouble;
        if (is_endless()) return;
        if (trouble.has_variants || trouble.has_cuts || trouble.has_forgeries || trouble.has_silence ||
            trouble.has_refusals || trouble.has_clock_jumps)
            return;
        for (std::uint32_t h = 0; h < world().hosts.size(); ++h)
            for (const host::Connection& connection : world().hosts[h].connections)
                if (connection.id.exists() && failure_.empty()) ask_for_delivery(HostId{h}, connection);
    }

    void ask_for_delivery(HostId host, const host::Connection& connection) {
        const std::string who = "host " + number_of(host) + ", connection " + number_of(connection.id) + ": ";
        const Invariants::Peer peer = invariants_.find_peer(world(), host, connection.id);
        if (peer.connection == nullptr) return;
        // Both must have met: a client that gave up in SYN-SENT leaves a server that never was connected.
        const Invariants::Peer self = invariants_.find_peer(world(), peer.host, peer.connection->id);
        if (self.connection != &connection) return;
        if (connection.error != host::SocketError::None)
            return fail(who + "it ended with " + std::string(name_of(connection.error)));
        if (connection.delivered_bytes != peer.connection->sent_bytes)
            return fail(who + "it was given " + std::to_string(connection.delivered_bytes) + " of " +
                        std::to_string(peer.connection->sent_bytes) + " bytes");
    }

    std::uint64_t seed_;
    Complaint also_wrong_;
    const Script* script_;
    bool is_healing_ = false;  // or has done so
    RandomSetup setup_;
    Prng prng_;
    Trace trace_{};
    CommandLog log_{};
    CommandLog trouble_{};
    ScopedStory story_;
    Invariants invariants_{};
    std::string broken_{};
    std::string failure_{};
};

}  // namespace

RandomRun run_random_world(std::uint64_t seed, Complaint also_wrong) {
    return Runner(seed, also_wrong).run();
}

WatchedRun watch_random_world(std::uint64_t seed) {
    Runner runner(seed, nullptr);
    WatchedRun watched;
    watched.run = runner.run();
    watched.world = runner.world();
    watched.trace = runner.take_trace();
    return watched;
}

RandomRun run_shortest_failure(std::uint64_t seed, Complaint also_wrong) {
    Runner whole(seed, also_wrong);
    RandomRun run = whole.run();
    if (run.failure.empty()) return run;
    const auto fails_alike = [&](const Script& script) {
        Runner runner(seed, also_wrong, &script);
        return !runner.run().failure.empty() && runner.complaint() == whole.complaint();
    };
    Script script{whole.trouble(), false};
    if (!fails_alike(script)) script.heals = true;
    if (!fails_alike(script)) return run;
    script.commands = shortest(script.commands, [&](const CommandLog& log) {
        return fails_alike({log, script.heals});
    });
    return Runner(seed, also_wrong, &script).run();
}

}  // namespace hw::sim
