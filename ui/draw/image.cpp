#include "ui/draw/image.h"

#include <iterator>

#include "imgui.h"
#include "imgui_internal.h"

namespace hw::ui {

Image::Image(int width, int height) : texture_(std::make_unique<ImTextureData>()) {
    texture_->Create(ImTextureFormat_RGBA32, width, height);
    texture_->SetStatus(ImTextureStatus_WantCreate);
    ImGui::RegisterUserTexture(texture_.get());
}

Image::~Image() {
    // Why: the renderer goes through this list once more when it shuts down.
    if (ImGui::GetCurrentContext() == nullptr) return;
    ImGui::GetPlatformIO().Textures.find_erase(texture_.get());
    ImGui::UnregisterUserTexture(texture_.get());
}

int Image::width() const { return texture_->Width; }
int Image::height() const { return texture_->Height; }

std::span<Colour> Image::row(int y) {
    return {static_cast<Colour*>(texture_->GetPixelsAt(0, y)), static_cast<std::size_t>(texture_->Width)};
}

void Image::rows_changed(int first, int count) {
    // A texture that the renderer has yet to make takes all of its pixels anyway.
    if (count <= 0 || texture_->Status == ImTextureStatus_WantCreate) return;
    ImTextureRect rect{};
    rect.w = static_cast<unsigned short>(texture_->Width);
    rect.y = static_cast<unsigned short>(first);
    rect.h = static_cast<unsigned short>(count);
    // Rects that were taken over stay in the list until the next one asks for an update.
    if (texture_->Status != ImTextureStatus_WantUpdates) texture_->Updates.resize(0);
    texture_->Updates.push_back(rect);
    texture_->UpdateRect = {0, 0, rect.w, static_cast<unsigned short>(texture_->Height)};
    texture_->SetStatus(ImTextureStatus_WantUpdates);
}

bool Image::is_gone() const { return texture_->Status == ImTextureStatus_Destroyed; }

bool Image::want() {
    const bool was_idle = texture_->Status == ImTextureStatus_WantDestroy || is_gone();
    const bool has_texture = texture_->TexID != ImTextureID_Invalid;
    texture_->UnusedFrames = 0;
    if (texture_->Status == ImTextureStatus_WantDestroy && has_texture)
        texture_->SetStatus(ImTextureStatus_OK);
    else if (!has_texture)
        texture_->SetStatus(ImTextureStatus_WantCreate);
    return !was_idle;
}

void Image::give_back() {
    if (texture_->Status == ImTextureStatus_WantDestroy || is_gone()) return;
    texture_->UnusedFrames = 1;
    texture_->SetStatus(texture_->TexID != ImTextureID_Invalid ? ImTextureStatus_WantDestroy
                                                               : ImTextureStatus_Destroyed);
}

Images::Images() = default;
Images::~Images() = default;

Images::Found Images::find(std::string_view id, int width, int height) {
    // Why the size is part of the key: the renderer holds a texture of another size until it has been told.
    const std::string key = std::string(id) + '@' + std::to_string(width) + 'x' + std::to_string(height);
    const auto at = entries_.find(key);
    if (at == entries_.end()) {
        Entry& made = entries_[key];
        made = {std::make_unique<Image>(width, height), true};
        return {*made.image, true};
    }
    at->second.is_used = true;
    const bool is_new = !at->second.image->want();
    return {*at->second.image, is_new};
}

void Images::end_frame() {
    for (auto at = entries_.begin(); at != entries_.end();) {
        Entry& entry = at->second;
        if (!entry.is_used) entry.image->give_back();
        const bool is_over = !entry.is_used && entry.image->is_gone();
        entry.is_used = false;
        at = is_over ? entries_.erase(at) : std::next(at);
    }
}

}  // namespace hw::ui
