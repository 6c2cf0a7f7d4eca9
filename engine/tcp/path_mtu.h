#pragma once

#include <cstdint>

#include "tcp/connection.h"

// Path MTU discovery by ICMP (RFC 1191; RFC 9293 §3.7.2): every packet forbids fragmentation, and a router that
// cannot forward one says how large it may be.

namespace hw::tcp {

// The MTU that "fragmentation needed" means, bytes: what the router says, or, of one too old to say, the next
// common size below that of the packet it dropped (RFC 1191 §7.1).
std::uint16_t path_mtu_of(const wire::IcmpError& error, const Config& config);

// The path takes no more than error's MTU: SND.MSS shrinks to it, and what is on its way in larger pieces is
// sent again at once in smaller ones. The finding tells whether it was news.
Finding shrink_path_mtu(Event& event, const wire::IcmpError& error);

}  // namespace hw::tcp
