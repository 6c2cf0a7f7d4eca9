#pragma once

#include <nlohmann/json.hpp>
#include <ostream>

namespace hw::cli {

// One object, one line. What is not UTF-8 (a file's name may be anything) becomes U+FFFD.
inline void print_json_line(const nlohmann::ordered_json& json, std::ostream& to) {
    to << json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace hw::cli
