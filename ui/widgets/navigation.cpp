#include "ui/widgets/navigation.h"

#include <algorithm>

namespace hw::ui {

const Destination* Navigation::present() const {
    const auto found = std::find_if(destinations.begin(), destinations.end(),
                                    [](const Destination& each) { return each.is_present; });
    return found == destinations.end() ? nullptr : &*found;
}

const Destination& Navigation::parent() const {
    static const Destination front{.name = "questions", .target = "#/", .label = Msg::Questions};
    const Destination* place = present();
    return place == nullptr || place->is_here ? front : *place;
}

}  // namespace hw::ui
