// The whole of a script: settings, then events, each with its time.

#include <utility>

#include "script/packetdrill/conditional.h"
#include "script/packetdrill/parse.h"
#include "script/quoted.h"

namespace hw::packetdrill {
namespace {

// "--name=value"; the value may be in quotes, or a definition "NAME=value".
Setting parse_setting(Cursor& cursor) {
    Setting setting{.place = cursor.place()};
    cursor.take("--");
    setting.name = cursor.take_any_word();
    if (setting.name.empty()) cursor.expected("the name of an option");
    if (!cursor.take("=")) return setting;
    constexpr std::string_view unquoted =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:/=,%";
    setting.value = cursor.take_while(unquoted);
    const bool may_be_quoted = setting.value.empty() || setting.value.back() == '=';
    if (may_be_quoted && cursor.peek() == '"') setting.value += cursor.take_text().value_or("");
    if (may_be_quoted && cursor.peek() == '`') setting.value += cursor.take_until('`').value_or("");
    if (setting.value.empty()) cursor.expected("the value of --" + setting.name);
    return setting;
}

void define(const Setting& setting, Definitions& definitions) {
    const std::size_t equals = setting.value.find('=');
    if (setting.name == "define" && equals != std::string::npos)
        definitions.insert_or_assign(setting.value.substr(0, equals), setting.value.substr(equals + 1));
}

bool begins_time(const Cursor& cursor) {
    const char c = cursor.peek();
    return c == '+' || c == '*' || c == '.' || ('0' <= c && c <= '9');
}

bool is_outbound(const Event& event) {
    const Segment* segment = std::get_if<Segment>(&event.action);
    const IcmpMessage* icmp = std::get_if<IcmpMessage>(&event.action);
    return (segment != nullptr && segment->direction == Direction::Out) ||
           (icmp != nullptr && icmp->direction == Direction::Out) ||
           std::holds_alternative<Unsupported>(event.action);
}

void parse_action(Cursor& cursor, const Definitions& definitions, Event& event) {
    if (cursor.peek() == '<' || cursor.peek() == '>') {
        parse_packet(cursor, definitions, event);
    } else if (cursor.peek() == '`') {
        event.action = ShellCommand{cursor.take_until('`').value_or("")};
    } else if (cursor.sees("%{")) {
        event.action = Code{cursor.take_code().value_or("")};
    } else if (cursor.sees("...") || !cursor.peek_word().empty()) {
        event.action = parse_system_call(cursor, definitions);
    } else {
        cursor.expected("a packet (< or >), a system call, a `command` or %{ code }%");
    }
}

Event parse_event(Cursor& cursor, const Definitions& definitions) {
    Event event{.place = cursor.place()};
    event.has_time = cursor.peek() != '`';
    if (event.has_time) event.time = parse_time(cursor);
    const Place action = cursor.place();
    const std::size_t begin = cursor.offset();
    if (!cursor.failed()) parse_action(cursor, definitions, event);
    event.source = cursor.text_since(begin);
    const TimeKind kind = event.time.kind;
    if (kind != TimeKind::Absolute && kind != TimeKind::Relative && !cursor.failed() && !is_outbound(event))
        cursor.fail_at(action, "a time that is \"*\" or a range is for packets that leave (>)");
    return event;
}

}  // namespace

EventTime parse_time(Cursor& cursor) {
    EventTime time;
    if (cursor.take("*")) {
        time.kind = TimeKind::Any;
        return time;
    }
    const Place begin = cursor.place();
    const bool is_relative = cursor.take("+");
    const auto from = cursor.take_seconds();
    if (!from) {
        cursor.expected("a time in seconds");
        return time;
    }
    time.kind = is_relative ? TimeKind::Relative : TimeKind::Absolute;
    time.from = *from;
    if (!cursor.take("~")) return time;
    time.kind = is_relative ? TimeKind::RelativeRange : TimeKind::AbsoluteRange;
    if (is_relative) cursor.need("+");
    const auto until = cursor.take_seconds();
    if (!until)
        cursor.expected("the end of the range of times");
    else if (*until < *from)
        cursor.fail_at(begin, "this range of times ends before it begins");
    time.until = until.value_or(Duration{});
    return time;
}

Result<Script, Trouble> parse_script(std::string path, std::string_view text,
                                     const Definitions& definitions) {
    if (text.size() > longest_script) return Trouble{{}, "a script has at most 1 MiB"};
    Script script{.path = std::move(path)};
    Definitions known = definitions;
    const std::string ours = choose_branches(text);
    Cursor cursor(ours);
    while (!cursor.failed() && cursor.sees("--")) {
        script.settings.push_back(parse_setting(cursor));
        define(script.settings.back(), known);
    }
    while (!cursor.failed() && !cursor.at_end()) {
        if (!begins_time(cursor) && cursor.peek() != '`')
            cursor.expected(
                "an event, which begins with its time (\"+.1\", \"0.2\", \"*\") or is a `command`");
        else if (script.events.size() == most_events)
            cursor.fail("a script has at most " + std::to_string(most_events) + " events");
        else
            script.events.push_back(parse_event(cursor, known));
    }
    if (!cursor.failed() && script.events.empty()) cursor.fail("there are no events in this script");
    if (cursor.failed()) return *cursor.trouble();
    return script;
}

}  // namespace hw::packetdrill
