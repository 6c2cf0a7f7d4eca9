#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "tcp/connection.h"
#include "tcp/findings.h"

// One end of a connection, alone on the bench: the test plays the user, the clock and the peer, and writes
// segments in the notation of the RFC's figures: "<SEQ=300><ACK=101><CTL=SYN,ACK>", and besides it
// <WND=0>, <UP=5>, <DATA=10>, the options <MSS=536>, <WS=7>, <TS=100:0>, <SACKOK>, <SACK=5101-5201,5301-5401>
// <UTO=300>, <FO=7> (a Fast Open cookie of eight sevens; <FO> asks for one) and <ECN1=1:0:1001> (AccECN, order 1),
// and <ECN=3> for the codepoint of the IP header. Text is a pattern: the byte at sequence number n tells n, so
// that whatever is delivered can be checked against its place in the stream.

namespace hw::test {

// The letter that stands at sequence number n of every stream.
constexpr char letter_at(SeqNum n) { return static_cast<char>('a' + n.raw % 26); }
std::string letters(SeqNum from, std::uint32_t count);

// The cookie that <FO=n> stands for.
tcp::FastOpenCookie cookie_of(std::uint8_t n);

class Endpoint {
  public:
    tcp::Config config{};
    tcp::Tcb tcb{};
    Instant now{};
    tcp::Effects effects{};  // of the last event
    tcp::StepTrace trace{};  // of the last event
    bool port_has_listener = false;
    std::optional<tcp::FastOpenGrant> fast_open{};  // what the host grants the next SYN

    // W0's conventions: options off, acknowledgments at once, Nagle off unless a test turns them on.
    Endpoint();

    void open_active(std::uint32_t iss);
    void open_passive(std::uint32_t iss);
    void open_fast(std::uint32_t iss, const tcp::FastOpenRequest& request, std::uint32_t count);
    void send(std::uint32_t count, tcp::Push push = tcp::Push::Yes, tcp::Urgent urgent = tcp::Urgent::No);
    std::string receive(std::uint32_t most = 100'000);
    void close();
    void abort();
    void orphan();
    void options_changed();
    void status();
    void arrives(std::string_view segment);
    // An ICMP error about a segment that this end has sent from `seq` on.
    struct Icmp {
        std::uint8_t type = 3;
        std::uint8_t code = 0;
        std::uint32_t seq = 0;
        std::uint16_t mtu = 0;
        std::uint16_t quoted_length = 1500;
    };
    void icmp_arrives(Icmp message);
    // What another end has sent, with the text it points to.
    void arrives(const tcp::OutgoingSegment& out, std::string_view text);
    // Lets time pass, serving every deadline on the way at its own instant. The effects of all of them add
    // up.
    void wait(Duration d);
    // Serves nothing on the way: the next event comes at this time.
    void at(Duration since_start) { now = Instant{} + since_start; }

    // What the last event sent, one segment a line: "<SEQ=101><ACK=301><CTL=ACK><DATA=5>".
    std::string sent() const;
    std::string sent_with_window() const;
    std::string sent_with_options() const;
    std::uint32_t segments_sent() const { return static_cast<std::uint32_t>(effects.segments.size()); }
    bool signalled(tcp::Signal signal) const;
    bool found(tcp::Finding finding) const;
    // "rst_exact_passive" of the given row in the last event, or "" if the row was not reached.
    std::string_view finding_of(tcp::Row row) const;

  private:
    tcp::Event event();
};

// Ready-made ends. Numbers are the lessons': we chose 1000, the peer 5000; the window is 65,535, the MSS
// 1460.
Endpoint established(tcp::Config config = Endpoint().config);  // opened actively
Endpoint established_passively(tcp::Config config = Endpoint().config);
Endpoint in_syn_received(tcp::Config config = Endpoint().config);  // opened passively
Endpoint in_state(tcp::State state, tcp::Config config = Endpoint().config);

}  // namespace hw::test
