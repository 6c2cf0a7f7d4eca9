// The fields of a TCB as the inspector lists them, before and after one event, under the RFC's names.
#pragma once

#include "tcp/tcb_summary.h"
#include "ui/text/messages.h"

#include <string>
#include <vector>

namespace hw::ui {

struct TcbField {
    std::string id{};  // the same in every language
    std::string name{};
    std::string before{};
    std::string after{};
    bool has_changed() const { return before != after; }
};

// In the order of the RFC's lists; a field that means nothing in a state reads "–", and one that
// no option, or no loss, has brought into being is left out.
std::vector<TcbField> tcb_fields(const tcp::TcbSummary& before, const tcp::TcbSummary& after,
                                 Language language);

}  // namespace hw::ui
