// The words of the step table and of what its steps find, in the language of the screen.
#pragma once

#include "tcp/findings.h"
#include "tcp/rows.h"
#include "ui/text/messages.h"

#include <string_view>

namespace hw::ui {

// A row's heading: the RFC's own, or its translation.
std::string_view row_heading(Language language, tcp::Row row);
// A finding's sentence.
std::string_view finding_sentence(Language language, tcp::Finding finding);
// By the finding's stable name, "rst_exact_passive"; empty when there is none.
std::string_view chinese_sentence(std::string_view finding_name);

}  // namespace hw::ui
