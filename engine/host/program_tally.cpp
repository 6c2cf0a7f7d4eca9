#include "host/program_tally.h"

namespace hw::host {

void note_failure(ProgramTally& tally, SocketError error, Instant now) {
    ++tally.failed;
    for (FailureCount& known : tally.failures) {
        if (known.error != error) continue;
        ++known.count;
        known.last_at = now;
        return;
    }
    if (tally.failures.try_push_back({.error = error, .count = 1, .first_at = now, .last_at = now})) return;
    ++tally.failures.back().count;
    tally.failures.back().last_at = now;
}

const FailureCount* find_failure(const ProgramTally& tally, SocketError error) {
    for (const FailureCount& known : tally.failures)
        if (known.error == error) return &known;
    return nullptr;
}

void digest(Digest& d, const ProgramTally& tally) {
    digest_all(d, tally.tried, tally.ok, tally.failed, tally.audits, tally.connections, tally.latency_sum_us,
               tally.latency_count, tally.latency_max, tally.failures.size());
    for (const FailureCount& f : tally.failures) digest_all(d, f.error, f.count, f.first_at, f.last_at);
    digest_all(d, tally.accepted, tally.answered, tally.forgotten_closes, tally.resets, tally.lost_bytes);
}

}  // namespace hw::host
