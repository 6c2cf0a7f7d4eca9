// Two ends over a channel that loses, doubles, delays and reorders: whatever happens, what is delivered is
// what was sent, the invariants hold after every event, and in the end both sides have closed.

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <vector>

#include "base/prng.h"
#include "support/tcp/endpoint.h"

using namespace hw;
using namespace hw::test;
using tcp::Signal;
using tcp::State;
using tcp::Switch;

namespace {

struct InFlight {
    Instant arrives_at{};
    std::uint32_t to = 0;
    tcp::OutgoingSegment segment{};
    std::string text{};
};

// A run of two ends, 0 and 1; everything random comes from one seed.
struct Run {
    Prng prng;
    Endpoint ends[2];
    std::vector<InFlight> channel{};
    Instant now{};
    std::uint32_t to_send[2]{};
    std::uint32_t received[2]{};
    bool has_closed[2]{};
    std::uint32_t loss_ppm = 0;

    explicit Run(std::uint64_t seed) : prng{seed} {
        for (std::uint32_t i = 0; i < 2; ++i) {
            tcp::Config& config = ends[i].config;
            config.delayed_ack = prng.chance(500'000) ? Switch::On : Switch::Off;
            config.nagle = prng.chance(500'000) ? Switch::On : Switch::Off;
            config.mss = static_cast<std::uint16_t>(prng.between(100, 1460));
            config.receive_buffer_bytes = prng.between(300, 20'000);
            config.send_buffer_bytes = prng.between(300, 20'000);
            config.user_timeout = Duration::never();
            config.r2 = Duration::never();
            config.r2_syn = Duration::never();
            to_send[i] = prng.below(30'000);
        }
        loss_ppm = prng.below(200'000);
    }

    // Puts what end `from` has just sent onto the channel, and checks what must always hold.
    void collect(std::uint32_t from) {
        Endpoint& end = ends[from];
        for (const auto& out : end.effects.segments) {
            std::string text;
            if (out.text_length > 0)
                for (const auto slice : end.tcb.send_buffer.slices(out.text_seq, out.text_length))
                    text.append(reinterpret_cast<const char*>(slice.data()), slice.size());
            const std::uint32_t copies = prng.chance(loss_ppm) ? 0 : prng.chance(50'000) ? 2 : 1;
            for (std::uint32_t i = 0; i < copies; ++i)
                channel.push_back({now + Duration{prng.between(10'000, 100'000)}, 1 - from, out, text});
        }
        const tcp::Tcb& tcb = end.tcb;
        REQUIRE(tcb.snd.una <= tcb.snd.nxt);
        REQUIRE(tcp::next_deadline(tcb) >= now);
        REQUIRE(tcb.receive_buffer.readable() + tcb.rcv.wnd <= end.config.receive_buffer_bytes);
        REQUIRE_FALSE(end.signalled(Signal::Reset));
    }

    void write(std::uint32_t who) {
        Endpoint& end = ends[who];
        const State state = end.tcb.state;
        if (state != State::Established && state != State::CloseWait) return;
        if (to_send[who] > 0) {
            end.now = now;
            end.send(prng.between(1, std::min(to_send[who], 4'000u)), tcp::Push::Yes);
            to_send[who] -= end.effects.accepted_bytes;
        } else if (!has_closed[who]) {
            end.now = now;
            end.close();
            has_closed[who] = true;
        } else {
            return;
        }
        collect(who);
    }

    void read(std::uint32_t who) {
        Endpoint& end = ends[who];
        if (end.tcb.receive_buffer.readable() == 0) return;
        end.now = now;
        const std::string text = end.receive(prng.between(1, 5'000));
        REQUIRE(text == letters(SeqNum{who == 0 ? 5001u : 1001u} + received[who],
                                static_cast<std::uint32_t>(text.size())));
        received[who] += static_cast<std::uint32_t>(text.size());
        collect(who);
    }

    bool is_over() const {
        return std::all_of(std::begin(ends), std::end(ends), [](const Endpoint& end) {
            return end.tcb.state == State::Closed && end.tcb.receive_buffer.readable() == 0;
        });
    }

    // The next arrival or deadline, whichever comes first; false if nothing will ever happen again.
    bool step() {
        const auto next = std::min_element(channel.begin(), channel.end(), [](const auto& a, const auto& b) {
            return a.arrives_at < b.arrives_at;
        });
        const Instant deadline = earlier_of(tcp::next_deadline(ends[0].tcb), tcp::next_deadline(ends[1].tcb));
        const Instant arrival = next == channel.end() ? Instant::never() : next->arrives_at;
        if (deadline.is_never() && arrival.is_never()) return false;
        now = earlier_of(deadline, arrival);
        if (arrival <= deadline) {
            const InFlight packet = *next;
            channel.erase(next);
            ends[packet.to].now = now;
            ends[packet.to].arrives(packet.segment, packet.text);
            collect(packet.to);
        } else {
            const std::uint32_t who = tcp::next_deadline(ends[0].tcb) == deadline ? 0 : 1;
            ends[who].wait(now - ends[who].now);
            collect(who);
        }
        for (std::uint32_t i = 0; i < 2; ++i) {
            if (prng.chance(600'000)) write(i);
            if (prng.chance(600'000)) read(i);
        }
        return true;
    }
};

}  // namespace

TEST_CASE("Two ends deliver everything and close, whatever the channel does", "[rfc9293][random]") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        Run run{seed};
        const std::uint32_t expected[2] = {run.to_send[1], run.to_send[0]};
        const bool at_once = run.prng.chance(200'000);
        run.ends[0].open_active(1000);
        if (at_once)
            run.ends[1].open_active(5000);
        else
            run.ends[1].open_passive(5000);
        run.collect(0);
        run.collect(1);
        std::uint32_t steps = 0;
        while (!run.is_over() && ++steps < 100'000) {
            if (!run.step())
                for (std::uint32_t i = 0; i < 2; ++i) {
                    run.write(i);
                    run.read(i);
                }
        }
        REQUIRE(run.is_over());
        CHECK(run.received[0] == expected[0]);
        CHECK(run.received[1] == expected[1]);
    }
}
