// Every fuzz target, played in the tests with good inputs and with what accidents make of them; natively and as wasm.
// Long hunts are libFuzzer's (./dev test fuzz).

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/prng.h"
#include "capture/from_trace.h"
#include "capture/pcapng_write.h"
#include "lesson/library.h"
#include "sim/canned_worlds.h"
#include "sim/random_world.h"
#include "support/paths.h"
#include "tests/fuzz/target.h"

using namespace hw;
using namespace hw::fuzz;

namespace {

using Inputs = std::vector<std::string>;

void play(Target* target, const std::string& input) {
    // A copy of just this size, so that AddressSanitizer sees a byte too many.
    const std::vector<std::uint8_t> bytes(input.begin(), input.end());
    CHECK(target(bytes.data(), bytes.size()) == 0);
}

// One accident: a byte or a bit changed, a stretch lost, doubled, or come from another input.
void mutate(std::string& text, const Inputs& others, Prng& prng) {
    const auto below_size = [&](const std::string& of) {
        return prng.below(static_cast<std::uint32_t>(of.size()) + 1);
    };
    const std::uint32_t at = below_size(text);
    const std::uint32_t length = 1 + prng.below(16);
    const std::string& other = others[prng.below(static_cast<std::uint32_t>(others.size()))];
    switch (prng.below(6)) {
        case 0: text.insert(at, 1, static_cast<char>(prng.below(256))); break;
        case 1:
            if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << prng.below(8)));
            break;
        case 2: text.erase(at, length); break;
        case 3: text.insert(at, text.substr(below_size(text), length)); break;
        case 4: text.insert(at, other.substr(below_size(other), length)); break;
        default:
            if (at < text.size()) text[at] = static_cast<char>(prng.below(256));
            break;
    }
}

// Each input as it is, and `rounds` accidents in all.
void play_all(Target* target, const Inputs& inputs, std::uint32_t rounds) {
    REQUIRE_FALSE(inputs.empty());
    for (const std::string& input : inputs) play(target, input);
    Prng prng{rounds};
    for (std::uint32_t round = 0; round < rounds; ++round) {
        std::string text = inputs[prng.below(static_cast<std::uint32_t>(inputs.size()))];
        for (std::uint32_t i = 0; i <= prng.below(5); ++i) mutate(text, inputs, prng);
        play(target, text);
    }
    play(target, {});
}

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The files below a folder whose name ends so, at most `most`, in the order of their names.
Inputs files_of(std::string_view folder, std::string_view ending, std::size_t most) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_path(folder)))
        if (entry.path().extension() == ending) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    Inputs inputs;
    for (const auto& path : paths)
        if (inputs.size() < most) inputs.push_back(read(path));
    return inputs;
}

// What a random world with options, ICMP and forgeries has sent.
Inputs packets() {
    Inputs inputs;
    for (const std::uint64_t seed : {5, 8, 11}) {
        const sim::WatchedRun watched = sim::watch_random_world(seed);
        for (const sim::PacketRecord& packet : watched.trace.packets)
            if (inputs.size() < 200) inputs.emplace_back(packet.bytes.begin(), packet.bytes.end());
    }
    return inputs;
}

// Bytes that say nothing in particular: what tcp_states reads are choices.
Inputs noise(std::uint32_t count) {
    Prng prng{count};
    Inputs inputs;
    for (std::uint32_t i = 0; i < count; ++i) {
        std::string bytes(200 + prng.below(400), ' ');
        for (char& byte : bytes) byte = static_cast<char>(prng.below(256));
        inputs.push_back(bytes);
    }
    return inputs;
}

}  // namespace

TEST_CASE("No bytes that come as a packet do any harm", "[fuzz][wire]") {
    const Inputs all = packets();
    play_all(wire_parse_input, all, 4'000);
    play_all(wire_icmp_input, all, 2'000);
}

TEST_CASE("Nothing that may happen to a connection breaks its invariants", "[fuzz][tcp]") {
    play_all(tcp_states_input, noise(300), 1'500);
}

TEST_CASE("No text that comes as a packetdrill script does any harm", "[fuzz][packetdrill]") {
    play_all(packetdrill_input, files_of("tests/packetdrill", ".pkt", 40), 400);
}

TEST_CASE("No text that comes as a figure does any harm", "[fuzz][figure]") {
    play_all(script_figure_input, files_of("tests/rfc/figures", ".txt", 40), 400);
}

TEST_CASE("No bytes that come as a capture do any harm", "[fuzz][capture]") {
    Inputs captures;
    for (const std::uint64_t seed : {2, 9}) {
        const sim::WatchedRun watched = sim::watch_random_world(seed);
        const auto file = capture::write_pcapng(capture::capture_of(watched.trace, watched.world));
        captures.emplace_back(file.begin(), file.end());
    }
    play_all(capture_input, captures, 800);
}

TEST_CASE("No text that comes as a lesson's file or a claim does any harm", "[fuzz][lesson]") {
    Inputs files;
    for (const lesson::LessonText& text : lesson::embedded_lessons()) {
        files.push_back('\0' + text.toml);
        files.push_back('\1' + text.zh);
        files.push_back('\2' + text.en);
    }
    files.push_back('\0' + lesson::embedded_glossary().toml);
    files.push_back('\1' + lesson::embedded_glossary().zh);
    files.push_back('\2' + lesson::embedded_home().en);
    play_all(lesson_input, files, 60);
    play_all(
        claim_input,
        {"client.state == ESTABLISHED && server.tcb.rcv.nxt == 1001 at t=0.35",
         "first(server.state == ESTABLISHED) in 0.3..0.5", "never(client.error == ECONNRESET)",
         "segs(client, server, SYN+ACK, seq==5000, ack==1001, t<=1) > 1", "abs(1001 - client.tcb.irs) * 2",
         "count(any, ESTABLISHED)", "server[2].closed_by == RST || !(retx(server) < 3)"},
        3'000);
}

TEST_CASE("No short text and no address of the page does any harm", "[fuzz][lesson][ui]") {
    play_all(short_texts_input,
             {"0.05 drop client SYN nth 2", "0.26 old client server SYN seq 90 in 100ms",
              "0 connect client server", "<SEQ=300><ACK=X><CTL=SYN,ACK><DATA=10>", "4294967295", "200 ms",
              "2p.Ba.c-"},
             4'000);
    play_all(location_input,
             {"#/", "#/lesson/why-three-not-two?step=s3&lang=zh&theme=dark&t=1051",
              "#/lesson/why-three-not-two?progress=2p.Ba.c-&t=18446744073709551616", "#/capture",
              "last=lesson/ghosts\nlesson/ghosts=2p.Ba.c-\nduel/x=done\n"},
             4'000);
}
