#include "host/isn.h"

#include "tcp/rules.h"

namespace hw::host {

SeqNum choose_iss(const IsnConfig& config, const IssRequest& request) {
    const FourTuple& tuple = request.tuple;
    if (config.kind == IsnKind::Rfc6528 || config.pinned.empty())
        return tcp::rule_book(request.rules)
            .choose_iss(request.now, tuple.local, tuple.remote, config.secret);
    if (request.already_used < config.pinned.size()) return {config.pinned[request.already_used]};
    // Ours: a learner who connects once more than the lesson foresaw still sees numbers that can be read,
    // and that move on like the clock of RFC 9293 §3.4.1: once "roughly every 4 microseconds".
    return SeqNum{config.pinned.back()} + static_cast<std::uint32_t>(request.now.us / 4);
}

void digest(Digest& d, const IsnConfig& config) {
    digest_all(d, config.kind, config.secret.k0, config.secret.k1, config.pinned.size());
    for (const std::uint32_t isn : config.pinned) digest(d, isn);
}

}  // namespace hw::host
