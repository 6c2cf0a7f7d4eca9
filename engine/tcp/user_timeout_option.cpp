#include "tcp/user_timeout_option.h"

#include <algorithm>

namespace hw::tcp {
namespace {

constexpr std::uint16_t minutes_bit = 0x8000;
constexpr std::int64_t most = 0x7fff;

}  // namespace

Duration user_timeout_in(std::uint16_t field) {
    const std::int64_t number = field & most;
    return (field & minutes_bit) != 0 ? 60_s * number : 1_s * number;
}

std::uint16_t user_timeout_field(Duration timeout) {
    const std::int64_t seconds = (timeout.us + 999'999) / 1'000'000;
    if (seconds <= most) return static_cast<std::uint16_t>(seconds);
    return static_cast<std::uint16_t>(minutes_bit | std::min(most, (seconds + 59) / 60));
}

void add_user_timeout_option(const Tcb& tcb, const Config& config, wire::Options& options) {
    if (config.user_timeout_option == Switch::Off || tcb.options.user_timeout == Duration::never()) return;
    options.has_user_timeout = true;
    options.user_timeout = user_timeout_field(tcb.options.user_timeout);
}

void learn_user_timeout(Arrival& arrival) {
    const wire::Options& options = arrival.seg.options;
    const Config& config = arrival.config;
    if (!options.has_user_timeout || config.user_timeout_option == Switch::Off) return;
    // §3.1: "If the CHANGEABLE flag is false, USER_TIMEOUT MUST NOT be changed, regardless of the received UTO
    // option", that is, if the application "has requested a specific USER TIMEOUT for the connection".
    Duration& own = arrival.tcb.options.user_timeout;
    const bool is_changeable = !arrival.tcb.options.are_set || own == config.user_timeout;
    // §3.3: a value of zero is reserved.
    const Duration remote = user_timeout_in(options.user_timeout);
    if (!is_changeable || remote == Duration{} || own == Duration::never()) return;
    // "USER_TIMEOUT = min(U_LIMIT, max(ADV_UTO, REMOTE_UTO, L_LIMIT))"; "the lower limit (L_LIMIT) MUST be larger
    // than the current retransmission timeout".
    const Duration lower = std::max(config.least_user_timeout, arrival.tcb.rtt.rto * 2);
    const Duration wish = std::max({config.user_timeout, remote, lower});
    const Duration adopted = std::min(config.most_user_timeout, wish);
    if (adopted == own) return;
    own = adopted;
    arrival.tcb.deadlines.user = Instant::never();  // armed anew behind the event
}

}  // namespace hw::tcp
