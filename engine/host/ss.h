#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/host.h"

namespace hw::host {

// One line of `ss -tan`: a listener, a connection, a TIME-WAIT, or a connection that has no process any more.
struct SsRow {
    tcp::State state = tcp::State::Closed;
    std::uint32_t recv_q = 0;  // unread text; of a listener: connections that wait for accept()
    std::uint32_t send_q =
        0;  // unacknowledged or unsent text, our SYN and FIN included; of a listener: its backlog
    wire::Endpoint local{};
    std::optional<wire::Endpoint> peer{};  // nothing: any
    friend bool operator==(const SsRow&, const SsRow&) = default;
};

// The line of one connection.
SsRow ss_row(const Connection& connection);

// Listeners first, then connections, the oldest first, then packed TIME-WAITs; only those in `state`, if given.
std::vector<SsRow> ss(const Host& host, std::optional<tcp::State> state = {});

// "ESTAB", as ss spells it.
std::string_view ss_name_of(tcp::State state);

// The table with its headings, as `ss -tan` prints it (without `state`), or `ss -tan state ...`.
std::string ss_text(const Host& host, std::optional<tcp::State> state = {});

}  // namespace hw::host
