#include <catch2/catch_test_macros.hpp>
#include <sstream>

#include "base/prng.h"
#include "script/figure.h"
#include "script/figure_write.h"
#include "sim/timeline.h"

// Runs that nobody drew: two users, a network that loses, holds, doubles and delays, out of one seed each. What
// write_figure() makes of such a run plays as it, and the play tells the same.

using namespace hw;
using namespace hw::script;

namespace {

constexpr HostId a{0}, b{1};
constexpr ConnectionId connection{0};

sim::World two_hosts(Duration delay) {
    sim::World world = sim::make_world({});
    std::uint32_t isn = 100;
    for (const char* name : {"A", "B"}) {
        host::HostConfig config{
            .name = name, .address = {0x0a000001 + isn / 300}, .tcp = FigureOptions{}.tcp};
        config.isn = {.kind = host::IsnKind::Pinned, .pinned = {isn}};
        sim::add_host(world, config);
        isn += 200;
    }
    sim::add_link(world, {.a = a, .b = b, .config = {.delay = delay}});
    return world;
}

wire::SegmentEdit some_edit(Prng& prng) {
    using How = wire::FieldEdit::How;
    wire::SegmentEdit edit;
    if (prng.chance(500'000))
        edit.fields.push_back({.field = wire::HeaderField::Seq, .how = How::Add, .value = 1});
    else
        edit.fields.push_back({.field = wire::HeaderField::Window, .how = How::Set, .value = prng.below(30)});
    return edit;
}

sim::Command some_command(const sim::World& world, Prng& prng) {
    const HostId host = prng.chance(600'000) ? a : b;
    if (const auto in_flight = world.packets_made; in_flight > 0 && prng.chance(450'000)) {
        // Most likely one of the latest: what is gone already is a command that fails.
        const PacketId packet{in_flight - 1 - prng.below(std::min(in_flight, 3u))};
        switch (prng.below(6)) {
            case 0: return sim::DropPacket{packet};
            case 1: return sim::HoldPacket{packet};
            case 2: return sim::ReleasePacket{packet};
            case 3: return sim::DelayPacket{packet, Duration{1'000 * (1 + prng.below(900))}};
            case 4: return sim::EditPacket{packet, some_edit(prng)};
            default: return sim::DuplicatePacket{packet, Duration{1'000 * prng.below(300)}};
        }
    }
    if (prng.chance(250'000)) return sim::Close{host, connection};
    return sim::Send{host, connection, std::string(1 + prng.below(40), 'x')};
}

// As it happened, with what could not be carried out left out.
sim::Trace random_run(std::uint64_t seed) {
    Prng prng{.state = seed};
    sim::World world = two_hosts(Duration{1'000 * (1 + prng.below(120))});
    sim::Trace trace;
    Instant now{};
    sim::apply(world, sim::Listen{b, 80, {}}, now, &trace);
    sim::apply(world, sim::Connect{a, 40'000, {world.hosts[b.value].config.address, 80}, {}}, now, &trace);
    for (std::uint32_t left = 4 + prng.below(16); left > 0; --left) {
        now = now + Duration{1'000 * prng.below(200)};
        sim::run(world, {.until = now}, &trace);
        sim::apply(world, some_command(world, prng), now, &trace);
    }
    sim::run(world, {.until = now + 30_s}, &trace);
    return trace;
}

// What happened, without line numbers and waits: events of one instant are a flight apart when they are played.
std::string told_by(const std::string& figure) {
    std::istringstream words(figure);
    std::string told, word;
    while (words >> word) {
        if (word == "(wait") {
            words >> word >> word;
            continue;
        }
        const bool is_number = word.back() == '.' && word != "...";
        if (!is_number) told += word + " ";
    }
    return told;
}

// "" or what went wrong.
std::string failure_of_round_trip(const sim::Trace& run) {
    const auto first = write_figure(run);
    if (!first.ok()) return "not written: " + first.error();
    if (!first->plays) return "does not play:\n" + first->text;
    const auto figure = parse_figure("random.txt", first->text);
    if (!figure.ok()) return figure.error().to_text() + "\n" + first->text;
    sim::Trace replay;
    const FigurePlay play = play_figure(*figure, {}, &replay);
    if (!play.ok()) return play.failure_text() + "\nin\n" + first->text;
    const auto second = write_figure(replay);
    if (!second.ok()) return "not written again: " + second.error();
    const bool is_same = told_by(second->text) == told_by(first->text);
    return is_same ? "" : first->text + "\nbecame\n" + second->text;
}

}  // namespace

TEST_CASE("Random runs, written as figures, play again", "[script][figure][write][random]") {
    // A number moved by an edit can make both ends repeat themselves for ever.
    const std::string too_long = "not written: the run has more lines than a figure may have";
    std::uint32_t too_long_count = 0;
    for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
        const std::string failure = failure_of_round_trip(random_run(seed));
        INFO("seed " << seed << "\n" << failure);
        if (failure == too_long)
            ++too_long_count;
        else
            CHECK(failure.empty());
    }
    CHECK(too_long_count < 10);
}
