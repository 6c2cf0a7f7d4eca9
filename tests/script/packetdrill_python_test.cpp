#include <catch2/catch_test_macros.hpp>

#include "script/packetdrill/python.h"

using namespace hw::packetdrill;

namespace {

std::string run(std::string_view code) {
    PythonVariables variables;
    std::string printed;
    const PythonNames names{{"tcpi_snd_cwnd", 10}, {"tcpi_rtt", 100'500}, {"TCPI_OPT_SACK", 2}};
    const auto trouble = run_python(code, names, variables, printed);
    return trouble ? std::to_string(trouble->line) + ": " + trouble->message : printed;
}

}  // namespace

TEST_CASE("Assertions hold or say what the numbers were", "[packetdrill][python]") {
    CHECK(run(" assert tcpi_snd_cwnd == 10, tcpi_snd_cwnd ").empty());
    CHECK(run("assert tcpi_snd_cwnd == 11, 'cwnd=%d' % tcpi_snd_cwnd") ==
          "0: assertion failed: \"tcpi_snd_cwnd == 11\"; tcpi_snd_cwnd is 10");
    CHECK(run("\nassert 1\nassert 0") == "2: assertion failed: \"0\"");
    CHECK(run("assert tcpi_lost == 1").find("'tcpi_lost' is not known here") != std::string::npos);
}

TEST_CASE("Comparisons are chained, and numbers are exact", "[packetdrill][python]") {
    CHECK(run("assert 100000 <= tcpi_rtt < 101000").empty());
    CHECK_FALSE(run("assert 1 < 3 < 2").empty());
    CHECK(run("assert tcpi_rtt / 1000 == 100.5 and 7 // 2 == 3 and -7 // 2 == -4 and -7 % 3 == 2").empty());
    CHECK(run("assert 0.1 + 0.2 == 0.3 and 2 ** 10 == 1024 and (1 if False else 2) == 2").empty());
}

TEST_CASE("Bits, words and lists are as Python has them", "[packetdrill][python]") {
    CHECK(run("assert 6 & TCPI_OPT_SACK and 1 << 4 | 1 == 17 and ~0 == -1 and 0x10 ^ 1 == 17").empty());
    CHECK(run("assert not 0 and (1 or undefined) and not (0 and undefined)").empty());
    CHECK(run("assert tcpi_snd_cwnd in [9, 10] and 3 not in (1, 2) and max(1, 2) == 2 and abs(-3) == 3")
              .empty());
    CHECK(run("a = 5; b = a * 2\nassert b == tcpi_snd_cwnd, \\\n 'no'").empty());
    CHECK(run("print(1, 'x')\nprint(2)") == "1 x \n2\n");
}

TEST_CASE("What is no Python is refused", "[packetdrill][python]") {
    for (const char* code :
         {"assert", "assert (1", "x = ", "assert 1 +", "assert 'a", "assert 1 / 0 == 1", "while 1: pass",
          "assert 1 << 70", "assert ((((1", "assert 99999999999999999999 == 1"}) {
        INFO(code);
        CHECK_FALSE(run(code).empty());
    }
    std::string deep(1'000, '(');
    CHECK_FALSE(run("assert " + deep).empty());
}
