#pragma once

#include <memory>

namespace hw {

// value = T{}, where the value lies. Why: the assignment makes a second one and moves it, which for a record of a
// thousand bytes costs more than making it.
template <class T>
void renew(T& value) {
    std::destroy_at(&value);
    std::construct_at(&value);
}

}  // namespace hw
