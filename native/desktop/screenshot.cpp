#include "native/desktop/screenshot.h"

#include <png.h>

#include <algorithm>
#include <set>

#define GL_GLEXT_PROTOTYPES
#include <GLFW/glfw3.h>

namespace hw::desktop {

Picture read_back_buffer(std::uint32_t width, std::uint32_t height) {
    Picture picture{
        .width = width, .height = height, .rgb = std::vector<std::uint8_t>(std::size_t{3} * width * height)};
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, static_cast<GLsizei>(width), static_cast<GLsizei>(height), GL_RGB, GL_UNSIGNED_BYTE,
                 picture.rgb.data());
    // OpenGL's first row is the lowest one.
    const std::size_t row = std::size_t{3} * width;
    for (std::uint32_t y = 0; y < height / 2; ++y)
        std::swap_ranges(picture.rgb.begin() + static_cast<std::ptrdiff_t>(y * row),
                         picture.rgb.begin() + static_cast<std::ptrdiff_t>((y + 1) * row),
                         picture.rgb.begin() + static_cast<std::ptrdiff_t>((height - 1 - y) * row));
    return picture;
}

std::string write_png(const Picture& picture, const std::string& path) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = picture.width;
    image.height = picture.height;
    image.format = PNG_FORMAT_RGB;
    if (png_image_write_to_file(&image, path.c_str(), 0, picture.rgb.data(), 0, nullptr) != 0) return "";
    return path + ": " + image.message;
}

std::uint32_t count_colours(const Picture& picture, std::uint32_t enough) {
    std::set<std::uint32_t> colours;
    for (std::size_t i = 0; i + 2 < picture.rgb.size() && colours.size() < enough; i += 3)
        colours.insert(std::uint32_t{picture.rgb[i]} << 16 | std::uint32_t{picture.rgb[i + 1]} << 8 |
                       picture.rgb[i + 2]);
    return static_cast<std::uint32_t>(colours.size());
}

}  // namespace hw::desktop
