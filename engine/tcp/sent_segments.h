#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/fixed_vector.h"

namespace hw::tcp {

// How the unacknowledged sequence numbers after the SYN were cut into segments, so that "the segment
// at the front of the retransmission queue" (RFC 9293 §3.10.8) can be sent again as it was. Equal
// neighbours are counted, not listed; when a connection sends too many different sizes at once the
// rest goes unrecorded and is cut anew, which §3.8.6 allows ("may repackage segments").
class SentSegments {
  public:
    // A segment that occupies `length` sequence numbers (text and FIN) was sent for the first time;
    // `outstanding` sequence numbers lay before it.
    void push(std::uint32_t length, std::uint32_t outstanding);
    // The first `count` sequence numbers have been acknowledged.
    void pop(std::uint32_t count);
    void clear() { *this = {}; }

    // Sequence numbers in the segment at the front; 0 when it was not recorded.
    std::uint32_t front() const { return runs_.empty() ? 0 : runs_[0].length - front_gone_; }

    friend bool operator==(const SentSegments&, const SentSegments&) = default;
    friend void digest(Digest& d, const SentSegments& sent);

  private:
    struct Run {
        std::uint16_t length = 0;
        std::uint16_t count = 0;
        friend constexpr bool operator==(const Run&, const Run&) = default;
    };
    FixedVector<Run, 8> runs_{};
    std::uint32_t recorded_ = 0;    // sequence numbers that the runs still cover
    std::uint16_t front_gone_ = 0;  // of the first segment, how much is acknowledged already
};

}  // namespace hw::tcp
