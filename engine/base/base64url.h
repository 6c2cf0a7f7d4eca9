#pragma once

#include <optional>
#include <string>
#include <string_view>

// RFC 4648 §5: bytes in letters, digits, '-' and '_', which an address needs not escape; without the padding.

namespace hw {

std::string to_base64url(std::string_view bytes);
// nullopt: there is another character. Bits beyond the last whole byte are let pass.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace hw
