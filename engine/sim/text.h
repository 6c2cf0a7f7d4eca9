#pragma once

#include <string>

#include "base/ids.h"
#include "base/time.h"

// Small words that the room's messages share.

namespace hw::sim {

// Seconds with all six decimals, so that nothing is lost: "0.350000 s"; "never".
std::string seconds_of(Duration time);
std::string seconds_of(Instant time);

template <class Tag>
std::string number_of(Id<Tag> id) {
    return id.exists() ? std::to_string(id.value) : "none";
}

}  // namespace hw::sim
