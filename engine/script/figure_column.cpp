#include "script/figure_column.h"

#include "script/numbers.h"
#include "script/quoted.h"

namespace hw::script {
namespace {

using Error = std::string;  // "" for none

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// "send 1000", or "send 300,receive 100".
Error parse_send(std::string_view words, ParsedColumn& to) {
    const std::size_t comma = words.find(',');
    const auto number = parse_u32(trimmed(words.substr(4, comma == words.npos ? comma : comma - 4)));
    if (comma != words.npos) {
        const std::string_view rest = trimmed(words.substr(comma + 1));
        const auto receive = starts_with(rest, "receive") ? parse_u32(trimmed(rest.substr(7))) : std::nullopt;
        if (!number || !receive) return "expected (send 300,receive 100), found (" + std::string(words) + ")";
        to.established = EstablishedStart{*number, *receive};
        return "";
    }
    constexpr std::uint32_t most_bytes = 65'536;
    if (!number || *number == 0 || *number > most_bytes)
        return "expected (Send n) with n from 1 to 65536 bytes, found (" + std::string(words) + ")";
    to.column.actions.push_back({.kind = Action::Kind::Send, .bytes = *number});
    return "";
}

// "wait 3 s", "wait 2 msl", "2 msl".
Error parse_wait(std::string_view words, ParsedColumn& to) {
    const std::string_view time = starts_with(words, "wait") ? trimmed(words.substr(4)) : words;
    Action wait{.kind = Action::Kind::Wait};
    if (const std::size_t msl = time.rfind("msl"); msl != time.npos && msl + 3 == time.size()) {
        const auto count = parse_u32(trimmed(time.substr(0, msl)));
        if (!count || *count == 0 || *count > 1'000)
            return "expected a number of MSL such as (2 MSL), found (" + std::string(words) + ")";
        wait.msls = *count;
    } else if (const auto duration = parse_duration(time)) {
        wait.time = *duration;
    } else {
        return "expected (wait 3 s), (wait 200 ms) or (2 MSL), found (" + std::string(words) + ")";
    }
    to.column.actions.push_back(wait);
    return "";
}

Error add_parenthesis(std::string_view text, ParsedColumn& to) {
    const std::string words = lower_case(trimmed(text));
    const auto act = [&](Action::Kind kind) {
        to.column.actions.push_back({.kind = kind});
        return Error{};
    };
    if (words == "open") return act(Action::Kind::Open);
    if (words == "close") return act(Action::Kind::Close);
    if (words == "abort") return act(Action::Kind::Abort);
    if (words == "reboot" || words == "crash") return act(Action::Kind::Reboot);
    if (starts_with(words, "send ")) return parse_send(words, to);
    if (starts_with(words, "wait ") || (words.size() >= 3 && words.substr(words.size() - 3) == "msl"))
        return parse_wait(words, to);
    // Figures 9 to 11 say in words what becomes of the peer.
    if (starts_with(words, "abort!")) to.column.state = tcp::State::Closed;
    if (starts_with(words, "return to listen")) to.column.state = tcp::State::Listen;
    if (words == "duplicate" || words == "old duplicate") to.column.calls_it_duplicate = true;
    return "";
}

Error add_state(std::string_view name, ParsedColumn& to) {
    for (std::uint32_t i = 0; i < tcp::state_count; ++i) {
        const auto state = static_cast<tcp::State>(i);
        if (tcp::name_of(state) != name) continue;
        if (to.column.state) return "two states in one column: the second is " + std::string(name);
        to.column.state = state;
        return "";
    }
    return "expected a state such as SYN-SENT, an arrow, a segment or parentheses, found " + quoted(name);
}

}  // namespace

std::string add_word(const Word& word, ParsedColumn& to) {
    return word.kind == Word::Kind::Parenthesis ? add_parenthesis(word.text, to) : add_state(word.text, to);
}

}  // namespace hw::script
