#include "tcp/effects.h"

#include <array>

namespace hw::tcp {

std::string_view nstat_name_of(Count count) {
    static constexpr std::array<std::string_view, count_count> names{{
#define HW_COUNT(enumerator, nstat_name) nstat_name,
#include "tcp/counts.inc"
#undef HW_COUNT
    }};
    return names[static_cast<std::uint32_t>(count)];
}

}  // namespace hw::tcp
