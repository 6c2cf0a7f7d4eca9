// RFC 7413: TCP Fast Open, client, server and cookies.

#include <catch2/catch_test_macros.hpp>

#include <array>

#include "support/tcp/endpoint.h"
#include "tcp/fast_open_cookie.h"
#include "tcp/profiles/linux.h"

using namespace hw;
using namespace hw::test;
using tcp::Signal;
using tcp::State;
using tcp::Switch;

namespace {

Endpoint opened_fast(std::uint32_t count, tcp::FastOpenRequest request = {.cookie = cookie_of(7)}) {
    Endpoint end;
    end.open_fast(1000, request, count);
    return end;
}

// A listener to which "<SYN><DATA=5>" comes, and what the host grants it.
Endpoint served(tcp::FastOpenGrant grant, const char* syn = "<SEQ=5000><CTL=SYN><MSS=1460><DATA=5><FO=7>") {
    Endpoint end = in_state(State::Listen);
    end.fast_open = grant;
    end.arrives(syn);
    return end;
}

constexpr tcp::FastOpenPeers peers{{0x0a000001}, {0x0a000002}};
constexpr tcp::FastOpenKeys keys{.current = {1, 2}, .previous = SipKey{3, 4}};

tcp::Config server() {
    tcp::Config config = Endpoint().config;
    config.fast_open_server = Switch::On;
    return config;
}

// What a server makes of a SYN with this cookie and `count` bytes of text.
std::optional<tcp::FastOpenGrant> judged(const tcp::FastOpenCookie& cookie, std::uint32_t count = 5,
                                         const tcp::Config& config = server()) {
    static constexpr std::array<std::uint8_t, 16> text{};
    wire::Segment syn;
    syn.ctl = wire::syn;
    syn.options.has_fast_open = true;
    syn.options.fast_open_cookie = cookie;
    syn.text = std::span(text).first(count);
    return tcp::judge_fast_open(config, keys, peers, syn);
}

}  // namespace

TEST_CASE("Without a cookie the client asks for one, and its text waits", "[rfc7413][4.2.1]") {
    Endpoint a = opened_fast(10, {});
    CHECK(a.sent_with_options() == "<SEQ=1000><CTL=SYN><MSS=1460><FO>");
    CHECK(a.effects.accepted_bytes == 10);
    a.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><FO=9>");
    CHECK(a.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10>");
    CHECK(a.tcb.fast_open.cookie_is_new);
    CHECK(a.tcb.fast_open.cookie == cookie_of(9));
}

TEST_CASE("With a cookie the SYN carries text, up to the MSS that came with it or 536", "[rfc7413][4.2.2]") {
    CHECK(opened_fast(10).sent() == "<SEQ=1000><CTL=SYN><DATA=10>");
    CHECK(opened_fast(10).tcb.snd.nxt == SeqNum{1011});
    // 40 bytes are kept for options (Linux: tcp_send_syn_data()).
    CHECK(opened_fast(5'000).sent() == "<SEQ=1000><CTL=SYN><DATA=496>");
    CHECK(opened_fast(5'000, {.cookie = cookie_of(7), .peer_mss = 1'460}).sent() ==
          "<SEQ=1000><CTL=SYN><DATA=1420>");
}

TEST_CASE("A SYN,ACK that acknowledges the text leaves nothing to repeat", "[rfc7413][4.2.2]") {
    Endpoint a = opened_fast(600);
    a.arrives("<SEQ=5000><ACK=1497><CTL=SYN,ACK><MSS=1460>");
    CHECK(a.tcb.state == State::Established);
    CHECK(a.sent() == "<SEQ=1497><ACK=5001><CTL=PSH,ACK><DATA=104>");
}

TEST_CASE("Text that the SYN,ACK does not acknowledge goes again with the first ACK",
          "[rfc7413][4.2.2][linux][M13]") {
    Endpoint a = opened_fast(10, {.needs_no_cookie = true});
    CHECK(a.sent_with_options() == "<SEQ=1000><CTL=SYN><DATA=10><MSS=1460>");
    a.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460>");
    CHECK(a.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10>");
    CHECK(a.tcb.fast_open.text_was_refused);
    a.arrives("<SEQ=5001><ACK=1011><CTL=ACK>");
    CHECK(a.tcb.snd.una == a.tcb.snd.nxt);
}

TEST_CASE("When the SYN timer fires the SYN goes again without text and option", "[rfc7413][4.2.2]") {
    Endpoint a = opened_fast(10);
    a.wait(1_s);
    CHECK(a.sent_with_options() == "<SEQ=1000><CTL=SYN><MSS=1460>");
    SECTION("the server has seen only this one") {
        a.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460>");
        CHECK(a.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10>");
    }
    SECTION("the server had seen the first") {
        a.arrives("<SEQ=5000><ACK=1011><CTL=SYN,ACK><MSS=1460>");
        CHECK(a.sent() == "<SEQ=1011><ACK=5001><CTL=ACK>");
    }
}

TEST_CASE("The experimental option is answered in kind", "[rfc7413][4.1.1]") {
    Endpoint a = opened_fast(10, {.cookie = cookie_of(7), .is_experimental = true});
    CHECK(a.effects.segments[0].options.fast_open_is_experimental);
    Endpoint b = in_state(State::Listen);
    b.fast_open = tcp::FastOpenGrant{.cookie = cookie_of(9)};
    b.arrives(a.effects.segments[0], letters({1001}, 10));
    CHECK(b.effects.segments[0].options.fast_open_is_experimental);
    CHECK(b.sent_with_options() == "<SEQ=1000><ACK=1001><CTL=SYN,ACK><MSS=1460><FO=9>");
}

TEST_CASE("A server lets text in with a valid cookie, acknowledges it, and may answer at once",
          "[rfc7413][4.2.2][N16]") {
    Endpoint b = served({.is_valid = true});
    CHECK(b.sent_with_options() == "<SEQ=1000><ACK=5006><CTL=SYN,ACK><MSS=1460>");
    CHECK(b.tcb.state == State::SynReceived);
    CHECK(b.signalled(Signal::FastOpened));
    CHECK(b.signalled(Signal::Readable));
    CHECK(b.receive() == letters({5001}, 5));
    b.send(8);
    CHECK(b.sent() == "<SEQ=1001><ACK=5006><CTL=PSH,ACK><DATA=8>");
    b.arrives("<SEQ=5006><ACK=1009><CTL=ACK>");
    CHECK(b.tcb.state == State::Established);
    CHECK(b.signalled(Signal::Established));
    CHECK(b.tcb.snd.una == b.tcb.snd.nxt);
}

TEST_CASE("A server may close before the handshake is complete", "[rfc7413][4.2.2]") {
    Endpoint b = served({.is_valid = true});
    b.receive();
    b.close();
    CHECK(b.sent() == "<SEQ=1001><ACK=5006><CTL=FIN,ACK>");
    CHECK(b.tcb.state == State::FinWait1);
    b.arrives("<SEQ=5006><ACK=1002><CTL=ACK>");
    CHECK(b.tcb.state == State::FinWait2);
}

TEST_CASE("With a wrong cookie the text waits for the handshake, and a good one is given",
          "[rfc7413][4.1.2][4.2.2]") {
    Endpoint b = served({.is_valid = false, .cookie = cookie_of(9)});
    CHECK(b.sent_with_options() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK><MSS=1460><FO=9>");
    CHECK_FALSE(b.signalled(Signal::FastOpened));
    CHECK(b.receive().empty());
}

TEST_CASE("When the SYN-ACK timer fires it goes again without option and text", "[rfc7413][4.2.2]") {
    Endpoint b = served({.is_valid = true, .cookie = cookie_of(9)});
    b.receive();
    b.send(8);
    b.wait(1_s);
    CHECK(b.sent_with_options() == "<SEQ=1000><ACK=5006><CTL=SYN,ACK><MSS=1460>");
}

TEST_CASE("A reset tells the user of a connection that was opened fast", "[rfc7413][4.2.2]") {
    Endpoint b = served({.is_valid = true});
    b.arrives("<SEQ=5006><CTL=RST>");
    CHECK(b.signalled(Signal::Reset));
    CHECK(b.tcb.state == State::Closed);
}

TEST_CASE("A repeated SYN with the same text is not delivered twice while the connection lives",
          "[rfc7413][2.1]") {
    Endpoint b = served({.is_valid = true});
    CHECK(b.receive() == letters({5001}, 5));
    b.arrives("<SEQ=5000><CTL=SYN><DATA=5><FO=7>");
    CHECK(b.receive().empty());
}

TEST_CASE("A cookie authenticates the client's address and comes from the server's key", "[rfc7413][4.1.2]") {
    const tcp::FastOpenCookie cookie = tcp::fast_open_cookie(keys.current, peers);
    CHECK(cookie.size() == 8);
    CHECK(cookie == tcp::fast_open_cookie(keys.current, peers));
    CHECK_FALSE(cookie == tcp::fast_open_cookie(keys.current, {{0x0a000009}, {0x0a000002}}));
    CHECK_FALSE(cookie == tcp::fast_open_cookie({1, 3}, peers));
}

TEST_CASE("A cookie may be made of the client's address alone, as FreeBSD has it",
          "[rfc7413][4.1.2][freebsd]") {
    constexpr auto of_client = tcp::FastOpenCookieOf::Client;
    const tcp::FastOpenPeers elsewhere{peers.client, {0x0a000003}};
    CHECK(tcp::fast_open_cookie(keys.current, peers, of_client) ==
          tcp::fast_open_cookie(keys.current, elsewhere, of_client));
    CHECK_FALSE(tcp::fast_open_cookie(keys.current, peers) == tcp::fast_open_cookie(keys.current, elsewhere));
    tcp::Config config = server();
    config.fast_open_cookie_of = of_client;
    config.fast_open_repeats_cookie = Switch::On;
    const tcp::FastOpenCookie good = tcp::fast_open_cookie(keys.current, elsewhere, of_client);
    CHECK(judged(good, 5, config)->is_valid);
    CHECK(judged(good, 5, config)->cookie == good);
}

TEST_CASE("A listener's keys are 16 bytes, or 32 for two", "[rfc7413][4.1.2][linux]") {
    const std::string_view first = "0123456789abcdef", second = "fedcba9876543210";
    const std::string both = std::string(first) + std::string(second);
    REQUIRE(tcp::fast_open_keys(first));
    CHECK(tcp::fast_open_keys(first)->current.k0 == 0x3736'3534'3332'3130u);
    CHECK_FALSE(tcp::fast_open_keys(first)->previous);
    REQUIRE(tcp::fast_open_keys(both));
    CHECK(tcp::fast_open_keys(both)->current == tcp::fast_open_keys(first)->current);
    CHECK(tcp::fast_open_keys(both)->previous == tcp::fast_open_keys(second)->current);
    CHECK_FALSE(tcp::fast_open_keys(""));
    CHECK_FALSE(tcp::fast_open_keys(first.substr(1)));
}

TEST_CASE("A listener judges a SYN by its cookie", "[rfc7413][4.1.2]") {
    const tcp::FastOpenCookie good = tcp::fast_open_cookie(keys.current, peers);
    const tcp::FastOpenCookie old = tcp::fast_open_cookie(*keys.previous, peers);
    CHECK(judged(good)->is_valid);
    CHECK(judged(good)->cookie.empty());
    CHECK(judged(good, 0)->is_valid);
    // The key has changed since: good still, and replaced.
    CHECK(judged(old)->is_valid);
    CHECK(judged(old)->cookie == good);
    CHECK_FALSE(judged(cookie_of(1))->is_valid);
    CHECK(judged(cookie_of(1))->cookie == good);
    CHECK_FALSE(judged({}, 0)->is_valid);
    CHECK(judged({}, 0)->cookie == good);
    CHECK_FALSE(judged(good, 5, Endpoint().config));
}

TEST_CASE("A SYN,ACK that waits takes along what is written meanwhile, or goes when its time has come",
          "[rfc7413][4.2.2][freebsd]") {
    tcp::Config config = Endpoint().config;
    config.rules = tcp::RuleBookId::FreeBsd;
    config.fast_open_syn_ack_waits = Switch::On;
    const auto opened = [&] {
        Endpoint b = in_state(State::Listen, config);
        b.fast_open = tcp::FastOpenGrant{.is_valid = true};
        b.arrives("<SEQ=5000><CTL=SYN><MSS=1460><DATA=5><FO=7>");
        CHECK(b.sent().empty());
        CHECK(b.tcb.state == State::SynReceived);
        return b;
    };
    Endpoint written = opened();
    written.send(20);
    CHECK(written.sent() == "<SEQ=1000><ACK=5006><CTL=SYN,ACK><DATA=20>");
    written.arrives("<SEQ=5006><ACK=1021><CTL=ACK>");
    CHECK(written.tcb.state == State::Established);

    Endpoint idle = opened();
    idle.wait(config.ack_delay);
    CHECK(idle.sent() == "<SEQ=1000><ACK=5006><CTL=SYN,ACK>");

    Endpoint closed = opened();
    closed.close();
    CHECK(closed.sent() == "<SEQ=1000><ACK=5006><CTL=SYN,ACK>\n<SEQ=1001><ACK=5006><CTL=FIN,ACK>");
}

TEST_CASE("A listener may do without cookies", "[rfc7413][7.3]") {
    tcp::Config config = server();
    config.fast_open_without_cookie = Switch::On;
    CHECK(judged({}, 5, config)->is_valid);
    CHECK(judged({}, 5, config)->cookie.empty());
}

TEST_CASE("Without Fast Open a listener of the RFC keeps the text of a SYN; Linux ignores it",
          "[rfc9293][3.10.7.2][linux][M13]") {
    tcp::Config config = Endpoint().config;
    config.rules = tcp::RuleBookId::Linux;
    Endpoint b = in_state(State::Listen, config);
    b.arrives("<SEQ=5000><CTL=SYN><MSS=1460><DATA=10>");
    CHECK(b.sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK>");
    b.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    CHECK(b.receive().empty());
    b.arrives("<SEQ=5001><ACK=1001><CTL=PSH,ACK><DATA=10>");
    CHECK(b.receive() == letters({5001}, 10));
}
