#include "tcp/acknowledge.h"

#include <algorithm>
#include <optional>

#include "tcp/congestion_news.h"
#include "tcp/recovery/flight.h"
#include "tcp/recovery/loss_detection.h"
#include "tcp/recovery/rack.h"
#include "tcp/recovery/recovery.h"
#include "tcp/recovery/sack_blocks.h"
#include "tcp/recovery/tail_loss_probe.h"
#include "tcp/recovery/window_reduction.h"
#include "tcp/timers.h"
#include "tcp/timestamps.h"

namespace hw::tcp {
namespace {

void take_segment_off(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    const SentSegment segment = tcb.sent.front();
    const std::uint32_t amount = amount_of(segment.length(), tcb, arrival.config);
    ++news.acked_segments;
    if (segment.was_retransmitted) {
        news.acks_retransmitted = true;
    } else if (!segment.is_sacked) {
        news.last_acked_sent_at = segment.sent_at;
        if (news.first_acked_sent_at.is_never()) news.first_acked_sent_at = segment.sent_at;
        if (segment.seq < news.lowest_overtaken) news.lowest_overtaken = segment.seq;
        if (segment.end <= tcb.recovery.high_seq) news.proves_original = true;
    }
    if (!segment.is_sacked) {
        ++news.delivered_segments;
        news.delivered_bytes += amount;
        if (tcb.sack.is_permitted) note_delivery(arrival, segment);
    }
    tcb.sent.pop_front();
}

// "Any segments on the retransmission queue that are thereby entirely acknowledged are removed."
void shrink_scoreboard(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    Scoreboard& sent = tcb.sent;
    news.lowest_overtaken = tcb.snd.nxt;
    while (!sent.empty() && sent.front().end <= tcb.snd.una) take_segment_off(arrival, news);
    if (!sent.empty() && sent.front().seq < tcb.snd.una) {
        if (arrival.config.flight_unit == FlightUnit::Bytes)
            news.delivered_bytes += distance(sent.front().seq, tcb.snd.una);
        sent.trim_front(tcb.snd.una);
    }
    news.acks_segments = news.acked_segments > 0;
    news.sack_was_reneged = !sent.empty() && sent.front().is_sacked;
    if (tcb.sack.is_permitted) {
        // RFC 8985 §6.2 step 3: a hole that was never sent again has been filled.
        if (news.acks_segments && news.lowest_overtaken < news.prior_sacked_end)
            note_reordering(arrival, news.lowest_overtaken, SeenBy::Sack);
        return;
    }
    // Without SACK nobody knows which of them were never sent again.
    if (news.acks_retransmitted) news.proves_original = false;
    const std::uint32_t known = std::min(tcb.recovery.duplicates_held, std::max(news.acked_segments, 1u) - 1);
    news.delivered_segments -= std::min(news.delivered_segments, known);
    news.delivered_bytes -= std::min(news.delivered_bytes, known * tcb.snd.mss);
    discount_duplicates(arrival, news);
}

// The latest round trip that this ACK shows: kept as the least, and told to congestion control (Linux: pkts_acked()).
void note_round_trip(Arrival& arrival, Duration latest) {
    Tcb& tcb = arrival.tcb;
    tcb.rtt.minimum.add(latest, arrival.now, arrival.config.min_rtt_window);
    CongestionNews news = news_of(arrival);
    news.rtt_sample = latest;
    congestion_control(arrival.config.congestion).on_round_trip(tcb.congestion, news);
}

// Linux: tcp_ack_update_rtt(): a sample from every ACK, of the first segment among those it acknowledges or SACKs
// that was sent once only; failing that from the timestamp it echoes. True: there was one.
bool take_samples_of_ack(Arrival& arrival, const AckNews& news) {
    Tcb& tcb = arrival.tcb;
    std::optional<Duration> sample;
    std::optional<Duration> latest;
    if (!news.first_acked_sent_at.is_never() && !news.acks_retransmitted) {
        sample = arrival.now - news.first_acked_sent_at;
        latest = arrival.now - news.last_acked_sent_at;
    }
    if (!news.first_sacked_sent_at.is_never()) {
        latest = arrival.now - news.last_sacked_sent_at;
        if (!sample) sample = arrival.now - news.first_sacked_sent_at;
    }
    if (!sample && news.acks_segments) sample = latest = timestamp_sample(arrival);
    if (!sample) return false;
    note_round_trip(arrival, *latest);
    take_sample_in_round(tcb.rtt, *sample, {tcb.snd.una, tcb.snd.nxt}, arrival.config);
    return true;
}

// RFC 6298 §3: one segment is timed at a time. RFC 7323 §4 adds that with timestamps Karn's rule need not throw
// the round away: the echo tells which transmission is answered.
bool take_timed_sample(Arrival& arrival, const AckNews& news) {
    Tcb& tcb = arrival.tcb;
    const bool had_timing = !tcb.rtt.timed_since.is_never();
    const Duration timed = had_timing ? arrival.now - tcb.rtt.timed_since : Duration{};
    const bool is_per_round = arrival.config.rtt_variation == RttVariation::PerRound;
    const RoundPosition at{tcb.snd.una, tcb.snd.nxt};
    if (is_per_round && had_timing && tcb.rtt.timed_end <= arrival.seg.ack) {
        take_sample_in_round(tcb.rtt, timed, at, arrival.config);
        abandon_timing(tcb.rtt);
    } else {
        finish_timing(tcb.rtt, arrival.seg.ack, arrival.now, arrival.config);
    }
    if (had_timing && tcb.rtt.timed_since.is_never()) {
        note_round_trip(arrival, timed);
        return true;
    }
    const bool was_syn_repeated = tcb.rtt.syn_losses > 0 && !tcb.rtt.has_sample;
    if (had_timing || !(news.acks_retransmitted || was_syn_repeated)) return false;
    const std::optional<Duration> echoed = timestamp_sample(arrival);
    if (!echoed) return false;
    if (is_per_round)
        take_sample_in_round(tcb.rtt, *echoed, at, arrival.config);
    else
        take_sample(tcb.rtt, *echoed, arrival.config);
    note_round_trip(arrival, *echoed);
    return true;
}

bool measure_round_trip(Arrival& arrival, const AckNews& news) {
    Tcb& tcb = arrival.tcb;
    // The SYN is timed, not listed: its round trip is measured the RFC's way in any case, also when its text was not
    // taken.
    const bool times_syn = !tcb.rtt.timed_since.is_never() && tcb.rtt.timed_end == tcb.snd.iss + 1;
    const bool by_segments =
        arrival.config.rtt_variation == RttVariation::PerRound && news.prior_segments > 0 && !times_syn;
    bool is_measured = false;
    if (by_segments)
        is_measured = take_samples_of_ack(arrival, news);
    else if (news.has_advanced)
        is_measured = take_timed_sample(arrival, news);
    if (is_measured) tcb.recovery.probe.has_sample_since = true;
    return is_measured;
}

}  // namespace

AckNews before_ack(const Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    AckNews news;
    news.prior_una = tcb.snd.una;
    news.prior_sacked_end = tcb.sent.sacked().segments > 0 ? tcb.sent.sacked_end() : tcb.snd.una;
    news.prior_flight_bytes = bytes_in_flight(tcb, arrival.config);
    news.prior_timeout = tcb.deadlines.retransmit;
    news.prior_segments = tcb.sent.size();
    news.lowest_overtaken = tcb.snd.nxt;
    return news;
}

void advance_una(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    const SeqNum ack = arrival.seg.ack;
    const std::uint32_t buffered_before = tcb.send_buffer.size();

    tcb.recovery.bytes_acked += distance(tcb.snd.una, ack);
    tcb.snd.una = ack;
    news.has_advanced = true;
    tcb.send_buffer.acknowledge(ack);
    if (!tcb.packets.empty()) tcb.packets.acknowledge(ack);
    shrink_scoreboard(arrival, news);
    if (tcb.snd.is_pushed && tcb.snd.push <= ack) tcb.snd.is_pushed = false;
    if (tcb.snd.is_urgent && tcb.snd.up <= ack) tcb.snd.is_urgent = false;

    measure_round_trip(arrival, news);
    tcb.retransmissions = 0;
    tcb.duplicate_acks = 0;
    // RFC 6298 (5.3): "When an ACK is received that acknowledges new data, restart the retransmission timer".
    restart_retransmission_timer(arrival);
    tcb.recovery.probe.is_wanted = true;
    note_progress(tcb);

    // "Users should receive positive acknowledgments for buffers that have been SENT and fully acknowledged":
    // here, word that there is room again, for a user who was refused some.
    const bool counts_text = !tcb.options.send_buffer_counts_packets;
    if (tcb.writer_is_waiting && counts_text && tcb.send_buffer.size() < buffered_before) {
        tcb.writer_is_waiting = false;
        arrival.effects.signals.push_back(Signal::Writable);
    }
}

void advance_una(Arrival& arrival) {
    AckNews news = before_ack(arrival);
    advance_una(arrival, news);
}

void conclude_ack(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    if (news.prior_segments == 0 && !news.has_dsack) return;
    if (!news.has_advanced && news.has_sacked && measure_round_trip(arrival, news) && !tcb.sent.empty() &&
        news.first_sacked_sent_at < tcb.sent.front().sent_at) {
        // Linux: tcp_clean_rtx_queue(): the timeout counts anew when a round trip was measured since the first
        // segment was last sent, and only then, or SACKs could put it off for ever.
        restart_retransmission_timer(arrival);
        tcb.recovery.probe.is_wanted = true;
    }
    if (arrival.config.rack == Switch::On) adapt_reordering_window(tcb);
    judge_probe(arrival, news);
    const bool is_dubious = news.is_duplicate || news.has_sacked || news.has_dsack ||
                            news.echoes_congestion || tcb.recovery.phase != RecoveryPhase::Open;
    const bool recovers = congestion_control(arrival.config.congestion).recovers_early;
    if (tcb.recovery.phase == RecoveryPhase::Loss || (is_dubious && recovers)) judge_ack(arrival, news);
    tcb.recovery.delivered += news.delivered_segments;

    if (is_reducing(tcb)) {
        continue_reduction(arrival, news);
        return;
    }
    // Linux: tcp_may_raise_cwnd(): where the network reorders, SACKs count as progress too.
    const bool is_progress = news.has_advanced || (news.has_sacked && tcb.recovery.duplicate_threshold > 3);
    if (!is_progress || news.delivered_bytes == 0) return;
    // Linux: tcp_cong_avoid(): a window that ACKs still speak for is not one that nobody uses.
    tcb.congestion.use.was_full_at = arrival.now;
    CongestionNews told = news_of(arrival);
    told.acked_bytes = news.delivered_bytes;
    told.in_flight_bytes = news.prior_flight_bytes;
    congestion_control(arrival.config.congestion).on_ack(tcb.congestion, told);
}

}  // namespace hw::tcp
