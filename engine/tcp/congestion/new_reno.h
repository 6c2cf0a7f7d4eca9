#pragma once

#include "tcp/congestion.h"

namespace hw::tcp {

// Reno's windows: doubled every round trip until ssthresh, then a segment more every round trip, and halved by a
// loss (RFC 5681 §3.1). What NewReno adds (RFC 6582) is recovery's business: how long a loss is being repaired.
extern const CongestionControl new_reno_control;

}  // namespace hw::tcp
