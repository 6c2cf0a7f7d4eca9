#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/cow_bytes.h"
#include "base/seq_num.h"

namespace hw::tcp {

// What the user has SENT and the peer has not acknowledged, sent or not (RFC 9293 §3.9.1.2). Byte by
// byte it is the retransmission queue followed by the queue of unsent data; SND.NXT divides them.
class SendBuffer {
  public:
    // The sequence number of the first byte the user will SEND: ISS+1, after the SYN.
    void start(SeqNum first) { first_ = first; }

    SeqNum first() const { return first_; }
    SeqNum end() const { return first_ + bytes_.size(); }
    std::uint32_t size() const { return bytes_.size(); }

    void append(std::span<const std::uint8_t> data) { bytes_.append(data); }
    // What has been appended so far ends a record (send(2), MSG_EOR): no segment holds text of two.
    void end_record();
    // The end of the record that the byte at `seq` belongs to; nothing if that is still open.
    std::optional<SeqNum> record_end(SeqNum seq) const;
    // Of `count` bytes from `seq` on those of the same record.
    std::uint32_t left_in_record(SeqNum seq, std::uint32_t count) const;
    // Everything before `ack` has arrived: forget it.
    void acknowledge(SeqNum ack);

    // The text [seq, seq + length) where it lies, for the owner to copy into a packet. Valid until the
    // buffer changes. At most 65,536 bytes.
    ByteSlices slices(SeqNum seq, std::uint32_t length) const {
        return bytes_.slices(distance(first_, seq), length);
    }

    friend bool operator==(const SendBuffer&, const SendBuffer&) = default;
    friend void digest(Digest& d, const SendBuffer& buffer);

  private:
    SeqNum first_{};
    CowBytes bytes_{};
    std::vector<SeqNum> record_ends_{};  // in order, each within first()+1 .. end()
};

}  // namespace hw::tcp
