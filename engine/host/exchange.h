#pragma once

#include "host/turn.h"

// The two applications of a workload: a Client that asks, and a Service that answers. Both take their turns here.

namespace hw::host {

constexpr bool takes_part_in_exchange(ApplicationKind kind) {
    return kind == ApplicationKind::Service || kind == ApplicationKind::Client;
}

// It has been told something. Not called before it is connected, nor when close(2) has given up both directions.
void exchange(Turn& turn, SignalSet told);

// Its deadline has passed: an answer is due, or did not come in time.
void exchange_goes_on(Turn& turn);

// The TCB of whatever application is gone. `unacknowledged_bytes` of what it had sent had not been acknowledged.
void exchange_ends(Turn& turn, ClosedBy closed_by, std::uint32_t unacknowledged_bytes);

// The next request of the connection, to be written when it can be.
void take_request(ExchangeState& exchange, const WorkloadSpec& spec, const WantedRequest& request);

}  // namespace hw::host
