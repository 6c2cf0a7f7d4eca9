#include <catch2/catch_test_macros.hpp>

#include "base/prng.h"
#include "script/figure.h"

using namespace hw;
using namespace hw::script;

namespace {

FigurePlay play(std::string_view text, const FigureOptions& options = {}) {
    const auto figure = parse_figure("a.txt", text);
    INFO((figure.ok() ? "" : figure.error().to_text()));
    REQUIRE(figure.ok());
    return play_figure(*figure, options);
}

void check_plays(std::string_view text) {
    const FigurePlay run = play(text);
    INFO(run.failure_text());
    CHECK(run.ok());
}

std::string failure_of(std::string_view text) {
    const FigurePlay run = play(text);
    REQUIRE_FALSE(run.ok());
    return run.failure->to_text();
}

constexpr std::string_view handshake =
    "1.  CLOSED                                               LISTEN\n"
    "2.  SYN-SENT    --> <SEQ=100><CTL=SYN>               --> SYN-RECEIVED\n"
    "3.  ESTABLISHED <-- <SEQ=300><ACK=101><CTL=SYN,ACK>  <-- SYN-RECEIVED\n"
    "4.  ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK>      --> ESTABLISHED\n";

std::string after_handshake(std::string_view lines) { return std::string(handshake) + std::string(lines); }

}  // namespace

TEST_CASE("A lost SYN is sent again, which takes no wait in the figure", "[script][figure][rfc6298]") {
    check_plays(
        "1.  CLOSED                                               LISTEN\n"
        "2.  SYN-SENT    --x <SEQ=100><CTL=SYN>                   LISTEN\n"
        "3.  SYN-SENT    --> <SEQ=100><CTL=SYN>               --> SYN-RECEIVED\n"
        "4.  SYN-SENT    x-- <SEQ=300><ACK=101><CTL=SYN,ACK>  <-- SYN-RECEIVED\n"
        "5.  SYN-SENT        (wait 500 ms)\n"
        "6.  SYN-SENT        (nothing yet)                        SYN-RECEIVED\n");
}

TEST_CASE("Data is sent when asked, held, lost and sent again", "[script][figure]") {
    check_plays(
        after_handshake("5.  (Send 1000)\n"
                        "    ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK><DATA=1000>  --x ESTABLISHED\n"
                        "6.  (wait 1 s)\n"
                        "    ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK><DATA=1000>  --> ESTABLISHED\n"
                        "7.  ESTABLISHED <-- <SEQ=301><ACK=1101><CTL=ACK>            <-- ESTABLISHED\n"
                        "8.  ESTABLISHED                                                 ESTABLISHED\n"));
}

TEST_CASE("Segments may overtake each other in the network", "[script][figure][rfc9293][3.10.7.4]") {
    check_plays(
        after_handshake("5.  (Send 10)\n"
                        "    ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK><DATA=10>  ...\n"
                        "6.  (Send 20)\n"
                        "    ESTABLISHED --> <SEQ=111><ACK=301><CTL=ACK><DATA=20>  --> ESTABLISHED\n"
                        "7.  ESTABLISHED <-- <SEQ=301><ACK=101><CTL=ACK>           <-- ESTABLISHED\n"
                        "8.              ... <SEQ=101><ACK=301><CTL=ACK><DATA=10>  --> ESTABLISHED\n"
                        "9.  ESTABLISHED <-- <SEQ=301><ACK=131><CTL=ACK>           <-- ESTABLISHED\n"));
}

TEST_CASE("A segment that the figure does not mention fails it", "[script][figure][errors]") {
    CHECK(failure_of(after_handshake("5.  (Send 10)\n6.  ESTABLISHED     ESTABLISHED\n")) ==
          "a.txt:6: A sent <SEQ=101><ACK=301><CTL=PSH,ACK><DATA=10>, which the figure does not mention");
    CHECK(failure_of("1.  CLOSED                                LISTEN\n"
                     "2.  SYN-SENT --> <SEQ=100><CTL=SYN>   --> SYN-RECEIVED\n"
                     "3.  SYN-SENT                              SYN-RECEIVED\n") ==
          "a.txt:3: B sent <SEQ=300><ACK=101><CTL=SYN,ACK>, which the figure does not mention");
}

TEST_CASE("What the last segment provokes lies beyond the figure, what was there before does not",
          "[script][figure]") {
    const std::string data = "5.  ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK><DATA>  --> ESTABLISHED\n";
    check_plays(after_handshake(data));
    CHECK(failure_of(after_handshake(data + "6.  ESTABLISHED        ESTABLISHED\n")) ==
          "a.txt:6: B sent <SEQ=301><ACK=111><CTL=ACK>, which the figure does not mention");
    CHECK(failure_of(
              after_handshake("5. (Send 10)                                 (Send 20)\n"
                              "   ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK><DATA=10> --> ESTABLISHED\n")) ==
          "a.txt:6: B sent <SEQ=301><ACK=101><CTL=PSH,ACK><DATA=20>, which the figure does not mention");
}

TEST_CASE("A failure names the line, what was sent and the story so far", "[script][figure][errors]") {
    const FigurePlay run = play(
        "1.  CLOSED                                               LISTEN\n"
        "2.  SYN-SENT    --> <SEQ=100><CTL=SYN>               --> SYN-RECEIVED\n"
        "3.  ESTABLISHED <-- <SEQ=300><ACK=100><CTL=SYN,ACK>  <-- SYN-RECEIVED\n");
    CHECK(run.failure_text() ==
          "1.  CLOSED                                               LISTEN\n"
          "2.  SYN-SENT    --> <SEQ=100><CTL=SYN>               --> SYN-RECEIVED\n"
          "3.  ESTABLISHED <-- <SEQ=300><ACK=100><CTL=SYN,ACK>  <-- SYN-RECEIVED\n"
          "^^^ a.txt:3: B sent <SEQ=300><ACK=101><CTL=SYN,ACK>, expected <SEQ=300><ACK=100><CTL=SYN,ACK>: "
          "ACK is "
          "101, not 100\n");
    CHECK(run.segments == 1);
}

TEST_CASE("A wrong state, a missing segment and an impossible call are told", "[script][figure][errors]") {
    CHECK(failure_of("1.  CLOSED                                LISTEN\n"
                     "2.  SYN-SENT --> <SEQ=100><CTL=SYN>   --> ESTABLISHED\n") ==
          "a.txt:2: B is in SYN-RECEIVED, expected ESTABLISHED");
    CHECK(failure_of(after_handshake("5. ESTABLISHED --> <SEQ=101><CTL=FIN,ACK> --> CLOSE-WAIT\n")) ==
          "a.txt:5: A sent nothing, expected <SEQ=101><CTL=FIN,ACK>");
    CHECK(failure_of("1.  CLOSED            LISTEN\n2.  (Close)\n").substr(0, 25) ==
          "a.txt:2: A cannot close: ");
    CHECK(failure_of(after_handshake("5.  ... <SEQ=5><CTL=ACK> --> ESTABLISHED\n")) ==
          "a.txt:5: no segment <SEQ=5><CTL=ACK> of A is in the network");
}

TEST_CASE("No time passes in silence: a segment that only a timer sends needs a wait", "[script][figure]") {
    const FigureOptions delaying{.tcp = {.nagle = tcp::Switch::Off}};
    const std::string data =
        after_handshake("5.  ESTABLISHED --> <SEQ=101><CTL=ACK><DATA=10>  --> ESTABLISHED\n");
    const std::string answer = "    ESTABLISHED <-- <SEQ=301><ACK=111><CTL=ACK>  <-- ESTABLISHED\n";
    CHECK(play(data + "6.\n" + answer, delaying).failure->message ==
          "B sent nothing, expected <SEQ=301><ACK=111><CTL=ACK>");
    CHECK(play(data + "6.  (wait 500 ms)\n" + answer, delaying).ok());
}

TEST_CASE("A peer that reboots has forgotten, and its next segment says so",
          "[script][figure][rfc9293][3.5.1]") {
    check_plays(
        after_handshake("5.  (Reboot)\n"
                        "    CLOSED      <-- <SEQ=301><ACK=101><CTL=ACK><DATA=5>  <-- ESTABLISHED\n"
                        "6.              --> <SEQ=101><CTL=RST>                   --> (Abort!!)\n"
                        "7.  CLOSED                                                   CLOSED\n"));
}

TEST_CASE("The same figure gives the same digest, another one another", "[script][determinism]") {
    const std::uint64_t digest = play(handshake).digest;
    CHECK(play(handshake).digest == digest);
    CHECK(
        play(after_handshake("5. (wait 1 s)\n   ESTABLISHED --> <CTL=ACK><DATA> --> ESTABLISHED\n")).digest !=
        digest);
}

TEST_CASE("Ten thousand damaged figures are refused, fail or play, and never end the program",
          "[script][mutation]") {
    const std::string whole = after_handshake(
        "5.  (Send 10)                                       (Close)\n"
        "    ESTABLISHED --> <SEQ=101><CTL=ACK><DATA=10>      ...\n"
        "6.  (duplicate) ... <SEQ=Z><CTL=SYN>                 --> ESTABLISHED\n"
        "7.  (2 MSL)         (Abort)                              (Reboot)\n");
    constexpr std::string_view alphabet = "()<>-.x= \n0123456789SYNACKFINRSTCLOSEDLISTENabort";
    Prng prng{5};
    int refused = 0, failed = 0;
    for (int round = 0; round < 10'000; ++round) {
        std::string text = whole;
        for (std::uint32_t edits = prng.between(1, 3); edits > 0; --edits) {
            const std::uint32_t at = prng.below(static_cast<std::uint32_t>(text.size()));
            const char letter = alphabet[prng.below(static_cast<std::uint32_t>(alphabet.size()))];
            switch (prng.below(3)) {
                case 0: text[at] = letter; break;
                case 1: text.insert(at, 1, letter); break;
                default: text.erase(at, prng.between(1, 12)); break;
            }
        }
        const auto figure = parse_figure("a.txt", text);
        if (!figure.ok()) {
            ++refused;
            REQUIRE_FALSE(figure.error().message.empty());
            continue;
        }
        const FigurePlay run = play_figure(*figure);
        failed += run.ok() ? 0 : 1;
        if (!run.ok()) REQUIRE(run.failure->line > 0);
    }
    CHECK(refused > 1'000);
    CHECK(failed > 500);
}
