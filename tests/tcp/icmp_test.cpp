// RFC 9293 §3.9.2.2, RFC 5927 §4.1, RFC 1191: what ICMP errors do to a connection.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/path_mtu.h"
#include "tcp/profiles/linux.h"

using namespace hw;
using namespace hw::test;
using tcp::NetworkError;
using tcp::Signal;
using tcp::State;
using tcp::Switch;

namespace {

// 1,400 bytes from 1001 on are on their way.
Endpoint sending(tcp::Config config = Endpoint().config) {
    Endpoint end = established(config);
    end.send(1'400);
    return end;
}

tcp::Config like_linux() {
    const tcp::Config linux = tcp::linux_config();
    tcp::Config config = Endpoint().config;
    config.hard_errors_end_connections = linux.hard_errors_end_connections;
    config.soft_errors_end_handshakes = linux.soft_errors_end_handshakes;
    config.min_path_mtu = linux.min_path_mtu;
    config.retries2 = 3;
    return config;
}

}  // namespace

TEST_CASE("A hard ICMP error ends the connection that it is about", "[rfc9293][3.9.2.2][MUST-54][SHLD-26]") {
    Endpoint end = sending();
    end.icmp_arrives({.code = 3, .seq = 1001});
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.signalled(Signal::NetworkFailure));
    CHECK(end.effects.network_error == NetworkError::PortUnreachable);
    CHECK(end.sent().empty());
}

TEST_CASE("Soft ICMP errors are told to the user and end nothing", "[rfc9293][3.9.2.2][MUST-56][SHLD-25]") {
    struct Case {
        Endpoint::Icmp message;
        NetworkError meaning;
    };
    for (const Case& c : {Case{{.code = 0, .seq = 1001}, NetworkError::NetUnreachable},
                          Case{{.code = 1, .seq = 1001}, NetworkError::HostUnreachable},
                          Case{{.code = 5, .seq = 1001}, NetworkError::SourceRouteFailed},
                          Case{{.code = 7, .seq = 1001}, NetworkError::HostUnknown},
                          Case{{.code = 8, .seq = 1001}, NetworkError::HostIsolated},
                          Case{{.code = 13, .seq = 1001}, NetworkError::HostUnreachable},
                          Case{{.type = 11, .seq = 1001}, NetworkError::HostUnreachable},
                          Case{{.type = 12, .seq = 1001}, NetworkError::ParameterProblem}}) {
        Endpoint end = sending();
        end.icmp_arrives(c.message);
        CHECK(end.tcb.state == State::Established);
        CHECK(end.signalled(Signal::SoftError));
        CHECK(end.effects.network_error == c.meaning);
    }
}

TEST_CASE("Source quench is discarded in silence", "[rfc9293][3.9.2.2][MUST-55]") {
    Endpoint end = sending();
    end.icmp_arrives({.type = 4, .seq = 1001});
    CHECK(end.effects.signals.empty());
    CHECK(end.tcb.soft_error == NetworkError::None);
}

TEST_CASE("An ICMP error about a segment that is not on its way is ignored", "[rfc5927][4.1]") {
    for (const std::uint32_t seq : {1000u, 2401u, 90'000u}) {
        Endpoint end = sending();
        end.icmp_arrives({.code = 3, .seq = seq});
        CHECK(end.tcb.state == State::Established);
        CHECK(end.effects.signals.empty());
    }
    Endpoint last = sending();
    last.icmp_arrives({.code = 3, .seq = 2400});
    CHECK(last.tcb.state == State::Closed);
    Endpoint listener = in_state(State::Listen);
    listener.icmp_arrives({.code = 3, .seq = 1000});
    CHECK(listener.tcb.state == State::Listen);
}

TEST_CASE("A port that nobody serves refuses the connection by ICMP too", "[rfc9293][3.9.2.2][linux]") {
    Endpoint end = in_state(State::SynSent);
    end.icmp_arrives({.code = 3, .seq = 1000});
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.effects.network_error == NetworkError::PortUnreachable);
}

TEST_CASE("An unreachable host does not end an OPEN by the RFC, but does on Linux",
          "[rfc9293][3.9.2.2][MUST-56][rfc5461][linux]") {
    Endpoint rfc = in_state(State::SynSent);
    rfc.icmp_arrives({.code = 1, .seq = 1000});
    CHECK(rfc.tcb.state == State::SynSent);
    CHECK(rfc.signalled(Signal::SoftError));
    Endpoint linux_end = in_state(State::SynSent, like_linux());
    linux_end.icmp_arrives({.code = 1, .seq = 1000});
    CHECK(linux_end.tcb.state == State::Closed);
    CHECK(linux_end.effects.network_error == NetworkError::HostUnreachable);
}

TEST_CASE("A SYN,ACK that cannot be delivered sends the listener back to LISTEN, untold", "[linux][icmp]") {
    Endpoint end = in_state(State::SynReceived, like_linux());
    end.icmp_arrives({.code = 3, .seq = 1000});  // a port that is unreachable sends nobody back
    CHECK(end.tcb.state == State::SynReceived);
    end.icmp_arrives({.code = 1, .seq = 1000});
    CHECK(end.tcb.state == State::Listen);
    CHECK(end.signalled(Signal::ReturnedToListen));
    CHECK_FALSE(end.signalled(Signal::NetworkFailure));
}

TEST_CASE("On Linux a hard error only gives the reason when an established connection times out",
          "[linux][icmp]") {
    Endpoint end = sending(like_linux());
    end.icmp_arrives({.code = 3, .seq = 1001});
    CHECK(end.tcb.state == State::Established);
    end.wait(1'000_s);
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.signalled(Signal::RetransmissionsExhausted));
    CHECK(end.effects.network_error == NetworkError::PortUnreachable);
}

TEST_CASE("Progress makes the network's complaints forgotten", "[linux][icmp]") {
    Endpoint end = sending(like_linux());
    end.icmp_arrives({.code = 1, .seq = 1001});
    CHECK(end.tcb.soft_error == NetworkError::HostUnreachable);
    end.arrives("<SEQ=5001><ACK=2401><CTL=ACK>");
    CHECK(end.tcb.soft_error == NetworkError::None);
}

TEST_CASE("A packet that was too large is sent again at once in smaller ones",
          "[rfc1191][6.4][rfc9293][3.7.2]") {
    Endpoint end = sending();
    end.icmp_arrives({.code = 4, .seq = 1001, .mtu = 640});
    CHECK(end.tcb.snd.mss == 600);
    // "Only one segment should be retransmitted until acknowledgements begin to arrive again."
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK><DATA=600>");
    end.arrives("<SEQ=5001><ACK=1601><CTL=ACK>");
    CHECK(end.sent() ==
          "<SEQ=1601><ACK=5001><CTL=ACK><DATA=600>\n<SEQ=2201><ACK=5001><CTL=PSH,ACK><DATA=200>");
    // New text is cut to the path as well.
    end.arrives("<SEQ=5001><ACK=2401><CTL=ACK>");
    end.send(1'000);
    CHECK(end.sent() ==
          "<SEQ=2401><ACK=5001><CTL=ACK><DATA=600>\n<SEQ=3001><ACK=5001><CTL=PSH,ACK><DATA=400>");
}

TEST_CASE("The same news a second time sends nothing", "[rfc1191][6.4]") {
    Endpoint end = sending();
    end.icmp_arrives({.code = 4, .seq = 1001, .mtu = 640});
    end.icmp_arrives({.code = 4, .seq = 1001, .mtu = 640});
    CHECK(end.sent().empty());
    CHECK(end.finding_of(tcp::Row::IcmpArrives) == "icmp_path_mtu_known");
    end.icmp_arrives({.code = 4, .seq = 1001, .mtu = 1'200});
    CHECK(end.tcb.snd.mss == 600);
}

TEST_CASE("No ICMP message makes packets smaller than the least path MTU", "[rfc1191][3]") {
    Endpoint end = sending();
    end.icmp_arrives({.code = 4, .seq = 1001, .mtu = 20});
    CHECK(end.tcb.snd.mss >= 28);
    Endpoint linux_end = sending(like_linux());
    linux_end.icmp_arrives({.code = 4, .seq = 1001, .mtu = 68});
    CHECK(linux_end.tcb.snd.mss == 512);
}

TEST_CASE("A router that names no MTU means the next plateau", "[rfc1191][5]") {
    const auto mtu_after = [](std::uint16_t length) {
        return tcp::path_mtu_of({.type = 3, .code = 4, .quoted_length = length}, tcp::Config{});
    };
    CHECK(mtu_after(1'500) == 1'492);
    CHECK(mtu_after(1'492) == 1'006);
    CHECK(mtu_after(576) == 508);
    CHECK(mtu_after(60) == 68);
}

TEST_CASE("A router that names no MTU means the least one on Linux", "[linux][icmp]") {
    CHECK(tcp::path_mtu_of({.type = 3, .code = 4, .quoted_length = 1'500}, tcp::linux_config()) == 552);
}

TEST_CASE("On Linux all that is too long for the path goes again at once, packet by packet",
          "[linux][tcp_simple_retransmit]") {
    tcp::Config config = like_linux();
    config.flight_unit = tcp::FlightUnit::Segments;
    config.initial_window = tcp::InitialWindow::TenSegments;
    Endpoint end = established(config);
    end.send(2'920 + 500);
    CHECK(end.sent() ==
          "<SEQ=1001><ACK=5001><CTL=ACK><DATA=1460>\n<SEQ=2461><ACK=5001><CTL=ACK><DATA=1460>\n"
          "<SEQ=3921><ACK=5001><CTL=PSH,ACK><DATA=500>");
    end.icmp_arrives({.code = 4, .seq = 1001, .mtu = 1'040});
    CHECK(end.sent() ==
          "<SEQ=1001><ACK=5001><CTL=ACK><DATA=1000>\n<SEQ=2001><ACK=5001><CTL=ACK><DATA=1000>\n"
          "<SEQ=3001><ACK=5001><CTL=ACK><DATA=920>");
}

TEST_CASE("Word that the host cannot be reached takes back one doubling of the timeout",
          "[rfc6069][linux][tcp_ld_RTO_revert]") {
    tcp::Config config = like_linux();
    config.retries2 = 15;
    config.unreachable_reverts_backoff = Switch::On;
    Endpoint end = sending(config);
    end.wait(1_s);
    end.wait(2_s);
    CHECK(end.tcb.rtt.rto == 4_s);
    end.wait(500_ms);
    end.icmp_arrives({.code = 0, .seq = 1001});
    CHECK(end.tcb.rtt.rto == 2_s);
    end.icmp_arrives({.code = 5, .seq = 1001});  // that is not what the RFC speaks of
    end.icmp_arrives({.code = 0, .seq = 1002});  // nor is this the segment that timed out
    CHECK(end.tcb.rtt.rto == 2_s);
    end.wait(1'500_ms);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=1400>");
}
