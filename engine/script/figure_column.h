#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "script/figure.h"
#include "script/figure_words.h"

// Inside the room: what stands in one column of a figure's line.

namespace hw::script {

// "(send 300,receive 100)": the connection that a peer is in when the figure begins.
struct EstablishedStart {
    std::uint32_t snd_nxt = 0;
    std::uint32_t rcv_nxt = 0;
};

struct ParsedColumn {
    Column column{};
    std::optional<EstablishedStart> established{};
};

// Adds a state's name or what stands in parentheses to a column. Returns a sentence without a place, or
// "". Parentheses that are no instruction are comments, as the RFC says: "Comments appear in parentheses".
std::string add_word(const Word& word, ParsedColumn& to);

}  // namespace hw::script
