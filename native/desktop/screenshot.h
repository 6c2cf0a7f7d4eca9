#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hw::desktop {

// What the window shows: 8-bit RGB rows from the top, width * height * 3 bytes.
struct Picture {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<std::uint8_t> rgb{};
};

// Reads the back buffer of the current OpenGL context.
Picture read_back_buffer(std::uint32_t width, std::uint32_t height);

// Empty on success; otherwise why the PNG could not be written.
std::string write_png(const Picture& picture, const std::string& path);

// How many different colours there are, counted up to `enough`: a window that drew nothing has one.
std::uint32_t count_colours(const Picture& picture, std::uint32_t enough);

}  // namespace hw::desktop
