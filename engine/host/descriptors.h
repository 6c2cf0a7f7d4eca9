#pragma once

#include <cstdint>
#include <vector>

#include "base/digest.h"

namespace hw::host {

// The file descriptors of one process: small numbers, the lowest free one first (open(2)), of which 0, 1 and 2
// are taken from the beginning. What one names is a socket's slot, or a file that is of no interest here.
class DescriptorTable {
  public:
    static constexpr std::uint32_t nothing = 0xffff'ffffu;
    static constexpr std::uint32_t other_file = 0xffff'fffeu;

    // The lowest free descriptor below `limit` now names `what`; -1 when there is none.
    std::int32_t open(std::uint32_t what, std::uint32_t limit);
    // `descriptor` is open.
    void close(std::int32_t descriptor);
    // What it names; `nothing` when it is not open, or was never one.
    std::uint32_t at(std::int32_t descriptor) const {
        const auto place = static_cast<std::uint32_t>(descriptor);
        return descriptor >= 0 && place < names_.size() ? names_[place] : nothing;
    }
    std::uint32_t open_count() const { return open_count_; }
    // One more than the highest that was ever open: the end for whoever looks at each.
    std::int32_t end() const { return static_cast<std::int32_t>(names_.size()); }

    friend bool operator==(const DescriptorTable&, const DescriptorTable&) = default;
    friend void digest(Digest& d, const DescriptorTable& table);

  private:
    std::vector<std::uint32_t> names_{other_file, other_file, other_file};
    std::vector<std::uint64_t> taken_{0b111};  // a bit for each descriptor
    std::uint32_t first_word_with_room_ = 0;   // no word before it has a free bit
    std::uint32_t open_count_ = 3;
};

}  // namespace hw::host
