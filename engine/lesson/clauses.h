#pragma once

#include <cstdint>
#include <string_view>

// Which sections the RFCs about TCP have, so that a citation can be looked up without the RFC.

namespace hw::lesson {

enum class ClauseKnown : std::uint8_t {
    Exists,
    NoSuchSection,
    UnknownRfc,  // none that we have a table of
};

// `clause`: "RFC 9293 §3.10.7.4" or "RFC 6191 §A".
ClauseKnown look_up_clause(std::string_view clause);

}  // namespace hw::lesson
