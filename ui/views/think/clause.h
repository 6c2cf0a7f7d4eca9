// Where a cited clause can be read.
#pragma once

#include <string>
#include <string_view>

namespace hw::ui {

// "https://www.rfc-editor.org/rfc/rfc9293.html#section-3.10.7.4" for "RFC 9293 §3.10.7.4"; empty for what names
// no RFC.
std::string clause_url(std::string_view clause);

}  // namespace hw::ui
