#pragma once

#include "host/host.h"

namespace hw::host {

// HostConfig{} is the plain `rfc9293` profile: what the RFC leaves open has no limit, and closing is the RFC's CLOSE.
// This makes it a Linux host with its default sysctls, as measured on 6.18; name, addresses, ISN and what is kept
// for storytellers stay.
void linux_profile(HostConfig& config);
// The same for FreeBSD 14, as its manual pages and sources have it.
void freebsd_profile(HostConfig& config);

}  // namespace hw::host
