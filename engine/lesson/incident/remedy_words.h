#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lesson/incident/remedies.h"
#include "lesson/lesson.h"

// What the remedies are called and what is to be said about them: lessons/incident-console/remedies.<language>.md,
// "## id: name" and below it "### effect", "### belief" and "### truth".

namespace hw::lesson::incident {

struct RemedyWords {
    std::string name{};
    Spans effect{};  // one short line
    Spans belief{};  // what people say
    Spans truth{};   // what it really changes
};
using AllRemedyWords = std::array<RemedyWords, remedy_count>;

// Every remedy must have all its words, in the table's order, and none may be unknown: mistakes are appended to
// `errors`.
AllRemedyWords parse_remedy_words(std::string_view text, const std::string& path,
                                  std::vector<FileError>& errors);

// The files that ship, compiled in.
std::string_view shipped_remedy_text(Language language);
// Read once; a file that ships has no mistakes (tests/lesson/incident_words_test.cpp).
const AllRemedyWords& shipped_remedy_words(Language language);

}  // namespace hw::lesson::incident
