#include "ui/views/host_name.h"

namespace hw::ui {

std::string shown_host_name(const Ui& ui, std::string_view name) {
    if (name == "client") return ui.tr(Msg::HostClient);
    if (name == "server") return ui.tr(Msg::HostServer);
    return std::string(name);
}

}  // namespace hw::ui
