#include "lesson/diagram_ways.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace hw::lesson {

namespace {

using Lines = std::span<const std::string_view>;

// The high road: one asks, the other answers, and they part one after the other.
constexpr std::array<std::string_view, 5> everyday{"0 listen B for A", "0 connect A B",
                                                   "0.5 send A \"HELLO\"", "1 close A", "1.25 close B"};
// §3.5, Figure 7.
constexpr std::array<std::string_view, 2> both_open{"0 connect A B", "0 connect B A"};
// §3.6, Figure 13.
constexpr std::array<std::string_view, 4> both_close{"0 listen B for A", "0 connect A B", "1 close A",
                                                     "1 close B"};
// §3.10.4, SYN-RECEIVED: "form a FIN segment and send it, and enter FIN-WAIT-1 state".
constexpr std::array<std::string_view, 3> early_close{"0 listen B for A", "0 connect A B", "0.15 close B"};
// §3.10.4, SYN-SENT: "Delete the TCB"; whose SYN,ACK then meets CLOSED, and whose reset sends B back to LISTEN.
constexpr std::array<std::string_view, 3> give_up{"0 listen B for A", "0 connect A B", "0.05 close A"};
// §3.10.2, LISTEN: "change the connection from passive to active".
constexpr std::array<std::string_view, 3> listen_send{"0 listen A for B", "0 listen B for A",
                                                      "0.2 send B listener \"HELLO\""};
// §3.10.4, LISTEN.
constexpr std::array<std::string_view, 2> close_listener{"0 listen B", "0.3 close B listener"};
// §3.3.2, Note 2: B's FIN acknowledges A's, because the ACK before it was lost.
constexpr std::array<std::string_view, 5> shortcut{"0 listen B for A", "0 connect A B", "0.9 drop B ACK",
                                                   "1 close A", "1.15 close B"};

constexpr ArrowSet set_of(std::initializer_list<std::uint32_t> arrows) {
    unsigned long long bits = 0;
    for (const std::uint32_t arrow : arrows) bits |= 1ull << arrow;
    return ArrowSet(bits);
}

Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

}  // namespace

std::span<const DiagramWay> diagram_ways() {
    static const std::array<DiagramWay, 8> all{{
        {"everyday", everyday, at_ms(62'000), set_of({0, 2, 4, 7, 8, 11, 12, 13, 15, 17, 18, 19})},
        {"both-open", both_open, at_ms(700), set_of({2, 6, 7})},
        {"both-close", both_close, at_ms(61'500), set_of({0, 2, 4, 7, 8, 11, 14, 16, 19})},
        {"early-close", early_close, at_ms(700), set_of({0, 2, 4, 8, 10, 12, 13})},
        {"give-up", give_up, at_ms(500), set_of({0, 2, 3, 4, 9})},
        {"listen-send", listen_send, at_ms(800), set_of({0, 4, 5, 7, 8})},
        {"close-listener", close_listener, at_ms(500), set_of({0, 1})},
        {"shortcut", shortcut, at_ms(1'600), set_of({0, 2, 4, 7, 8, 11, 12, 17, 18, 20})},
    }};
    return all;
}

const DiagramWay& way_to(std::uint32_t arrow) {
    const std::span<const DiagramWay> ways = diagram_ways();
    const auto found =
        std::find_if(ways.begin(), ways.end(), [arrow](const DiagramWay& way) { return way.arrows[arrow]; });
    HW_CHECK(found != ways.end());
    return *found;
}

sim::World world_of_equals() {
    SceneSettings settings;
    settings.client_name = "A";
    settings.server_name = "B";
    settings.listens = false;
    return make_stage(settings);
}

sim::World world_of(const DiagramWay& way) {
    Scene scene{.id = std::string(way.id), .stage = world_of_equals()};
    for (const std::string_view line : way.script) {
        Result<Act, ClaimError> act = parse_act(line, scene.stage);
        HW_CHECK(act.ok());
        scene.script.push_back(std::move(*act));
    }
    return initial_world(scene);
}

}  // namespace hw::lesson
