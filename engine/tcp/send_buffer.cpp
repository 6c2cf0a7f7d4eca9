#include "tcp/send_buffer.h"

#include <algorithm>

namespace hw::tcp {

void SendBuffer::acknowledge(SeqNum ack) {
    if (ack <= first_) return;
    // An ACK may cover our FIN, which lies behind the last byte and is none.
    const std::uint32_t count = std::min(distance(first_, ack), bytes_.size());
    bytes_.drop_front(count);
    first_ = first_ + count;
}

void digest(Digest& d, const SendBuffer& buffer) { digest_all(d, buffer.first_, buffer.bytes_); }

}  // namespace hw::tcp
