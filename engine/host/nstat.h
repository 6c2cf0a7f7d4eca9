#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/host.h"

namespace hw::host {

// What nstat(8) prints: each counter under its name, with what it counts now.
struct NamedCount {
    std::string_view name{};
    std::uint64_t value = 0;
    friend constexpr bool operator==(const NamedCount&, const NamedCount&) = default;
};

// All of them, the host's own first, in a fixed order. TcpCurrEstab is a gauge: ESTABLISHED and CLOSE-WAIT (RFC 4022).
std::vector<NamedCount> nstat(const Host& host);
// One of them; 0 when nothing has that name.
std::uint64_t count_of(const Host& host, std::string_view name);
// The same of counters alone: all but the gauge.
std::uint64_t count_of(const Counters& counters, std::string_view name);
// As `nstat -a` prints those that are not 0, a line each: the name, the value, 0.0.
std::string nstat_text(const Host& host);

}  // namespace hw::host
