#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/digest.h"
#include "base/fixed_vector.h"

// Bytes as a value: a queue of bytes in 16 KiB chunks which copies share until one of them writes, so
// that a snapshot of a world costs a pointer per chunk. Compared and digested by content, never by how
// it happens to be cut up. Counts are plain integers and idle chunks wait in one free list for the
// whole program: everything here belongs to one thread.

namespace hw {

// A counted reference to one chunk. Only CowBytes looks inside.
class ByteChunk {
  public:
    static constexpr std::uint32_t size = 16 * 1024;

    ByteChunk() = default;
    ByteChunk(const ByteChunk& other);
    ByteChunk(ByteChunk&& other) noexcept : block_(other.block_) { other.block_ = nullptr; }
    ByteChunk& operator=(ByteChunk other) noexcept;
    ~ByteChunk() { release(); }

    static ByteChunk make();  // contents are whatever was there before
    const std::uint8_t* data() const;
    std::uint8_t* writable();  // makes the bytes ours alone first
    bool is_same_as(const ByteChunk& other) const { return block_ == other.block_; }

  private:
    struct Block;
    struct FreeList;
    void release();
    Block* block_ = nullptr;
};

// The pieces of one stretch of bytes, in order. A TCP segment's text touches at most five chunks.
using ByteSlices = FixedVector<std::span<const std::uint8_t>, 6>;

class CowBytes {
  public:
    std::uint32_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    void append(std::span<const std::uint8_t> data) { write(size_, data); }
    // Writes at `offset`, which may lie beyond size(): the bytes of the gap are then unspecified until
    // they are written, and nobody may read, compare or digest them.
    void write(std::uint32_t offset, std::span<const std::uint8_t> data);
    void drop_front(std::uint32_t count);
    void clear();

    // The bytes [offset, offset + length); length at most 65,536 and within size().
    ByteSlices slices(std::uint32_t offset, std::uint32_t length) const;
    void copy_out(std::uint32_t offset, std::span<std::uint8_t> to) const;
    void digest_range(Digest& d, std::uint32_t offset, std::uint32_t length) const;
    static bool equal_ranges(const CowBytes& a, std::uint32_t a_offset, const CowBytes& b,
                             std::uint32_t b_offset, std::uint32_t length);

    friend bool operator==(const CowBytes& a, const CowBytes& b) {
        return a.size_ == b.size_ && equal_ranges(a, 0, b, 0, a.size_);
    }

  private:
    std::span<const std::uint8_t> run_at(std::uint32_t offset, std::uint32_t most) const;

    std::vector<ByteChunk> chunks_{};
    std::uint32_t start_ = 0;  // where the first byte lies in the first chunk
    std::uint32_t size_ = 0;
};

void digest(Digest& d, const CowBytes& bytes);

}  // namespace hw
