// Drawing laid-out paragraphs, and remembering their layouts: while nothing changes, a frame measures
// nothing.
#pragma once

#include "ui/draw/canvas.h"
#include "ui/draw/rich_text.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace hw::ui {

// Colours of 0 take the theme's: ink2 for words, ink1 for strong and code, accent for links.
struct ParagraphInk {
    Colour plain = 0;
    Colour strong = 0;
};

void draw_paragraph(const Canvas& canvas, Point upper_left, const ParagraphLayout& layout,
                    const ParagraphStyle& style, const ParagraphInk& ink = {});

// The rectangle of a run of `layout` on the screen, as tall as its line; for links and citations.
Rect run_rect(Point upper_left, const TextRun& run, const ParagraphStyle& style);

// Layouts by text, width and style. Entries that no frame asked for in a while are forgotten.
class ParagraphCache {
  public:
    // The reference stays valid until the end of the frame.
    const ParagraphLayout& layout(std::span<const TextSpan> spans, float width, const ParagraphStyle& style,
                                  const FontSet& fonts);

    // Call once a frame.
    void begin_frame();
    // Call when fonts or pixel ratio change.
    void clear();
    // How many layouts were computed since the start, for tests of the cache itself.
    std::uint64_t computed_count() const { return computed_count_; }

  private:
    struct Entry {
        ParagraphLayout layout;
        std::uint64_t last_used_frame = 0;
    };
    std::map<std::string, Entry> entries_;
    std::string key_{};
    std::uint64_t frame_ = 0;
    std::uint64_t computed_count_ = 0;
};

}  // namespace hw::ui
