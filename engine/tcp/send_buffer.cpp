#include "tcp/send_buffer.h"

#include <algorithm>

namespace hw::tcp {

void SendBuffer::acknowledge(SeqNum ack) {
    if (ack <= first_) return;
    // An ACK may cover our FIN, which lies behind the last byte and is none.
    const std::uint32_t count = std::min(distance(first_, ack), bytes_.size());
    bytes_.drop_front(count);
    first_ = first_ + count;
    const auto open = std::find_if(record_ends_.begin(), record_ends_.end(),
                                   [&](SeqNum record_end) { return first_ < record_end; });
    record_ends_.erase(record_ends_.begin(), open);
}

void SendBuffer::end_record() {
    const bool is_marked = !record_ends_.empty() && record_ends_.back() == end();
    if (size() > 0 && !is_marked) record_ends_.push_back(end());
}

std::optional<SeqNum> SendBuffer::record_end(SeqNum seq) const {
    for (const SeqNum one : record_ends_)
        if (seq < one) return one;
    return std::nullopt;
}

std::uint32_t SendBuffer::left_in_record(SeqNum seq, std::uint32_t count) const {
    const std::optional<SeqNum> one_end = record_end(seq);
    return one_end ? std::min(count, distance(seq, *one_end)) : count;
}

void digest(Digest& d, const SendBuffer& buffer) {
    digest_all(d, buffer.first_, buffer.bytes_, buffer.record_ends_.size());
    for (const SeqNum record_end : buffer.record_ends_) digest(d, record_end);
}

}  // namespace hw::tcp
