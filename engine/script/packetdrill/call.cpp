#include "script/packetdrill/call.h"

#include <array>
#include <charconv>

#include "script/packetdrill/symbols.h"
#include "script/quoted.h"

namespace hw::packetdrill {
namespace {

using Kind = Expression::Kind;

std::optional<wire::Ipv4Address> address_in(std::string_view text) {
    std::uint32_t raw = 0;
    for (int i = 0; i < 4; ++i) {
        std::uint8_t byte = 0;
        const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), byte);
        if (error != std::errc{}) return {};
        raw = raw << 8 | byte;
        text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
        if (i < 3 && (text.empty() || text[0] != '.')) return {};
        text.remove_prefix(i < 3 ? 1 : 0);
    }
    return wire::Ipv4Address{raw};
}

}  // namespace

const Expression* Call::argument(std::size_t i) const {
    return i < written.arguments.size() ? &written.arguments[i] : nullptr;
}

std::int64_t Call::number_of(const Expression& expression) {
    switch (expression.kind) {
        case Kind::Number: return expression.number;
        case Kind::Either: {
            std::int64_t bits = 0;
            for (const Expression& item : expression.items) bits |= number_of(item);
            return bits;
        }
        case Kind::List:
            if (expression.items.size() == 1) return number_of(expression.items[0]);
            break;
        case Kind::Call:  // htons(8080), htonl(INADDR_ANY)
            if (expression.items.size() == 1 && expression.text != "inet_addr")
                return number_of(expression.items[0]);
            break;
        case Kind::Word:
            if (const auto symbol = find_symbol(expression.text)) return *symbol;
            if (trouble.empty()) trouble = "not supported here: the name " + expression.text;
            return 0;
        default: break;
    }
    if (trouble.empty()) trouble = "an argument of " + written.name + "() should be a number";
    return 0;
}

std::int64_t Call::number(std::size_t i) {
    const Expression* expression = argument(i);
    return expression == nullptr ? 0 : number_of(*expression);
}

std::int32_t Call::descriptor(std::size_t i) { return scene.live(script_descriptor(i)); }

host::CallResult Call::unsupported(std::string_view what) {
    if (trouble.empty()) trouble = "not supported here: " + std::string(what);
    return {};
}

wire::Endpoint Call::endpoint_of(std::size_t i, wire::Endpoint usual) {
    const Expression* braces = argument(i);
    if (braces == nullptr || !braces->is(Kind::Braces)) return usual;
    if (const Expression* port = part_of(*braces, "sin_port", 1))
        usual.port = static_cast<std::uint16_t>(number_of(*port));
    const Expression* address = part_of(*braces, "sin_addr", 2);
    if (address == nullptr) return usual;
    const bool is_text =
        address->is(Kind::Call) && address->items.size() == 1 && address->items[0].is(Kind::Text);
    const auto parsed = is_text ? address_in(address->items[0].text) : std::nullopt;
    if (parsed)
        usual.address = *parsed;
    else if (!is_text)
        usual.address.raw = static_cast<std::uint32_t>(number_of(*address));
    return usual;
}

const Expression* part_of(const Expression& braces, std::string_view name, std::size_t i) {
    for (const Expression& item : braces.items)
        if (item.is(Kind::Named) && item.text == name && !item.items.empty()) return &item.items[0];
    return i < braces.items.size() && !braces.items[i].is(Kind::Named) ? &braces.items[i] : nullptr;
}

const CallRow* find_call(std::string_view name) {
    for (const auto rows : {opening_calls(), text_calls(), option_calls(), waiting_calls(), pipe_calls()})
        for (const CallRow& row : rows)
            if (row.name == name) return &row;
    return nullptr;
}

std::string result_difference(Call& call, const CallRow& row, const host::CallResult& result) {
    const Expression& expected = call.written.result;
    const bool failed = result.error != host::SocketError::None || !call.own_error.empty();
    const std::string error =
        call.own_error.empty() ? std::string(host::name_of(result.error)) : call.own_error;
    const std::string found = failed                 ? "-1 " + error
                              : row.gives_descriptor ? "a descriptor"
                                                     : std::to_string(result.value);
    if (expected.is(Kind::Ellipsis)) return "";
    const std::int64_t wanted = call.number_of(expected);
    if (!call.trouble.empty()) return call.trouble;
    const std::string shown =
        std::to_string(wanted) + (call.written.error.empty() ? "" : " ") + call.written.error;
    const auto differs = [&] { return call.written.name + "(): expected " + shown + ", found " + found; };
    if (failed) {
        const std::string& wanted_error = call.written.error;
        const bool same_error = wanted_error.empty() || wanted_error == call.own_error ||
                                (call.own_error.empty() && is_same_error(wanted_error, result.error));
        return wanted == -1 && same_error ? "" : differs();
    }
    if (!call.written.error.empty()) return differs();
    if (row.gives_descriptor) return wanted >= 0 ? "" : differs();
    return wanted == result.value ? "" : differs();
}

}  // namespace hw::packetdrill
