#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "lesson/markdown.h"

namespace hw::lesson {

// Splits running text into Plain (or `kind`) spans, citations and values, and appends them. What is wrong
// with it (a bare "RFC 9293", a brace that is not closed, a `**` left over) is appended to `mistakes`.
void append_text(SpanKind kind, std::string_view text, Spans& spans, std::vector<std::string>& mistakes);

// Of the "RFC 9293 §3.10.7.4" or "RFC 9293 §A.2" that a text begins with, in bytes; 0 if there is none.
std::size_t clause_length(std::string_view text);
// One and nothing else.
bool is_clause(std::string_view text);

}  // namespace hw::lesson
