#pragma once

#include <cstdint>
#include <vector>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/sip_hash.h"
#include "base/time.h"
#include "host/four_tuple.h"
#include "tcp/config.h"

// How a host chooses its initial send sequence numbers (RFC 9293 §3.4.1): as RFC 6528 says, or, so that a
// lesson's or a figure's numbers can be read, from a list.

namespace hw::host {

enum class IsnKind : std::uint8_t {
    Rfc6528,  // ISN = M + F(localip, localport, remoteip, remoteport, secretkey), or as the rule book says
    Pinned,   // the numbers of `pinned`
};

struct IsnConfig {
    IsnKind kind = IsnKind::Rfc6528;
    SipKey secret{};  // "secretkey", different on every host
    // Pinned: the next ISN, in order. When they are used up the clock M goes on from the last one; an empty
    // list pins nothing.
    std::vector<std::uint32_t> pinned{};
    friend bool operator==(const IsnConfig&, const IsnConfig&) = default;
};

void digest(Digest& d, const IsnConfig& config);

// The ISS of a connection between the sockets of `tuple` that begins at `now`, after `already_used`
// others on this host.
struct IssRequest {
    FourTuple tuple{};
    Instant now{};
    std::uint32_t already_used = 0;
    tcp::RuleBookId rules = tcp::RuleBookId::Rfc9293;  // a variant may choose by other rules
};
SeqNum choose_iss(const IsnConfig& config, const IssRequest& request);

}  // namespace hw::host
