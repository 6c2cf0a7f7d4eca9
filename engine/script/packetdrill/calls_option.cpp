// setsockopt(2), getsockopt(2), ioctl(2).

#include <algorithm>
#include <array>

#include "host/socket_options.h"
#include "script/packetdrill/call.h"
#include "script/quoted.h"
#include "tcp/congestion.h"

namespace hw::packetdrill {
namespace {

using host::CallResult;
using host::SocketError;
using host::SocketOption;
namespace sys = host::sys;
using Kind = Expression::Kind;

// Options that change nothing here that a script could see: setting them succeeds.
constexpr std::array<std::string_view, 20> harmless{"IP_TOS",
                                                    "IP_TTL",
                                                    "IPV6_TCLASS",
                                                    "IPV6_HOPLIMIT",
                                                    "IPV6_UNICAST_HOPS",
                                                    "IP_MTU_DISCOVER",
                                                    "IPV6_MTU_DISCOVER",
                                                    "SO_TIMESTAMPING",
                                                    "SO_DEBUG",
                                                    "SO_PRIORITY",
                                                    "SO_MARK",
                                                    "SO_BINDTODEVICE",
                                                    "SO_BROADCAST",
                                                    "SO_ZEROCOPY",
                                                    "TCP_INQ",
                                                    "IP_RECVERR",
                                                    "IPV6_RECVERR",
                                                    "IP_FREEBIND",
                                                    "SO_BUSY_POLL",
                                                    "IPV6_V6ONLY"};

std::string option_name(const Call& call) {
    const Expression* name = call.argument(2);
    if (name == nullptr) return "";
    return name->is(Kind::Number) ? std::to_string(name->number) : name->text;
}

// [1], {onoff=1, linger=0}, {1, 500000}, "cubic".
host::OptionValue option_value(Call& call) {
    const Expression* written = call.argument(3);
    if (written == nullptr) return {};
    if (written->is(Kind::Text)) return {.text = written->text};
    const Expression* list = written;
    while (list->is(Kind::List) && list->items.size() == 1) list = &list->items[0];
    if (list->is(Kind::Text)) return {.text = list->text};
    if (!list->is(Kind::Braces)) return {.number = call.number_of(*list)};
    const Expression* first = part_of(*list, "onoff", 0);
    const Expression* second = part_of(*list, "linger", 1);
    if (first == nullptr) first = part_of(*list, "tv_sec", 0);
    if (second == nullptr) second = part_of(*list, "tv_usec", 1);
    return {.number = first == nullptr ? 0 : call.number_of(*first),
            .second = second == nullptr ? 0 : call.number_of(*second)};
}

// Options that the host has not, by what it has. Nothing when `name` is none of them.
std::optional<CallResult> set_special(Call& call, std::string_view name) {
    host::HostConfig& config = call.scene.machine.host.config;
    if (name == "TCP_FASTOPEN_CONNECT") {
        if (option_value(call).number != 0)
            call.scene.fast_connectors.insert(call.script_descriptor());
        else
            call.scene.fast_connectors.erase(call.script_descriptor());
        return CallResult{};
    }
    if (name == "TCP_CONGESTION") {  // the host's connections all follow one algorithm
        const auto found = tcp::find_congestion_control(option_value(call).text);
        if (!found) return call.unsupported("this congestion control");
        config.tcp.congestion = *found;
        return CallResult{};
    }
    if (name != "TCP_FASTOPEN_KEY") return {};
    const std::string_view key = option_value(call).text;
    if (key.size() != 16 || call.number(4) != 16) return CallResult{.error = SocketError::Inval};
    const auto half = [&](std::size_t begin) {
        std::uint64_t word = 0;
        for (std::size_t i = 8; i > 0; --i) word = word << 8u | static_cast<std::uint8_t>(key[begin + i - 1]);
        return word;
    };
    config.isn.secret = SipKey{half(0), half(8)};
    return CallResult{};
}

CallResult set_option_of(Call& call) {
    const std::string name = option_name(call);
    if (const auto done = set_special(call, name)) return *done;
    const auto option = host::find_socket_option(name);
    if (std::find(harmless.begin(), harmless.end(), name) != harmless.end()) return {};
    if (!option) return call.unsupported("the socket option " + script::quoted(name));
    const host::OptionValue value = option_value(call);
    const std::int32_t descriptor = call.descriptor();
    return call.trouble.empty() ? sys::setsockopt(call.caller(), descriptor, *option, value) : CallResult{};
}

CallResult get_option_of(Call& call) {
    const std::string name = option_name(call);
    if (name == "TCP_INFO" || name == "TCP_CC_INFO" || name == "SO_MEMINFO")
        return {};  // for the code to read
    const auto option = host::find_socket_option(name);
    if (!option) return call.unsupported("the socket option " + script::quoted(name));
    const sys::OptionAnswer answer = sys::getsockopt(call.caller(), call.descriptor(), *option);
    if (answer.result.error != SocketError::None) return answer.result;
    call.value = answer.value.number;
    call.second_value = answer.value.second;
    call.name_text.assign(answer.value.text.begin(), answer.value.text.end());
    return answer.result;
}

void compare_option(Call& call, const CallResult& result) {
    const Expression* written = call.argument(3);
    if (result.error != SocketError::None || !call.value || written == nullptr || written->is(Kind::Ellipsis))
        return;
    if (written->is(Kind::List) && written->items.size() == 1 && written->items[0].is(Kind::Ellipsis)) return;
    const host::OptionValue wanted = option_value(call);
    if (!call.trouble.empty()) return;
    const std::string found_text(call.name_text.begin(), call.name_text.end());
    const auto differs = [&](const std::string& expected, const std::string& found) {
        call.trouble = "the value of " + option_name(call) + ": expected " + expected + ", found " + found;
    };
    if (!found_text.empty() || !wanted.text.empty()) {
        // Both of its names find one algorithm.
        const auto algorithm = tcp::find_congestion_control(wanted.text);
        const bool same = algorithm && algorithm == tcp::find_congestion_control(found_text);
        if (!same && found_text != wanted.text)
            differs(script::quoted(wanted.text), script::quoted(found_text));
    } else if (wanted.number != *call.value) {
        differs(std::to_string(wanted.number), std::to_string(*call.value));
    } else if (wanted.second != call.second_value) {
        differs(std::to_string(wanted.second), std::to_string(call.second_value));
    }
}

CallResult control_device(Call& call) {
    struct Row {
        std::int64_t number;
        sys::Ioctl what;
    };
    constexpr std::array<Row, 4> requests{{{0x541b, sys::Ioctl::Fionread},
                                           {0x5411, sys::Ioctl::Siocoutq},
                                           {0x894b, sys::Ioctl::Siocoutqnsd},
                                           {0x8905, sys::Ioctl::Siocatmark}}};
    const std::int64_t number = call.number(1);
    const std::int32_t descriptor = call.descriptor();
    for (const Row& request : requests) {
        if (request.number != number) continue;
        CallResult result = sys::ioctl(call.caller(), descriptor, request.what);
        if (result.error != SocketError::None) return result;
        call.value = result.value;
        return {};  // the number is written through the pointer
    }
    return call.unsupported("this ioctl()");
}

void compare_device(Call& call, const CallResult& result) {
    const Expression* written = call.argument(2);
    if (result.error != SocketError::None || !call.value || written == nullptr || written->is(Kind::Ellipsis))
        return;
    const std::int64_t wanted = call.number_of(*written);
    if (call.trouble.empty() && wanted != *call.value)
        call.trouble = "what ioctl() wrote: expected " + std::to_string(wanted) + ", found " +
                       std::to_string(*call.value);
}

constexpr std::array<CallRow, 3> rows{{
    {"setsockopt", 5, 5, set_option_of, nullptr},
    {"getsockopt", 5, 5, get_option_of, compare_option},
    {"ioctl", 2, 3, control_device, compare_device},
}};

}  // namespace

std::span<const CallRow> option_calls() { return rows; }

}  // namespace hw::packetdrill
