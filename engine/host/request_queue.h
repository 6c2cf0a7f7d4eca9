#pragma once

#include <cstdint>
#include <vector>

#include "base/digest.h"

namespace hw::host {

// First in, first out, in one vector whose room is used again. A value, compared by content.
template <class T>
class RequestQueue {
  public:
    bool empty() const { return first_ == items_.size(); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(items_.size()) - first_; }
    const T& front() const { return items_[first_]; }
    void push(const T& item) { items_.push_back(item); }
    T pop() {
        const T item = items_[first_++];
        if (first_ == items_.size()) {
            clear();
        } else if (first_ >= 64 && first_ * 2 >= items_.size()) {
            items_.erase(items_.begin(), items_.begin() + first_);
            first_ = 0;
        }
        return item;
    }
    void clear() {
        items_.clear();
        first_ = 0;
    }

    friend bool operator==(const RequestQueue& a, const RequestQueue& b) {
        if (a.size() != b.size()) return false;
        for (std::uint32_t i = 0; i < a.size(); ++i)
            if (!(a.items_[a.first_ + i] == b.items_[b.first_ + i])) return false;
        return true;
    }
    friend void digest(Digest& d, const RequestQueue& queue) {
        digest(d, queue.size());
        for (std::uint32_t i = queue.first_; i < queue.items_.size(); ++i) digest(d, queue.items_[i]);
    }

  private:
    std::vector<T> items_{};
    std::uint32_t first_ = 0;
};

}  // namespace hw::host
