#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "lesson/scene.h"

// The words of acts: verbs, ICMP errors, control bits. lessons/CLAIMS.md lists them for authors.

namespace hw::lesson {

inline constexpr std::array<std::pair<std::string_view, ActKind>, 30> verbs{{
    {"connect", ActKind::Connect},     {"send", ActKind::Send},          {"close", ActKind::Close},
    {"abort", ActKind::Abort},         {"power_off", ActKind::PowerOff}, {"power_on", ActKind::PowerOn},
    {"drop", ActKind::Drop},           {"hold", ActKind::Hold},          {"delay", ActKind::Delay},
    {"duplicate", ActKind::Duplicate}, {"edit", ActKind::Edit},          {"release", ActKind::Release},
    {"old", ActKind::OldSegment},      {"icmp", ActKind::Icmp},          {"flood", ActKind::Flood},
    {"unplug", ActKind::Unplug},       {"plug", ActKind::Plug},          {"forge", ActKind::Forge},
    {"shutdown", ActKind::Shutdown},   {"accept", ActKind::Accept},      {"listen", ActKind::Listen},
    {"kill", ActKind::Kill},           {"reboot", ActKind::Reboot},      {"cut", ActKind::Cut},
    {"mend", ActKind::Mend},           {"set", ActKind::SetSwitch},      {"workload", ActKind::Workload},
    {"serve", ActKind::Service},       {"limit", ActKind::Limit},        {"status", ActKind::Status},
}};

// "connect, send, … or status", for messages.
inline std::string list_of_verbs() {
    std::string all;
    for (const auto& [word, kind] : verbs)
        all += std::string(all.empty()                   ? ""
                           : kind == verbs.back().second ? " or "
                                                         : ", ") +
               std::string(word);
    return all;
}

// RFC 792's messages that are errors; fragmentation needed and prohibited: RFC 1191 §4, RFC 1812 §5.2.7.1.
struct IcmpName {
    std::string_view name;
    wire::IcmpType type;
    std::uint8_t code;
};
inline constexpr std::array<IcmpName, 9> icmp_names{{
    {"net", wire::IcmpType::DestinationUnreachable, 0},
    {"host", wire::IcmpType::DestinationUnreachable, 1},
    {"protocol", wire::IcmpType::DestinationUnreachable, 2},
    {"port", wire::IcmpType::DestinationUnreachable, 3},
    {"too_big", wire::IcmpType::DestinationUnreachable, 4},
    {"prohibited", wire::IcmpType::DestinationUnreachable, 13},
    {"source_quench", wire::IcmpType::SourceQuench, 0},
    {"time_exceeded", wire::IcmpType::TimeExceeded, 0},
    {"parameter_problem", wire::IcmpType::ParameterProblem, 0},
}};

inline constexpr std::array<std::pair<std::string_view, std::uint32_t host::WorkloadSpec::*>, 7>
    workload_numbers{{
        {"count", &host::WorkloadSpec::count},
        {"request", &host::WorkloadSpec::request_bytes},
        {"response", &host::WorkloadSpec::response_bytes},
        {"audits", &host::WorkloadSpec::audit_every},
        {"retries", &host::WorkloadSpec::retries},
        {"audit_bytes", &host::WorkloadSpec::audit_bytes},
        {"pool", &host::WorkloadSpec::connections},
    }};
// nullptr: no number of a workload is called so.
inline std::uint32_t host::WorkloadSpec::*find_workload_number(std::string_view word) {
    for (const auto& [name, field] : workload_numbers)
        if (name == word) return field;
    return nullptr;
}
inline constexpr std::string_view workload_words =
    "every, count, request, response, server_closes, resets, pool, multiplexed, spread, loopback, to, "
    "audits, audit_bytes, retries or timeout";

inline constexpr std::string_view changes =
    "seq, ack, window, urgent, sport, dport, ttl, ecn, tsval, tsecr, set, clear, text, more or checksum "
    "broken";

inline constexpr std::array<std::pair<std::string_view, wire::Ctl>, 8> bits{{
    {"FIN", wire::fin},
    {"SYN", wire::syn},
    {"RST", wire::rst},
    {"PSH", wire::psh},
    {"ACK", wire::ack},
    {"URG", wire::urg},
    {"ECE", wire::ece},
    {"CWR", wire::cwr},
}};

}  // namespace hw::lesson
