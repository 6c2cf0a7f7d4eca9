#pragma once

#include <cstdint>

#include "base/fixed_vector.h"
#include "wire/options.h"

namespace hw::wire {

// The order and the padding of options are the sender's own choice (RFC 9293 §3.1): as Linux writes them
// (tcp_options_write()), or as FreeBSD does (sys/netinet/tcp_output.c, tcp_addoptions()).
enum class OptionLayout : std::uint8_t { Linux, FreeBsd };

// FreeBSD's: each option is brought to its place by NOPs before it, and the list ends with EOLs to the next word.
// Longer than the 40 bytes that a header holds only if the options do not fit. FreeBSD has no AccECN option.
FixedVector<std::uint8_t, 128> freebsd_option_bytes(const Options& options);

}  // namespace hw::wire
