#include <catch2/catch_test_macros.hpp>

#include "script/packetdrill/play.h"

using namespace hw::packetdrill;

namespace {

const std::string opening =
    "0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n"
    "+0 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0\n"
    "+0 bind(3, ..., ...) = 0\n"
    "+0 listen(3, 1) = 0\n"
    "+0 < S 0:0(0) win 65535 <mss 1000>\n"
    "+0 > S. 0:0(0) ack 1 <...>\n"
    "+.1 < . 1:1(0) ack 1 win 65535\n"
    "+0 accept(3, ..., ...) = 4\n";

Play play(const std::string& text, const PlaySettings& settings = {}) {
    return play_text("a.pkt", text, settings);
}

// Behind the opening.
std::string failure(const std::string& lines) {
    const Play run = play(opening + lines);
    INFO(run.verdict());
    REQUIRE_FALSE(run.passed());
    return std::to_string(run.failure->place.line - 8) + " " + run.failure->message;
}

void check_passes(const std::string& text) {
    const Play run = play(text);
    INFO(run.failure_text());
    CHECK(run.passed());
}

}  // namespace

TEST_CASE("A failure names file and line, what was expected and seen, and the exchange so far",
          "[packetdrill][play]") {
    const Play run = play(opening + "+0 write(4, ..., 100) = 100\n+0 > P. 1:101(100) ack 2\n");
    REQUIRE_FALSE(run.passed());
    const std::string text = run.failure_text();
    CHECK(text.find("a.pkt:10: error: the acknowledgment: expected 2, found 1\n") == 0);
    CHECK(text.find("expected:  0.100000 s  > P. 1:101(100) ack 2\n") != std::string::npos);
    CHECK(text.find("seen:      0.100000 s  > P. 1:101(100) ack 1 win ") != std::string::npos);
    CHECK(text.find("0.100000 accept(3, ..., ...) = 4\n") != std::string::npos);
    CHECK(run.verdict() == "FAIL a.pkt:10 the acknowledgment: expected 2, found 1");
}

TEST_CASE("Segments of ours are joined to one of the script's, and the script's are never joined",
          "[packetdrill][play]") {
    const std::string write = "+0 write(4, ..., 2500) = 2500\n";
    check_passes(opening + write + "+0 > P. 1:2501(2500) ack 1\n");
    check_passes(opening + write + "+0 > . 1:2001(2000) ack 1\n+0 > P. 2001:2501(500) ack 1\n");
    CHECK(failure(write + "+0 > P. 1:2001(2000) ack 1\n+0 > . 2001:2501(500) ack 1\n").find("3 the flags") ==
          0);
    CHECK(failure(write + "+0 > . 1:1501(1500) ack 1\n").find("2 the length: expected 1500, found 2000") ==
          0);
    CHECK(failure(write + "+0 > P. 1:3001(3000) ack 1\n").find("2 the length: expected 3000, found 2500") ==
          0);
    const Play strict = play("--strict_segments\n" + opening + write + "+0 > P. 1:2501(2500) ack 1\n");
    CHECK_FALSE(strict.passed());
}

TEST_CASE("A packet must leave within the tolerance of its time", "[packetdrill][play]") {
    const std::string text = "+0 < . 1:1001(1000) ack 1 win 65535\n";
    check_passes(opening + text + "+.003 > . 1:1(0) ack 1001\n");
    CHECK(failure(text + "+.01 > . 1:1(0) ack 1001\n") == "2 it left too early");
    check_passes("--tolerance_usecs=10000\n" + opening + text + "+.01 > . 1:1(0) ack 1001\n");
    check_passes(opening + text + "* > . 1:1(0) ack 1001\n");
    CHECK(failure(text + "* > . 1:1(0) ack 1001\n* > . 1:1(0) ack 1001\n").find("3 nothing left by") == 0);
    CHECK(failure("+0~+.1 > . 1:1(0) ack 1001\n").find("1 nothing left by 0.204000 s") == 0);
}

TEST_CASE("What left before a script's last event and was not expected fails", "[packetdrill][play]") {
    const std::string write = "+0 write(4, ..., 100) = 100\n";
    const std::string left_over = "2 a packet left that no line expects";
    CHECK(failure(write + "+.1 read(4, ..., 1) = 1\n").find("read() blocks") != std::string::npos);
    CHECK(failure(write + "+.1 write(4, ..., 10) = 10\n") == left_over);
    CHECK(failure(write + "+.1 %{ assert tcpi_unacked == 1 }%\n") == left_over);
    CHECK(failure(write + "+.1 `true`\n") == left_over);
    CHECK(failure(write + "+0 close(4) = 0\n") == left_over);
    CHECK(failure(write + "+.1 < . 1:1(0) ack 101 win 65535\n") == left_over);
    CHECK(failure("+0 < R 1000:1000(0) win 0\n+.1 write(4, ..., 10) = 10\n") == left_over);
    CHECK(failure("+0 write(4, ..., 100) = 100\n+0 > P. 1:101(100) ack 1\n+1 %{ assert True }%\n") ==
          "3 a packet left that no line expects");  // its retransmission
    // Of a connection before, too; and a SYN is no repetition of one that nobody listed.
    CHECK(failure(write + "+0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 5\n+0 close(5) = 0\n") ==
          "3 a packet left that no line expects");
    const std::string listening = opening.substr(0, opening.find("+0 > S."));
    CHECK_FALSE(play(listening + "+.1 getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [4]) = 0\n").passed());
    check_passes(opening + write);  // nobody waits for what the last event brings about
}

TEST_CASE("A script need not list acknowledgments, acknowledged repetitions, nor how its sockets close",
          "[packetdrill][play]") {
    check_passes(opening + "+0 < . 1:1001(1000) ack 1 win 65535\n+.1 read(4, ..., 1000) = 1000\n");
    const std::string listed = "+0 write(4, ..., 100) = 100\n+0 > P. 1:101(100) ack 1\n";
    const std::string answer = "+1 < . 1:1(0) ack 101 win 65535\n+0 %{ assert tcpi_unacked == 0 }%\n";
    const Play repeated = play(opening + listed + answer);
    CHECK(repeated.passed());
    REQUIRE_FALSE(repeated.remarks.empty());
    CHECK(repeated.remarks[0].message.find("a repetition left that no line expects: 0.") == 0);
    CHECK(failure(listed + "+1 < . 1:1(0) ack 51 win 65535\n+0 %{ assert True }%\n").find("4 a packet") == 0);
    const std::string fin = "+0 close(4) = 0\n+0 > F. 1:1(0) ack 1\n";
    check_passes(opening + fin + "+1 < . 1:1(0) ack 2 win 65535\n+0 %{ assert True }%\n");
    CHECK(failure(fin + "+1 < . 1:1(0) ack 1 win 65535\n") == "3 a packet left that no line expects");
    check_passes(opening + "+0 close(4) = 0\n+.1 close(3) = 0\n+.1 `true`\n+.1 %{ assert True }%\n");
    CHECK(failure("+0 close(4) = 0\n+.1 < . 1:1(0) ack 1 win 65535\n") ==
          "2 a packet left that no line expects");
}

TEST_CASE("Every failure of a run says what was expected, and what was seen if anything was",
          "[packetdrill][play]") {
    struct Case {
        std::string line;
        std::string expected;
        std::string seen;
    };
    const Case cases[] = {
        {"+0 write(4, ..., 100) = 99", "0.100000 s  write(4, ..., 100) = 99", "100"},
        {"+0 write(9, ..., 100) = 100", "0.100000 s  write(9, ..., 100) = 100", "-1 EBADF"},
        {"+.1 > . 1:1(0) ack 1", "0.200000 s  > . 1:1(0) ack 1", "nothing"},
        {"+0 %{ assert tcpi_snd_cwnd == 7 }%", "0.100000 s  %{ assert tcpi_snd_cwnd == 7 }%",
         "tcpi_snd_cwnd is 10"},
        {"+0 getsockopt(4, SOL_SOCKET, SO_ERROR, [32], [4]) = 0",
         "0.100000 s  getsockopt(4, SOL_SOCKET, SO_ERROR, [32], [4]) = 0", "0"},
        {".05 write(4, ..., 1) = 1", "0.050000 s  write(4, ..., 1) = 1", ""},
    };
    for (const Case& one : cases) {
        const Play run = play(opening + one.line + "\n");
        INFO(run.failure_text());
        CHECK_FALSE(run.passed());
        CHECK(run.expected == one.expected);
        CHECK(run.seen == one.seen);
        REQUIRE_FALSE(run.story.empty());  // which ends before what went wrong
        CHECK(run.story.back() == "0.100000 accept(3, ..., ...) = 4");
    }
}

TEST_CASE("A call that is to block must block, and return when it is written", "[packetdrill][play]") {
    const std::string text = "+.1 < P. 1:1001(1000) ack 1 win 65535\n+0 > . 1:1(0) ack 1001\n";
    check_passes(opening + "+0...0.1 read(4, ..., 1000) = 1000\n" + text);
    CHECK(failure("+0...0.2 read(4, ..., 1000) = 1000\n" + text).find("1 read() was to return at") == 0);
    CHECK(failure("+0 read(4, ..., 1000) = 1000\n" + text) == "1 read() blocks");
    CHECK(failure("+0...0.1 read(4, ..., 1000) = 500\n" + text) == "1 read(): expected 500, found 1000");
    CHECK(failure("+0...0.1 read(4, ..., 1000) = 1000\n") == "1 read() has not returned");
    check_passes(opening + "+0...0.5 poll([{fd=4, events=POLLIN, revents=0}], 1, 500) = 0\n");
}

TEST_CASE("epoll reports levels, edges, and what it was given", "[packetdrill][play]") {
    check_passes(opening +
                 "+0 epoll_create(1) = 5\n"
                 "+0 epoll_ctl(5, EPOLL_CTL_ADD, 4, {events=EPOLLIN|EPOLLET, fd=4}) = 0\n"
                 "+0 epoll_wait(5, {events=0, ptr=0}, 1, 0) = 0\n"
                 "+0...0.1 epoll_wait(5, {events=0, ptr=0}, 1, 100) = 0\n"
                 "+.2 < P. 1:101(100) ack 1 win 65535\n+0 > . 1:1(0) ack 101\n"
                 "+0 epoll_wait(5, {events=EPOLLIN, fd=4}, 1, 0) = 1\n"
                 "+0 epoll_wait(5, {events=0, ptr=0}, 1, 0) = 0\n"
                 "+0 epoll_ctl(5, EPOLL_CTL_MOD, 4, {events=EPOLLIN, u32=7}) = 0\n"
                 "+0 epoll_wait(5, {events=EPOLLIN, u32=7}, 1, 0) = 1\n"
                 "+0 epoll_wait(5, {events=EPOLLIN, u32=7}, 1, 0) = 1\n"
                 "+0 close(5) = 0\n");
    CHECK(failure("+0 epoll_create(1) = 5\n"
                  "+0 epoll_ctl(5, EPOLL_CTL_ADD, 4, {events=EPOLLOUT, fd=4}) = 0\n"
                  "+0 epoll_wait(5, {events=EPOLLIN, fd=4}, 1, 0) = 1\n") ==
          "3 an event: expected 1 of 4, found 4 of 4");
}

TEST_CASE("An ICMP message finds the connection by the segment that it quotes",
          "[packetdrill][play][rfc1191]") {
    check_passes(opening +
                 "+0 setsockopt(4, SOL_TCP, TCP_NODELAY, [1], 4) = 0\n"
                 "+0 write(4, ..., 1000) = 1000\n"
                 "+0 > P. 1:1001(1000) ack 1\n"
                 "+0 < icmp unreachable frag_needed mtu 600 [1:1001(1000)]\n"
                 "+0 > . 1:561(560) ack 1\n"
                 "+0 > P. 561:1001(440) ack 1\n");
    // IPv6's header is twenty bytes longer, and so is what it announces.
    const Play six = play(
        "--ip_version=ipv6\n0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n"
        "+0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0\n"
        "+0 connect(3, ..., ...) = -1 EINPROGRESS\n"
        "+0 > S 0:0(0) <mss 1440,sackOK,TS val 1 ecr 0,nop,wscale 10>\n");
    INFO(six.failure_text());
    CHECK(six.passed());
}

TEST_CASE("Timestamps are the script's own, and are checked when it gives their tick",
          "[packetdrill][play][rfc7323]") {
    const std::string text =
        "0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n"
        "+0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0\n"
        "+0 connect(3, ..., ...) = -1 EINPROGRESS\n"
        "+0 > S 0:0(0) <mss 1460,sackOK,TS val 4000 ecr 0,nop,wscale 10>\n"
        "+.1 < S. 0:0(0) ack 1 win 65535 <mss 1000,sackOK,TS val 7 ecr 4000,nop,wscale 0>\n";
    check_passes(text + "+0 > . 1:1(0) ack 1 <nop,nop,TS val 9999 ecr 7>\n");
    check_passes("--tcp_ts_tick_usecs=1000\n" + text + "+0 > . 1:1(0) ack 1 <nop,nop,TS val 4100 ecr 7>\n");
    const Play off =
        play("--tcp_ts_tick_usecs=1000\n" + text + "+0 > . 1:1(0) ack 1 <nop,nop,TS val 4120 ecr 7>\n");
    REQUIRE_FALSE(off.passed());
    CHECK(off.failure->message.find("the timestamps: ") == 0);
    const Play echo = play(text +
                           "+0 > . 1:1(0) ack 1 <...>\n"
                           "+0 < . 1:1(0) ack 1 win 100 <nop,nop,TS val 8 ecr 5000>\n");
    REQUIRE_FALSE(echo.passed());
    CHECK(echo.failure->message == "the script echoes timestamp 5000, which no segment of ours has had");
}

TEST_CASE("Commands act on the host, and those that are not known are remarked upon", "[packetdrill][play]") {
    const Play run = play(
        "`./defaults.sh\nsysctl -q net.ipv4.tcp_timestamps=0 net.ipv4.tcp_nonsense=1; frobnicate > /dev/null "
        "2>&1`\n"
        "0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n"
        "+0 `sleep 0.5`\n"
        "+0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0\n"
        ".5 connect(3, ..., ...) = -1 EINPROGRESS\n"
        "+0 > S 0:0(0) <mss 1460,nop,nop,sackOK,nop,wscale 8>\n");
    INFO(run.failure_text());
    CHECK(run.passed());
    REQUIRE(run.remarks.size() == 2);
    CHECK(run.remarks[0].message == "not known here: sysctl \"net.ipv4.tcp_nonsense=1\"");
    CHECK(run.remarks[1].message == "not known here: the command \"frobnicate\"");
    CHECK(run.verdict() == "PASS a.pkt [2 remarks]");
    CHECK(play("`sysctl net.inet.tcp.sack.enable=0`\n0 close(3) = -1 EBADF\n").profile == "freebsd");
}

TEST_CASE("A cookie's name stands for the cookie that we give out", "[packetdrill][play][rfc7413]") {
    const std::string listening =
        "`./defaults.sh`\n0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n"
        "+0 setsockopt(3, SOL_TCP, TCP_FASTOPEN, [1], 4) = 0\n"
        "+0 bind(3, ..., ...) = 0\n+0 listen(3, 1) = 0\n";
    // The kernel's own tests have this number for the key of defaults.sh.
    check_passes(listening +
                 "+0 < S 0:0(0) win 1000 <mss 1000,FO,nop,nop>\n"
                 "+0 > S. 0:0(0) ack 1 <mss 1460,FO 3021b9d889017eeb,nop,nop>\n");
    check_passes(listening +
                 "+0 < S 0:10(10) win 1000 <mss 1000,FO COOKIE,nop,nop>\n"
                 "+0 > S. 0:0(0) ack 11 <mss 1460>\n");
}
