#include "host/time_wait_record.h"

#include <algorithm>

namespace hw::host {

namespace {

// The places of what TimeWaitRecord::bits holds, from the lowest bit on.
constexpr std::uint32_t rules_at = 0, opened_by_at = 4, window_shift_at = 6, window_scale_is_agreed_at = 10,
                        timestamps_are_agreed_at = 11, sack_is_permitted_at = 12, reuses_address_at = 13,
                        is_orphan_at = 14;
static_assert(tcp::rule_book_count <= 16 && tcp::most_window_shift < 16);

template <class T>
constexpr std::uint32_t bits_of(T value, std::uint32_t at) {
    return static_cast<std::uint32_t>(value) << at;
}
constexpr std::uint32_t bits_at(std::uint32_t bits, std::uint32_t at, std::uint32_t count) {
    return bits >> at & ((1u << count) - 1);
}

std::uint32_t bits_of(const TimeWaitSubject& subject) {
    const tcp::Tcb& tcb = subject.tcb;
    return bits_of(tcb.rules, rules_at) | bits_of(tcb.opened_by, opened_by_at) |
           bits_of(tcb.rcv.shift, window_shift_at) |
           bits_of(tcb.window_scale_is_agreed, window_scale_is_agreed_at) |
           bits_of(tcb.timestamps.are_agreed, timestamps_are_agreed_at) |
           bits_of(tcb.sack.is_permitted, sack_is_permitted_at) |
           bits_of(subject.reuses_address, reuses_address_at) | bits_of(tcb.is_orphan, is_orphan_at);
}

// Rounded up: the peer was told of multiples of 2^Rcv.Wind.Shift only, and nothing that it was told is taken back.
std::uint16_t raw_window_of(const tcp::ReceiveVariables& rcv) {
    const std::uint32_t units = (rcv.wnd + (1u << rcv.shift) - 1) >> rcv.shift;
    return static_cast<std::uint16_t>(std::min<std::uint32_t>(units, 0xffff));
}

bool is_quiet(const tcp::Tcb& tcb) {
    const bool has_all_been_read = tcb.receive_buffer.readable() == 0 && tcb.receive_buffer.held().empty();
    return tcb.state == tcp::State::TimeWait && has_all_been_read && !tcb.rcv.is_urgent &&
           tcb.snd.una == tcb.snd.nxt;
}

// Answers that were given just now still count against the next ones.
bool has_spent_its_answers(const TimeWaitSubject& subject) {
    const tcp::ChallengeBudget& spent = subject.tcb.challenges;
    const bool counts = subject.config.challenge_acks_per_second > 0 && spent.sent > 0 &&
                        subject.now - spent.second_began < 1_s;
    return counts || (!spent.last_answer.is_never() &&
                      subject.now - spent.last_answer < subject.config.invalid_segment_interval);
}

}  // namespace

void digest(Digest& d, const TimeWaitRecord& record) {
    digest_all(d, record.tuple(), record.id, record.snd_nxt, record.rcv_nxt, record.max_send_window,
               record.recent_timestamp, record.timestamp_offset, record.expires_us, record.raw_window,
               record.bits);
}

bool pack(const TimeWaitSubject& subject, TimeWaitRecord& record) {
    const tcp::Tcb& tcb = subject.tcb;
    if (!is_quiet(tcb) || has_spent_its_answers(subject)) return false;
    if (tcb.deadlines.time_wait - subject.now > longest_packed_time_wait) return false;
    record = {
        .local_address = subject.tuple.local.address,
        .remote_address = subject.tuple.remote.address,
        .local_port = subject.tuple.local.port,
        .remote_port = subject.tuple.remote.port,
        .id = subject.id.value,
        .snd_nxt = tcb.snd.nxt.raw,
        .rcv_nxt = tcb.rcv.nxt.raw,
        .max_send_window = tcb.snd.max_wnd,
        .recent_timestamp = tcb.timestamps.recent,
        .timestamp_offset = tcb.timestamps.offset,
        .expires_us = static_cast<std::uint32_t>(tcb.deadlines.time_wait.us),
        .raw_window = raw_window_of(tcb.rcv),
        .bits = static_cast<std::uint16_t>(bits_of(subject)),
    };
    return true;
}

bool reuses_address(const TimeWaitRecord& record) { return bits_at(record.bits, reuses_address_at, 1) != 0; }
bool has_timestamps(const TimeWaitRecord& record) {
    return bits_at(record.bits, timestamps_are_agreed_at, 1) != 0;
}

tcp::Tcb unpack(const TimeWaitRecord& record, const tcp::Config& config, Instant near) {
    tcp::Tcb tcb;
    tcb.state = tcp::State::TimeWait;
    tcb.rules = static_cast<tcp::RuleBookId>(bits_at(record.bits, rules_at, 4));
    tcb.opened_by = static_cast<tcp::OpenedBy>(bits_at(record.bits, opened_by_at, 2));
    tcb.options = tcp::options_of(config);
    tcb.close_requested = tcb.fin_was_sent = tcb.fin_was_received = true;
    // A SYN and a FIN at least lie behind both ends; what else there was nobody will ask for.
    tcb.snd.nxt = tcb.snd.una = {record.snd_nxt};
    tcb.snd.iss = tcb.snd.nxt - 2;
    tcb.snd.max_wnd = record.max_send_window;
    tcb.send_buffer.start(tcb.snd.nxt - 1);
    tcb.rcv.nxt = {record.rcv_nxt};
    tcb.rcv.irs = tcb.rcv.nxt - 2;
    tcb.rcv.shift = static_cast<std::uint8_t>(bits_at(record.bits, window_shift_at, 4));
    tcb.rcv.wnd = std::uint32_t{record.raw_window} << tcb.rcv.shift;
    tcb.options.receive_buffer_bytes = tcb.rcv.wnd;  // the window that was told last stays
    tcb.window_scale_is_agreed = bits_at(record.bits, window_scale_is_agreed_at, 1) != 0;
    tcb.is_orphan = bits_at(record.bits, is_orphan_at, 1) != 0;
    tcb.sack.is_permitted = bits_at(record.bits, sack_is_permitted_at, 1) != 0;
    tcb.deadlines.time_wait = instant_near(near, record.expires_us);
    tcb.timestamps = {.offset = record.timestamp_offset,
                      .recent = record.recent_timestamp,
                      .recent_at = tcb.deadlines.time_wait - config.msl * 2,
                      .last_ack_sent = tcb.rcv.nxt,
                      .are_agreed = has_timestamps(record)};
    return tcb;
}

}  // namespace hw::host
