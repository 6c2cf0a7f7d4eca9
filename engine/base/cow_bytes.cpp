#include "base/cow_bytes.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/check.h"

namespace hw {

struct ByteChunk::Block {
    std::uint32_t references = 0;
    Block* next_free = nullptr;
    std::array<std::uint8_t, ByteChunk::size> bytes;
};

// Why a free list: a receiver whose user reads at once empties its buffer after every segment; going
// to the allocator each time would cost more than the rest of the segment's processing.
struct ByteChunk::FreeList {
    static constexpr std::uint32_t most_idle = 256;  // 4 MiB

    static Block* take() {
        if (first == nullptr) return new Block;
        Block* block = std::exchange(first, first->next_free);
        --idle;
        return block;
    }
    static void give_back(Block* block) {
        if (idle == most_idle) {
            delete block;
            return;
        }
        block->next_free = std::exchange(first, block);
        ++idle;
    }

    static inline Block* first = nullptr;
    static inline std::uint32_t idle = 0;
};

ByteChunk::ByteChunk(const ByteChunk& other) : block_(other.block_) {
    if (block_ != nullptr) ++block_->references;
}

ByteChunk& ByteChunk::operator=(ByteChunk other) noexcept {
    std::swap(block_, other.block_);
    return *this;
}

ByteChunk ByteChunk::make() {
    ByteChunk chunk;
    chunk.block_ = FreeList::take();
    chunk.block_->references = 1;
    return chunk;
}

const std::uint8_t* ByteChunk::data() const { return block_->bytes.data(); }

std::uint8_t* ByteChunk::writable() {
    if (block_->references > 1) {
        ByteChunk own = make();
        own.block_->bytes = block_->bytes;
        *this = std::move(own);
    }
    return block_->bytes.data();
}

void ByteChunk::release() {
    if (block_ != nullptr && --block_->references == 0) FreeList::give_back(block_);
    block_ = nullptr;
}

void CowBytes::write(std::uint32_t offset, std::span<const std::uint8_t> data) {
    std::uint32_t at = start_ + offset;
    const std::uint32_t end = at + static_cast<std::uint32_t>(data.size());
    while (chunks_.size() * ByteChunk::size < end) chunks_.push_back(ByteChunk::make());
    size_ = std::max(size_, end - start_);
    while (!data.empty()) {
        const std::uint32_t in_chunk = at % ByteChunk::size;
        const std::size_t count = std::min<std::size_t>(data.size(), ByteChunk::size - in_chunk);
        std::memcpy(chunks_[at / ByteChunk::size].writable() + in_chunk, data.data(), count);
        data = data.subspan(count);
        at += static_cast<std::uint32_t>(count);
    }
}

void CowBytes::drop_front(std::uint32_t count) {
    HW_CHECK(count <= size_);
    start_ += count;
    size_ -= count;
    if (size_ == 0) {
        clear();
        return;
    }
    const std::uint32_t passed = start_ / ByteChunk::size;
    if (passed == 0) return;
    chunks_.erase(chunks_.begin(), chunks_.begin() + passed);
    start_ %= ByteChunk::size;
}

void CowBytes::clear() {
    chunks_.clear();
    start_ = 0;
    size_ = 0;
}

// The longest piece from `offset` on that lies in one chunk, at most `most` bytes.
std::span<const std::uint8_t> CowBytes::run_at(std::uint32_t offset, std::uint32_t most) const {
    const std::uint32_t at = start_ + offset;
    const std::uint32_t in_chunk = at % ByteChunk::size;
    return {chunks_[at / ByteChunk::size].data() + in_chunk, std::min(most, ByteChunk::size - in_chunk)};
}

ByteSlices CowBytes::slices(std::uint32_t offset, std::uint32_t length) const {
    HW_CHECK(offset + length <= size_);
    ByteSlices result;
    while (length > 0) {
        const auto run = run_at(offset, length);
        result.push_back(run);
        offset += static_cast<std::uint32_t>(run.size());
        length -= static_cast<std::uint32_t>(run.size());
    }
    return result;
}

void CowBytes::copy_out(std::uint32_t offset, std::span<std::uint8_t> to) const {
    HW_CHECK(offset + to.size() <= size_);
    while (!to.empty()) {
        const auto run = run_at(offset, static_cast<std::uint32_t>(to.size()));
        std::memcpy(to.data(), run.data(), run.size());
        to = to.subspan(run.size());
        offset += static_cast<std::uint32_t>(run.size());
    }
}

void CowBytes::digest_range(Digest& d, std::uint32_t offset, std::uint32_t length) const {
    // Words of eight bytes are gathered across chunk borders, so that only the content counts.
    d.word(length);
    std::uint64_t pending = 0;
    std::uint32_t shift = 0;
    while (length > 0) {
        const auto run = run_at(offset, length);
        for (const std::uint8_t byte : run) {
            pending |= std::uint64_t{byte} << shift;
            shift += 8;
            if (shift == 64) {
                d.word(pending);
                pending = 0;
                shift = 0;
            }
        }
        offset += static_cast<std::uint32_t>(run.size());
        length -= static_cast<std::uint32_t>(run.size());
    }
    if (shift != 0) d.word(pending);
}

bool CowBytes::equal_ranges(const CowBytes& a, std::uint32_t a_offset, const CowBytes& b,
                            std::uint32_t b_offset, std::uint32_t length) {
    while (length > 0) {
        const auto of_a = a.run_at(a_offset, length);
        const auto of_b = b.run_at(b_offset, length);
        const std::size_t count = std::min(of_a.size(), of_b.size());
        const bool is_shared = of_a.data() == of_b.data();
        if (!is_shared && std::memcmp(of_a.data(), of_b.data(), count) != 0) return false;
        a_offset += static_cast<std::uint32_t>(count);
        b_offset += static_cast<std::uint32_t>(count);
        length -= static_cast<std::uint32_t>(count);
    }
    return true;
}

void digest(Digest& d, const CowBytes& bytes) { bytes.digest_range(d, 0, bytes.size()); }

}  // namespace hw
