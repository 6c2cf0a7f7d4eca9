// A Tcb is a value: a copy is a snapshot, assignment restores it, == and the digest prove it.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/tcb_summary.h"

using namespace hw;
using namespace hw::test;
using tcp::State;

namespace {

std::uint64_t digest_of(const tcp::Tcb& tcb) {
    Digest d;
    digest(d, tcb);
    return d.value();
}

// In the middle of everything: unacknowledged, queued, unread and held text, a gap, timers running.
Endpoint busy() {
    Endpoint end = established();
    end.send(70'000);
    end.arrives("<SEQ=5001><ACK=2461><CTL=ACK><DATA=100>");
    end.arrives("<SEQ=5201><ACK=2461><CTL=URG,ACK><UP=9><DATA=100>");
    end.wait(1_s);
    return end;
}

}  // namespace

TEST_CASE("A copy of a Tcb equals it, and goes its own way", "[value]") {
    Endpoint end = busy();
    const tcp::Tcb before = end.tcb;
    const std::uint64_t digest_before = digest_of(before);
    CHECK(before == end.tcb);

    end.arrives("<SEQ=5101><ACK=9761><CTL=ACK><DATA=100>");
    end.receive(50);
    end.send(10);
    CHECK_FALSE(before == end.tcb);
    CHECK(digest_of(before) == digest_before);
    CHECK(digest_of(end.tcb) != digest_before);

    end.tcb = before;
    CHECK(end.tcb == before);
    CHECK(digest_of(end.tcb) == digest_before);
}

TEST_CASE("The same events from the same snapshot give the same digest", "[value]") {
    Endpoint one = busy();
    Endpoint two = one;
    for (Endpoint* end : {&one, &two}) {
        end->arrives("<SEQ=5101><ACK=9761><CTL=ACK><DATA=100>");
        end->receive(50);
        end->wait(10_s);
        end->close();
    }
    CHECK(one.tcb == two.tcb);
    CHECK(digest_of(one.tcb) == digest_of(two.tcb));
}

TEST_CASE("Held text counts for equality, byte by byte, and the gap before it does not", "[value]") {
    Endpoint one = established();
    Endpoint two = established();
    one.arrives("<SEQ=5101><ACK=1001><CTL=ACK><DATA=10>");
    two.arrives("<SEQ=5101><ACK=1001><CTL=ACK><DATA=4>");
    CHECK_FALSE(one.tcb == two.tcb);
    two.arrives("<SEQ=5105><ACK=1001><CTL=ACK><DATA=6>");
    one.tcb.snd = two.tcb.snd;  // SND.WL1 remembers which segment was newest
    CHECK(one.tcb == two.tcb);
    CHECK(digest_of(one.tcb) == digest_of(two.tcb));
}

TEST_CASE("The digest tells states apart that differ in one field", "[value]") {
    const Endpoint end = busy();
    const std::uint64_t before = digest_of(end.tcb);
    const auto differs = [&](auto change) {
        tcp::Tcb copy = end.tcb;
        change(copy);
        return digest_of(copy) != before && !(copy == end.tcb);
    };
    CHECK(differs([](tcp::Tcb& t) { t.state = State::CloseWait; }));
    CHECK(differs([](tcp::Tcb& t) { t.snd.wl2.raw += 1; }));
    CHECK(differs([](tcp::Tcb& t) { t.rcv.unacknowledged_bytes += 1; }));
    CHECK(differs([](tcp::Tcb& t) { t.rtt.syn_losses = 1; }));
    CHECK(differs([](tcp::Tcb& t) { t.deadlines.delayed_ack = Instant{5}; }));
    CHECK(differs([](tcp::Tcb& t) { t.challenges.sent = 3; }));
    CHECK(differs([](tcp::Tcb& t) { t.congestion.ssthresh_bytes = 1460; }));
    CHECK(differs([](tcp::Tcb& t) { t.sent.clear(); }));
    CHECK(differs([](tcp::Tcb& t) { t.receive_buffer.discard(1); }));
}

TEST_CASE("The summary counts what the buffers hold", "[value]") {
    const tcp::TcbSummary summary = tcp::summary_of(busy().tcb);
    CHECK(summary.state == State::Established);
    CHECK(summary.send_buffered_bytes == 65'536 - 1460);
    CHECK(summary.receive_buffered_bytes == 100);
    CHECK(summary.out_of_order_bytes == 100);
}
