#include "tcp/sent_segments.h"

#include "base/check.h"

namespace hw::tcp {

void SentSegments::push(std::uint32_t length, std::uint32_t outstanding) {
    HW_CHECK(length > 0 && length <= 0xffff);
    // Segments behind an unrecorded stretch cannot be recorded: where they begin is no longer known.
    if (recorded_ != outstanding) return;
    if (!runs_.empty() && runs_.back().length == length && runs_.back().count < 0xffff) {
        ++runs_.back().count;
    } else if (!runs_.try_push_back({static_cast<std::uint16_t>(length), 1})) {
        return;
    }
    recorded_ += length;
}

void SentSegments::pop(std::uint32_t count) {
    if (count >= recorded_) {
        clear();
        return;
    }
    recorded_ -= count;
    while (count > 0) {
        const std::uint32_t left_of_front = front();
        if (count < left_of_front) {
            front_gone_ = static_cast<std::uint16_t>(front_gone_ + count);
            return;
        }
        count -= left_of_front;
        front_gone_ = 0;
        if (--runs_[0].count > 0) continue;
        for (std::uint32_t i = 1; i < runs_.size(); ++i) runs_[i - 1] = runs_[i];
        runs_.pop_back();
    }
}

void digest(Digest& d, const SentSegments& sent) {
    d.word(sent.runs_.size());
    for (const auto& run : sent.runs_) digest_all(d, run.length, run.count);
    digest_all(d, sent.recorded_, sent.front_gone_);
}

}  // namespace hw::tcp
