#include "lesson/claim.h"

#include <string>

#include "lesson/claim_names.h"
#include "lesson/claim_parser.h"
#include "lesson/utf8.h"

namespace hw::lesson {

Claim::Claim() = default;
Claim::Claim(const Claim&) = default;
Claim::Claim(Claim&&) noexcept = default;
Claim& Claim::operator=(const Claim&) = default;
Claim& Claim::operator=(Claim&&) noexcept = default;
Claim::~Claim() = default;

namespace {

Result<Claim, ClaimError> parse(std::string_view source, const ClaimScope& scope, ClaimParser::Wants wants) {
    if (source.size() > max_claim_bytes) return ClaimError{1, "expected at most 1000 bytes"};
    const std::size_t bad = find_bad_text(source);
    if (bad != std::string_view::npos)
        return ClaimError{static_cast<std::uint32_t>(bad) + 1, "expected plain text"};
    auto tokens = lex(source);
    if (!tokens) return tokens.error();
    return ClaimParser(source, scope, std::move(*tokens)).run(wants);
}

// Below ten seconds milliseconds, as the ladder's axis has them; beyond that seconds: "2,100 ms", "62.35 s".
std::string time_text(std::int64_t us) {
    constexpr std::int64_t ten_seconds = 10'000'000;
    const std::string sign = us < 0 ? "-" : "";
    const std::int64_t size = us < 0 ? -us : us;
    const std::int64_t unit = size >= ten_seconds ? 1'000'000 : 1'000;
    std::string whole = std::to_string(size / unit);
    for (std::size_t end = whole.size(); end > 3; end -= 3) whole.insert(end - 3, ",");
    std::string fraction = size % unit == 0 ? "" : std::to_string(unit + size % unit);
    if (!fraction.empty()) {
        fraction[0] = '.';
        while (fraction.back() == '0') fraction.pop_back();
    }
    return sign + whole + fraction + (unit == 1'000 ? " ms" : " s");
}

}  // namespace

Result<Claim, ClaimError> parse_claim(std::string_view source, const ClaimScope& scope) {
    return parse(source, scope, ClaimParser::Wants::Sentence);
}

Result<Claim, ClaimError> parse_expression(std::string_view source, const ClaimScope& scope) {
    return parse(source, scope, ClaimParser::Wants::AnyValue);
}

std::string to_text(const Value& value) {
    switch (value.kind) {
        case ValueKind::None: return "\u2013";
        case ValueKind::Number: return std::to_string(value.number);
        case ValueKind::Time: return time_text(value.number);
        case ValueKind::Text: return value.text;
        default: return std::string(name_of_constant(value));
    }
}

}  // namespace hw::lesson
