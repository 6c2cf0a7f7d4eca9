#include "host/error_queue.h"

namespace hw::host {
namespace {

void report(ErrorQueue& queue, const ErrorReport& news) {
    ++queue.wakeups;
    // Linux: skb_zerocopy_notify_extend(): neighbours at the end of the queue become one range.
    if (!queue.reports.empty() && news.origin == ErrorOrigin::ZeroCopy) {
        ErrorReport& last = queue.reports.back();
        if (last.origin == ErrorOrigin::ZeroCopy && last.data + 1 == news.info) {
            last.data = news.data;
            return;
        }
    }
    queue.reports.push_back(news);
}

void report_send(ErrorQueue& queue, const WatchedText& text, Instant now) {
    report(queue, {.origin = ErrorOrigin::ZeroCopy, .info = text.number, .data = text.number, .at = now});
}

void report_stage(ErrorQueue& queue, WatchedText& text, std::uint32_t flag, SentStage stage, Instant now) {
    if ((text.stages & flag) == 0) return;
    text.stages &= ~flag;
    report(queue, {.origin = ErrorOrigin::Timestamping,
                   .info = static_cast<std::uint32_t>(stage),
                   .data = text.number,
                   .at = now,
                   .has_packet = text.has_packet});
}

}  // namespace

void watch_zero_copy(ErrorQueue& queue, const tcp::Tcb& tcb) {
    queue.watched.push_back(
        {.origin = ErrorOrigin::ZeroCopy, .end = tcb.send_buffer.end(), .number = queue.sends++});
}

void watch_timestamps(ErrorQueue& queue, const tcp::Tcb& tcb, std::uint32_t flags) {
    const std::uint32_t stages = flags & (timestamp_tx_software | timestamp_tx_sched | timestamp_tx_ack);
    if (stages == 0) return;
    // Linux: tcp_tx_timestamp() marks the last sk_buff of the queue, which has room for one mark.
    std::erase_if(queue.watched, [&](const WatchedText& text) {
        return text.origin == ErrorOrigin::Timestamping && tcb.snd.nxt < text.end;
    });
    const SeqNum end = tcb.send_buffer.end();
    const bool is_numbered = (flags & timestamp_opt_id) != 0;
    queue.watched.push_back({.origin = ErrorOrigin::Timestamping,
                             .end = end,
                             .number = is_numbered ? distance(queue.first_byte, end) - 1 : 0,
                             .stages = stages,
                             .has_packet = (flags & timestamp_opt_tsonly) == 0});
}

// Ours: what is sent again is not told again. A copy is made all the same, as on the loopback device: the code is
// SO_EE_CODE_ZEROCOPY_COPIED.
void look_at_watched(ErrorQueue& queue, const tcp::Tcb& tcb, Instant now) {
    std::erase_if(queue.watched, [&](WatchedText& text) {
        const bool is_sent = text.end <= tcb.snd.nxt, is_acknowledged = text.end <= tcb.snd.una;
        if (text.origin == ErrorOrigin::ZeroCopy) {
            if (is_acknowledged) report_send(queue, text, now);
            return is_acknowledged;
        }
        if (!is_sent) return false;
        report_stage(queue, text, timestamp_tx_sched, SentStage::Scheduled, now);
        report_stage(queue, text, timestamp_tx_software, SentStage::Sent, now);
        if (is_acknowledged) report_stage(queue, text, timestamp_tx_ack, SentStage::Acknowledged, now);
        return text.stages == 0;
    });
}

void connection_is_gone(ErrorQueue& queue, Instant now) {
    for (const WatchedText& text : queue.watched)
        if (text.origin == ErrorOrigin::ZeroCopy) report_send(queue, text, now);
    queue.watched.clear();
}

void digest(Digest& d, const ErrorQueue& queue) {
    digest_all(d, queue.sends, queue.first_byte, queue.wakeups, queue.reports.size(), queue.watched.size());
    for (const ErrorReport& one : queue.reports)
        digest_all(d, one.origin, one.info, one.data, one.at, one.has_packet);
    for (const WatchedText& text : queue.watched)
        digest_all(d, text.origin, text.end, text.number, text.stages, text.has_packet);
}

}  // namespace hw::host
