#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "support/cli/command_line.h"
#include "support/paths.h"

// The command line as somebody types it: what is printed where, and the exit status.

using namespace hw::cli;

namespace {

using Result = hw::test::CommandResult;

Result run(const std::vector<std::string>& words) { return hw::test::run_command(words); }

bool contains(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

const std::string source_folder = hw::test::source_path("");
const std::string figure_6 = source_folder + "/tests/rfc/figures/figure_06.txt";

}  // namespace

TEST_CASE("Help is a result: on standard output, with status 0", "[cli]") {
    for (const std::vector<std::string>& words : {std::vector<std::string>{"--help"}, {"help"}, {"-h"}}) {
        const Result help = run(words);
        CHECK(help.status == ExitStatus::Good);
        CHECK(contains(help.out, "usage: handwave COMMAND"));
        CHECK(help.err.empty());
        for (const Command& command : commands()) CHECK(contains(help.out, command.name));
    }
}

TEST_CASE("Every command explains itself and each of its options", "[cli]") {
    for (const Command& command : commands()) {
        const std::size_t blank = command.name.find(' ');
        std::vector<std::string> words{std::string(command.name.substr(0, blank))};
        if (blank != command.name.npos) words.emplace_back(command.name.substr(blank + 1));
        words.emplace_back("--help");
        const Result help = run(words);
        CAPTURE(command.name);
        CHECK(help.status == ExitStatus::Good);
        CHECK(contains(help.out, "usage: handwave " + std::string(command.name)));
        for (const OptionSpec& option : command.options) CHECK(contains(help.out, option.name));
        CHECK(help.err.empty());
    }
}

TEST_CASE("What options mean stands in one column, whatever they take", "[cli]") {
    const std::string help = run({"packetdrill", "--help"}).out;
    CHECK(contains(help, "\n  --profile NAME         whose"));
    CHECK(contains(help, "\n  --define NAME=VALUE,…  what"));
}

TEST_CASE("Misuse ends with status 2, says what was wrong on standard error and prints no result",
          "[cli][errors]") {
    struct Case {
        std::vector<std::string> words;
        std::string says;
    };
    const Case cases[] = {
        {{}, "usage: handwave COMMAND"},
        {{"figures"}, "handwave: there is no command 'figures'"},
        {{"--verbose"}, "handwave: unknown option '--verbose'"},
        {{"lesson"}, "lesson check"},
        {{"lesson", "chek"}, "lesson check"},
        {{"figure"}, "handwave figure: expected FILE…"},
        {{"figure", figure_6, "--color"}, "handwave figure: unknown option '--color'"},
        {{"figure", figure_6, "--rules"}, "handwave figure: option '--rules' needs a value: NAME"},
        {{"figure", figure_6, "--rules", "tcp"},
         "there are no rules 'tcp'; there are rfc9293, linux, two_step_handshake"},
        {{"figure", figure_6, "--format", "xml"}, "handwave figure: --format is text or json"},
        {{"figure", figure_6, "--format=json", "--format=json"}, "option '--format' is given twice"},
        {{"figure", "no/such/file"}, "no/such/file: "},
        {{"figure", source_folder}, source_folder + ": it cannot be read as a file"},
        {{"bench", "W9"}, "handwave bench: there is no workload 'W9'"},
        {{"bench", "--connections", "0"}, "handwave bench: --connections is a number from 1 to 1600000"},
        {{"bench", "--runs", "0"}, "handwave bench: --runs is a number from 1 to 1000"},
        {{"sim"}, "handwave sim: expected --seeds A..B"},
        {{"sim", "--seeds", "9..1"}, "--seeds is A..B with 0 <= A <= B < 2^32, not '9..1'"},
        {{"sim", "--seeds", "1..x"}, "not '1..x'"},
        {{"sim", "--seeds", "4294967296"}, "not '4294967296'"},
        {{"sim", "--seeds", "1..2", "extra"}, "unexpected 'extra'"},
        {{"digest", "nowhere"}, "handwave digest: there is no lesson or world 'nowhere'"},
        {{"lesson", "check", "nothing"}, "handwave lesson check: there is no lesson 'nothing'"},
        {{"lesson", "check", "--lessons", "no/such/folder"}, "no/such/folder: "},
        {{"lesson", "check", "--verbose=yes"}, "option '--verbose' takes no value"},
    };
    for (const Case& misused : cases) {
        const Result result = run(misused.words);
        CAPTURE(misused.says, result.err);
        CHECK(result.status == ExitStatus::Misused);
        CHECK(contains(result.err, misused.says));
        CHECK(result.out.empty());
    }
}

TEST_CASE("A figure that the engine follows is good; one that it does not follow fails with its story",
          "[cli][figure]") {
    const Result good = run({"figure", figure_6});
    CHECK(good.status == ExitStatus::Good);
    CHECK(good.out == figure_6 + ": good, 4 segments\n");
    CHECK(good.err.empty());

    const Result failed = run({"figure", "--rules=two_step_handshake", figure_6});
    CHECK(failed.status == ExitStatus::Failed);
    CHECK(failed.out.empty());
    CHECK(contains(failed.err, "1.  CLOSED                                               LISTEN\n"));
    CHECK(contains(failed.err, "^^^ " + figure_6 + ":5: B is in ESTABLISHED, expected SYN-RECEIVED"));

    const Result one_peer = run({"figure", "--rules-a", "two_step_handshake", figure_6});
    CHECK(contains(one_peer.err, "A sent nothing, expected <SEQ=101><ACK=301><CTL=ACK>"));
}

TEST_CASE("A run is written as a figure that the command plays", "[cli][figure][write]") {
    const Result drawn = run({"figure", "--write", figure_6});
    CHECK(drawn.status == ExitStatus::Good);
    CHECK(drawn.err.empty());
    CHECK(contains(drawn.out, "   2.  (Open)\n"));
    CHECK(contains(drawn.out, "SYN-SENT     --> <SEQ=100><CTL=SYN>                   --> SYN-RECEIVED"));
    const Result w0 = run({"figure", "--write", "w0"});
    CHECK(w0.status == ExitStatus::Good);
    CHECK(contains(w0.out, "(2 MSL)"));

    const Result failed = run({"figure", "--write", "--rules=two_step_handshake", figure_6});
    CHECK(failed.status == ExitStatus::Failed);
    CHECK(contains(failed.err, "B is in ESTABLISHED, expected SYN-RECEIVED"));
    CHECK(contains(failed.out, "--> ESTABLISHED"));  // what happened until then
    CHECK(run({"figure", "--write", "no/such/file"}).status == ExitStatus::Misused);
}

TEST_CASE("A file that is no figure fails, and says in which line", "[cli][figure][errors]") {
    const std::string file = source_folder + "/tests/cli/data/not_a_figure.txt";
    const Result result = run({"figure", file, figure_6});
    CHECK(result.status == ExitStatus::Failed);
    CHECK(contains(result.err, file + ":2: expected a state such as SYN-SENT"));
    CHECK(contains(result.out, figure_6 + ": good"));  // the other one is played all the same
}

TEST_CASE("A program may read the results as JSON, one object a line", "[cli][figure]") {
    const Result good = run({"figure", "--format", "json", figure_6});
    CHECK(good.out.substr(0, 12) == "{\"figure\":\"/");
    CHECK(contains(good.out, "\"good\":true,\"segments\":4,\"digest\":\""));
    const Result failed = run({"figure", "--format", "json", "--rules", "two_step_handshake", figure_6});
    CHECK(failed.status == ExitStatus::Failed);
    CHECK(contains(failed.out,
                   "\"failure\":{\"line\":5,\"message\":\"B is in ESTABLISHED, expected SYN-RECEIVED\"}"));
    CHECK(failed.err.empty());
    const Result refused =
        run({"figure", "--format", "json", source_folder + "/tests/cli/data/not_a_figure.txt"});
    CHECK(refused.status == ExitStatus::Failed);
    CHECK(contains(refused.out, "\"good\":false"));
    CHECK(contains(refused.out, "\"failure\":{\"line\":2,"));
}

TEST_CASE("A lesson that is compiled in is good, and that in the source tree is the same", "[cli][lesson]") {
    const Result embedded = run({"lesson", "check", "why-three-not-two"});
    INFO(embedded.err);
    CHECK(embedded.status == ExitStatus::Good);
    CHECK(contains(embedded.out, "why-three-not-two: good, "));
    CHECK(contains(embedded.out, " claims judged, 0 problems\n"));
    const std::string folder = source_folder + "/lessons/ghosts";
    CHECK(run({"lesson", "check", folder}).out == run({"lesson", "check", "ghosts"}).out);
    const Result one = run({"lesson", "check", "--verbose", source_folder + "/lessons/why-three-not-two/"});
    CHECK(contains(one.out, "  holds    "));
    CHECK(contains(one.out, "  does not "));
    CHECK(contains(run({"lesson", "check", "ghosts", "--format=json"}).out, "\"good\":true"));
}

TEST_CASE("A broken lesson fails, with its file and line on standard error", "[cli][lesson][errors]") {
    const std::string folder = source_folder + "/tests/cli/data/broken_lesson";
    const Result result = run({"lesson", "check", folder});
    CHECK(result.status == ExitStatus::Failed);
    CHECK(contains(result.err, folder + "/lesson.toml:"));
    CHECK(contains(result.out, "broken_lesson: FAILED"));
    CHECK(run({"lesson", "check", folder, "--format", "json"}).status == ExitStatus::Failed);
}

TEST_CASE("The digest of a world is sixteen digits and its name, always the same", "[cli][determinism]") {
    const Result first = run({"digest", "w0"});
    CHECK(first.status == ExitStatus::Good);
    REQUIRE(first.out.size() == 16 + 5);
    CHECK(first.out.substr(16) == "  w0\n");
    CHECK(run({"digest", "w0"}).out == first.out);
}

TEST_CASE("Random worlds are counted, and their digest is one of all of them", "[cli][sim]") {
    const Result counted = run({"sim", "--seeds", "1..3"});
    INFO(counted.err);
    CHECK(counted.status == ExitStatus::Good);
    CHECK(counted.out.substr(0, 10) == "3 worlds, ");
    CHECK(contains(counted.out, " events, 0 failed\n"));

    const Result digest = run({"sim", "--seeds=1..3", "--digest"});
    CHECK(digest.out.substr(16) == "  seeds 1..3\n");
    CHECK(run({"sim", "--seeds", "1..2", "--digest"}).out.substr(0, 16) != digest.out.substr(0, 16));
    CHECK(contains(run({"sim", "--seeds", "1..3", "--format", "json"}).out, digest.out.substr(0, 16)));
}
