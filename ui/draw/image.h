// Pictures that a view paints pixel by pixel: the map of ports. Each is a texture that lives from frame to frame
// under its id; one that no frame draws any more is given back to the renderer.
#pragma once

#include "ui/theme/palette.h"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct ImTextureData;

namespace hw::ui {

class Image {
  public:
    Image(int width, int height);
    ~Image();
    Image(const Image&) = delete;
    Image& operator=(const Image&) = delete;

    int width() const;
    int height() const;
    // `width()` pixels from the left; what they hold is shown after rows_changed().
    std::span<Colour> row(int y);
    // From this frame on the rows `first` … `first + count - 1` are shown as they are now.
    void rows_changed(int first, int count);
    // For Canvas::image.
    ImTextureData& texture() const { return *texture_; }

  private:
    friend class Images;
    bool is_gone() const;
    // Whether it was in use in the last frame.
    bool want();
    void give_back();

    std::unique_ptr<ImTextureData> texture_;
};

class Images {
  public:
    Images();
    ~Images();
    Images(const Images&) = delete;
    Images& operator=(const Images&) = delete;

    // The image of that id and size, to be drawn in this frame. `is_new`: the last frame did not draw it, so what it
    // holds is to be painted over.
    struct Found {
        Image& image;
        bool is_new = false;
    };
    Found find(std::string_view id, int width, int height);
    void end_frame();

  private:
    struct Entry {
        std::unique_ptr<Image> image{};
        bool is_used = false;
    };
    std::map<std::string, Entry> entries_{};  // by id and size
};

}  // namespace hw::ui
