// RFC 7323 §2: the window scale option.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/segment_options.h"

using namespace hw;
using namespace hw::test;
using tcp::State;
using tcp::Switch;

namespace {

tcp::Config scaling(std::uint32_t buffer = 1'000'000) {
    tcp::Config config = Endpoint().config;
    config.window_scaling = Switch::On;
    config.receive_buffer_bytes = buffer;
    return config;
}

Endpoint opened(tcp::Config config, std::string_view syn_ack) {
    Endpoint end;
    end.config = config;
    end.open_active(1000);
    end.arrives(syn_ack);
    return end;
}

Endpoint listening(tcp::Config config, std::string_view syn) {
    Endpoint end;
    end.config = config;
    end.open_passive(1000);
    end.arrives(syn);
    return end;
}

}  // namespace

TEST_CASE("The SYN offers the least shift that covers the receive buffer", "[rfc7323][2.3]") {
    const auto shift_for = [](std::uint32_t buffer) {
        Endpoint end;
        end.config = scaling(buffer);
        end.open_active(1000);
        REQUIRE(end.effects.segments.at(0).options.has_window_scale);
        return static_cast<int>(end.effects.segments.at(0).options.window_scale);
    };
    CHECK(shift_for(65'535) == 0);
    CHECK(shift_for(65'536) == 1);
    CHECK(shift_for(1'000'000) == 4);
    CHECK(shift_for(1u << 30) == 14);
}

TEST_CASE("The shift may be chosen", "[rfc7323][2.2]") {
    Endpoint end;
    end.config = scaling();
    end.config.window_scale = 7;
    end.open_active(1000);
    CHECK(end.sent_with_options() == "<SEQ=1000><CTL=SYN><MSS=1460><WS=7>");
}

TEST_CASE("The window of a SYN is not scaled", "[rfc7323][2.2]") {
    Endpoint end = listening(scaling(), "<SEQ=5000><CTL=SYN><WND=65535><MSS=1460><WS=7>");
    CHECK(end.effects.segments.at(0).raw_window == 65'535);
    CHECK(end.tcb.snd.wnd == 65'535);
    CHECK(end.tcb.snd.shift == 7);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=1000>");
    CHECK(end.tcb.snd.wnd == 128'000);
}

TEST_CASE("Both SYNs must carry the option, or neither direction is scaled", "[rfc7323][2.2][2.3]") {
    SECTION("The peer does not answer our offer") {
        Endpoint end = opened(scaling(), "<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460>");
        CHECK(end.tcb.snd.shift == 0);
        CHECK(end.tcb.rcv.shift == 0);
        CHECK(end.tcb.rcv.wnd == 65'535);
        CHECK(end.effects.segments.at(0).raw_window == 65'535);
    }
    SECTION("We did not offer") {
        Endpoint end = opened(Endpoint().config, "<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><WS=7>");
        CHECK(end.tcb.snd.shift == 0);
        end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=1000>");
        CHECK(end.tcb.snd.wnd == 1000);
    }
    SECTION("The SYN did not offer, so the SYN,ACK does not either") {
        Endpoint end = listening(scaling(), "<SEQ=5000><CTL=SYN><MSS=1460>");
        CHECK(end.sent_with_options() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK><MSS=1460>");
    }
}

TEST_CASE("Once agreed, the window beyond 64 KiB is advertised, shifted", "[rfc7323][2.3]") {
    Endpoint end = opened(scaling(), "<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><WS=2>");
    CHECK(end.tcb.rcv.wnd == 1'000'000);
    CHECK(end.effects.segments.at(0).raw_window == 1'000'000 >> 4);
    end.arrives("<SEQ=700000><ACK=1001><CTL=ACK><DATA=100>");
    CHECK(end.finding_of(tcp::Row::OtherSequence) == "sequence_ahead");
}

TEST_CASE("A shift above 14 counts as 14", "[rfc7323][2.3]") {
    Endpoint end = opened(scaling(), "<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><WS=15>");
    CHECK(end.tcb.snd.shift == 14);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=65535>");
    CHECK(end.tcb.snd.wnd == 65'535u << 14);
    CHECK(end.tcb.snd.wnd < 1u << 30);
}

TEST_CASE("A window scale option on a segment without SYN is ignored", "[rfc7323][2.2]") {
    Endpoint end = opened(scaling(), "<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><WS=2>");
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=1000><WS=5>");
    CHECK(end.tcb.snd.shift == 2);
    CHECK(end.tcb.snd.wnd == 4000);
}

TEST_CASE("A retransmitted SYN makes the same offer", "[rfc7323][2.2]") {
    Endpoint end;
    end.config = scaling();
    end.open_active(1000);
    const std::string first = end.sent_with_options();
    end.wait(1_s);
    CHECK(end.sent_with_options() == first);
}

TEST_CASE("When both open at once the SYN,ACK repeats the offer that the other SYN has met",
          "[rfc7323][2.3]") {
    Endpoint end = opened(scaling(), "<SEQ=5000><CTL=SYN><MSS=1460><WS=3>");
    CHECK(end.sent_with_options() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK><MSS=1460><WS=4>");
    CHECK(end.tcb.snd.shift == 3);
}

TEST_CASE("What the shift rounds away stays in the window", "[rfc7323][2.4]") {
    tcp::Config config = scaling(200'000);
    config.window_scale = 10;
    Endpoint end = opened(config, "<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><WS=2>");
    const SeqNum edge = end.tcb.rcv.nxt + end.tcb.rcv.wnd;
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=100>");
    const auto& ack = end.effects.segments.at(0);
    CHECK(ack.ack + (std::uint32_t{ack.raw_window} << 10) < edge);
    // "The receiver MUST honor, as in window, any segment that would have been in window for any <ACK> sent".
    CHECK(end.tcb.rcv.nxt + end.tcb.rcv.wnd == edge);
}

TEST_CASE("A sender keeps to the scaled window", "[rfc7323][2.3]") {
    tcp::Config config = scaling();
    config.congestion = tcp::CongestionId::None;
    Endpoint end = opened(config, "<SEQ=5000><ACK=1001><CTL=SYN,ACK><WND=1000><MSS=1000><WS=4>");
    end.send(60'000);
    CHECK(end.segments_sent() == 1);
    end.arrives("<SEQ=5001><ACK=2001><CTL=ACK><WND=625>");
    CHECK(end.segments_sent() == 10);
}

TEST_CASE("A duplicate ACK is one though its window field is scaled", "[rfc7323][rfc5681][2]") {
    Endpoint end = opened(scaling(), "<SEQ=5000><ACK=1001><CTL=SYN,ACK><WND=60000><MSS=1000><WS=4>");
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=5000>");
    end.send(3000);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=5000>");
    CHECK(end.tcb.duplicate_acks == 1);
}
