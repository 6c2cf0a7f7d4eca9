#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/check.h"

namespace hw {

// A vector in blocks of `block_size` items which copies share until one of them writes, so that a snapshot of
// a table costs a pointer per block, growth moves no item, and a queue can forget its oldest blocks. Compared
// by content. Like CowBytes, its counts of sharers are plain integers: everything belongs to one thread.
template <class T, std::uint32_t block_size>
class CowVector {
    static_assert((block_size & (block_size - 1)) == 0, "a place is split into block and offset by its bits");

  public:
    static constexpr std::uint32_t items_per_block = block_size;

    CowVector() = default;
    CowVector(const CowVector& other) : blocks_(other.blocks_), size_(other.size_) {
        for (Block* block : blocks_) ++block->sharers;
    }
    CowVector(CowVector&& other) noexcept
        : blocks_(std::move(other.blocks_)), size_(std::exchange(other.size_, 0)) {
        other.blocks_.clear();
    }
    CowVector& operator=(CowVector other) noexcept {
        blocks_.swap(other.blocks_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~CowVector() { clear(); }

    std::uint32_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    const T& operator[](std::uint32_t at) const { return blocks_[at / block_size]->items[at % block_size]; }
    // For writing: makes the item's block ours alone first.
    T& writable(std::uint32_t at) {
        Block*& block = blocks_[at / block_size];
        if (block->sharers > 1) block = copy_of(block);
        return block->items[at % block_size];
    }
    // The address of an item, for a prefetch; it may be shared.
    const T* address_of(std::uint32_t at) const { return &(*this)[at]; }

    void push_back(const T& item) {
        if (size_ == blocks_.size() * block_size) blocks_.push_back(new Block);
        ++size_;
        writable(size_ - 1) = item;
    }
    void assign(std::uint32_t count, const T& item) {
        clear();
        for (std::uint32_t i = 0; i < count; ++i) push_back(item);
    }
    // Forgets the first `count` whole blocks: what lay at `count * block_size` lies at 0 now.
    void drop_front_blocks(std::uint32_t count) {
        HW_CHECK(std::uint64_t{count} * block_size <= size_);
        for (std::uint32_t i = 0; i < count; ++i) release(blocks_[i]);
        blocks_.erase(blocks_.begin(), blocks_.begin() + count);
        size_ -= count * block_size;
    }
    void clear() {
        for (Block* block : blocks_) release(block);
        blocks_.clear();
        size_ = 0;
    }

    friend bool operator==(const CowVector& a, const CowVector& b) {
        if (a.size_ != b.size_) return false;
        for (std::uint32_t i = 0; i < a.size_; ++i) {
            const bool is_shared =
                i % block_size == 0 && a.blocks_[i / block_size] == b.blocks_[i / block_size];
            if (is_shared)
                i += block_size - 1;
            else if (!(a[i] == b[i]))
                return false;
        }
        return true;
    }

  private:
    struct Block {
        std::uint32_t sharers = 1;
        std::array<T, block_size> items{};
    };
    static void release(Block* block) {
        if (--block->sharers == 0) delete block;
    }
    static Block* copy_of(Block* shared) {
        Block* own = new Block{*shared};
        own->sharers = 1;
        --shared->sharers;
        return own;
    }

    std::vector<Block*> blocks_{};
    std::uint32_t size_ = 0;
};

}  // namespace hw
