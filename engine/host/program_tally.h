#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/fixed_vector.h"
#include "base/time.h"
#include "host/socket_error.h"

// What the programs of one host would write into their own statistics: requests made and served, and what
// became of them. Large worlds are judged by it (sim/measured_run.h).

namespace hw::host {

// Requests that failed in one way.
struct FailureCount {
    SocketError error{};
    std::uint64_t count = 0;
    Instant first_at{}, last_at{};
    friend bool operator==(const FailureCount&, const FailureCount&) = default;
};

struct ProgramTally {
    // ---- of a client (host/workload.h)
    std::uint64_t tried = 0;  // requests begun
    std::uint64_t ok = 0;     // answered in full; of audits: written and closed
    std::uint64_t failed = 0;
    std::uint64_t audits = 0;       // of those tried
    std::uint64_t connections = 0;  // connect() that began
    // Time from the wish to the last byte of the answer, over those that are ok (audits left out).
    std::uint64_t latency_sum_us = 0;
    std::uint64_t latency_count = 0;
    Duration latency_max{};
    FixedVector<FailureCount, 8>
        failures{};  // `failed` by errno, the first kind first; the last holds the rest
    // ---- of a server (ApplicationKind::Service)
    std::uint64_t accepted = 0;
    std::uint64_t answered = 0;
    std::uint64_t forgotten_closes = 0;
    // ---- of both
    std::uint64_t resets = 0;      // connections that ended with ECONNRESET or, behind a FIN, EPIPE
    std::uint64_t lost_bytes = 0;  // written, thrown away unsent or never acknowledged, and nobody was told
    friend bool operator==(const ProgramTally&, const ProgramTally&) = default;
};

void digest(Digest& d, const ProgramTally& tally);

void note_failure(ProgramTally& tally, SocketError error, Instant now);
// nullptr when no request has failed so.
const FailureCount* find_failure(const ProgramTally& tally, SocketError error);

}  // namespace hw::host
