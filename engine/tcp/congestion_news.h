#pragma once

#include "tcp/connection.h"

namespace hw::tcp {

// What a congestion-control algorithm is told of the connection as it is now (see congestion.h).
CongestionNews news_of(const Event& event);

}  // namespace hw::tcp
