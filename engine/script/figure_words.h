#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

// Inside the room: a line of a figure, cut into its words.

namespace hw::script {

struct Word {
    enum class Kind : std::uint8_t {
        Plain,        // a state's name
        Parenthesis,  // what stands in parentheses, without them
        Segment,      // "<SEQ=100><CTL=SYN>", with its brackets
        RightArrow,   // -->
        LeftArrow,    // <--
        LostRight,    // --x
        LostLeft,     // x--
        InNetwork,    // ...
    };
    Kind kind{};
    std::string_view text{};
    std::uint32_t column = 0;  // of its middle, from 0

    bool is_arrow() const { return kind >= Kind::RightArrow; }
};

// The words of a line without its number ("5."). The error is a sentence without a place.
Result<std::vector<Word>, std::string> words_of(std::string_view line);

}  // namespace hw::script
