#include "support/ui/headless_imgui.h"

#include <fstream>
#include <iterator>
#include <string>

#include "imgui.h"
#include "support/paths.h"

namespace hw::ui::test {

std::vector<std::uint8_t> read_font(const char* name) {
    std::ifstream in(hw::test::fonts_folder() + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void accept_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate || texture->Status == ImTextureStatus_WantUpdates) {
            texture->SetTexID(ImTextureID{1});
            texture->SetStatus(ImTextureStatus_OK);
        } else if (texture->Status == ImTextureStatus_WantDestroy) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        }
    }
}

}  // namespace hw::ui::test
