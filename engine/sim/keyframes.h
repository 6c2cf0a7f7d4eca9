#pragma once

#include <cstdint>
#include <vector>

#include "sim/branch_id.h"
#include "sim/world.h"

namespace hw::sim {

// Approximate bytes that a copy of this world holds. What copies share counts in full: an upper bound.
std::uint64_t memory_of(const World& world);

// Copies of the world along a timeline, within a budget of bytes. When they outgrow it, every second one
// goes, everywhere alike, and new ones come half as often: any moment stays about equally near to one.
class Keyframes {
  public:
    struct Options {
        std::uint64_t budget_bytes = 0;
        std::uint32_t events_between = 1;  // > 0; to begin with
    };
    struct Keyframe {
        BranchId branch = 0;
        std::uint64_t bytes = 0;
        World world{};
    };

    explicit Keyframes(const Options& options) : options_(options), spacing_(options.events_between) {}

    // Keeps a copy if it is time for one.
    void offer(BranchId branch, const World& world);

    // Forgets the branch's worlds with more than `event_count` events.
    void forget_after(BranchId branch, std::uint32_t event_count);
    void forget(BranchId branch);

    const std::vector<Keyframe>& all() const { return frames_; }
    std::uint64_t bytes() const { return bytes_; }
    std::uint32_t spacing() const { return spacing_; }

  private:
    void thin_out();
    template <class Condition>
    void erase_if(Condition condition);

    Options options_;
    std::uint32_t spacing_;
    std::uint64_t bytes_ = 0;
    std::vector<Keyframe> frames_{};
};

}  // namespace hw::sim
