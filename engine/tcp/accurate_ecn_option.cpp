// The AccECN option (RFC 9768 §3.2.3): when it is sent, with which of its fields, and whether it gets
// through.

#include <algorithm>

#include "tcp/accurate_ecn.h"
#include "tcp/segment_options.h"
#include "wire/emit.h"

namespace hw::tcp {
namespace {

using Failures = AccurateEcnFailures;

constexpr std::uint32_t whole_option_bytes = 12;  // three fields, padded

bool uses_options(const Tcb& tcb, const Config& config) {
    const AccurateEcnState& own = tcb.ecn.accurate;
    const AccurateEcnOption when = config.accurate_ecn.option;
    if (tcb.ecn.mode != EcnMode::Accurate || when == AccurateEcnOption::Never) return false;
    const bool waits = config.accurate_ecn.option_waits_for_peers == Switch::On;
    if (waits && own.option_seen == AccurateOptionSeen::Never) return false;
    return when == AccurateEcnOption::EvenIfLost || (own.failures & Failures::option_sent) == 0;
}

// §3.2.3.3, Continual Repetition: "it SHOULD include the counter every n ACKs as consistently as possible,
// where n can be chosen by the implementer". Linux: tcp_accecn_option_beacon_check(), by time.
bool beacon_is_due(const Event& event) {
    const Tcb& tcb = event.tcb;
    const std::uint8_t often = event.config.accurate_ecn.beacons_per_round;
    if (often == 0) return false;
    const Instant last = tcb.ecn.accurate.option_left_at;
    return last.is_never() || (event.now - last) * often >= tcb.rtt.srtt;
}

bool option_is_due(const Event& event) {
    if (!uses_options(event.tcb, event.config)) return false;
    return event.config.accurate_ecn.option >= AccurateEcnOption::Always ||
           event.tcb.ecn.accurate.options_due > 0 || beacon_is_due(event);
}

}  // namespace

// §3.2.3.3: "MAY be truncated to omit one or two fields from the end of the option, … provided that the
// counter(s) that have changed since the previous AccECN TCP option are not omitted"; else "the entire AccECN
// TCP option MUST be omitted". Two SACK blocks go before it (§3.2.3.3: "the Data Receiver MUST give
// precedence to the SACK option (total 18 octets)"), a third does not. Linux: tcp_options_fit_accecn().
bool fit_accurate_ecn_option(wire::Options& options, std::uint32_t required, std::uint32_t room_bytes) {
    constexpr std::uint32_t blocks_before_it = 2;
    for (;;) {
        for (std::uint32_t fields = wire::AccurateEcn::most_fields + 1; fields-- > required;) {
            options.accurate_ecn.fields = static_cast<std::uint8_t>(fields);
            if (wire::options_length(options) <= room_bytes) return true;
        }
        if (required == 0 || options.sack.size() <= blocks_before_it) return false;
        options.sack.pop_back();
    }
}

std::uint32_t accurate_ecn_reserve(const Tcb& tcb, const Config& config) {
    // Linux: tcp_current_mss() cuts text so that the option fits beside it, if it is due.
    const bool is_in_all = config.accurate_ecn.option >= AccurateEcnOption::Always;
    return is_in_all && uses_options(tcb, config) ? whole_option_bytes : 0;
}

void fit_text_beside_option(Tcb& tcb, const Config& config) {
    const std::uint64_t before = tcb.snd.mss;
    set_send_mss(tcb, config);
    const std::uint64_t after = tcb.snd.mss;
    if (before == after || config.flight_unit != FlightUnit::Segments) return;
    // Linux counts its windows in segments, and they stay as many.
    constexpr std::uint32_t largest = 0x3fff'ffff;  // beyond it they are no limit
    for (std::uint32_t* window : {&tcb.congestion.cwnd_bytes, &tcb.congestion.ssthresh_bytes})
        if (*window <= largest)
            *window = static_cast<std::uint32_t>(*window / before * after + *window % before);
}

void add_accurate_ecn_option(Event& event, OutgoingSegment& out, std::uint32_t room_bytes) {
    AccurateEcnState& own = event.tcb.ecn.accurate;
    own.option_left_with_duplicate = false;
    if (!option_is_due(event)) return;
    wire::Options& options = out.options;
    const auto blocks = options.sack;
    options.has_accurate_ecn = true;
    // §3.2.3.1: "it MUST encode the 24 least significant bits of the current value of the associated
    // counter". Linux: order 1 always. "Optimized for the ECT1 case": the path of ECT(0) needs all three
    // fields.
    constexpr std::uint32_t mask = 0xff'ffff;
    options.accurate_ecn = {.ee0b = (own.received[ect_0 - 1] + 1) & mask,
                            .eceb = own.received[congestion_experienced - 1] & mask,
                            .ee1b = (own.received[ect_1 - 1] + 1) & mask,
                            .is_order_1 = true};
    if (!fit_accurate_ecn_option(options, own.fields_due, room_bytes)) {
        options.sack = blocks;
        options.has_accurate_ecn = false;
        options.accurate_ecn = {};
        return;
    }
    // What is left out has not changed; on the wire it does not exist.
    if (!options.accurate_ecn.has_ee0b()) options.accurate_ecn.ee0b = 0;
    if (!options.accurate_ecn.has_eceb()) options.accurate_ecn.eceb = 0;
    if (!options.accurate_ecn.has_ee1b()) options.accurate_ecn.ee1b = 0;
    own.fields_due = 0;
    own.option_left_at = event.now;
    if (own.options_due > 0) --own.options_due;
    if (options.sack.empty() || !(options.sack[0].right <= event.tcb.rcv.nxt)) return;
    own.option_left_with_duplicate = true;
    own.duplicate_reported = options.sack[0].left;
}

void watch_for_lost_options(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    AccurateEcnState& own = tcb.ecn.accurate;
    // §3.2.3.2.2: "Such a host MAY detect loss of ACKs carrying the AccECN Option by detecting whether the
    // acknowledged data always reappears as a retransmission. In such cases, the host SHOULD disable the
    // sending of the AccECN Option for this half-connection." Linux: tcp_rcv_spurious_retrans(), when it
    // reappears for the second time.
    if (!own.option_left_with_duplicate || arrival.seg.seq != own.duplicate_reported) return;
    own.failures |= Failures::option_sent;
    arrival.ecn_finding = Finding::AccurateEcnOptionLost;
    fit_text_beside_option(tcb, arrival.config);
}

void note_accurate_ecn_option(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    AccurateEcnState& own = tcb.ecn.accurate;
    const wire::AccurateEcn& option = arrival.seg.options.accurate_ecn;
    if (!arrival.seg.options.has_accurate_ecn || own.option_seen >= AccurateOptionSeen::WithCounters) return;
    // §3.2.3.2.4: "in either direction the initial value of the EE0B field or EE1B field in an AccECN Option
    // (if one exists) ought to be non-zero"; else a host "will switch into a mode that ignores AccECN
    // Options".
    const bool is_zeroed = (option.has_ee0b() && option.ee0b == 0) || (option.has_ee1b() && option.ee1b == 0);
    if (is_zeroed) {
        own.option_seen = AccurateOptionSeen::Zeroed;
        own.failures |= Failures::option_received;
        arrival.ecn_finding = Finding::AccurateEcnOptionZeroed;
    } else {
        own.option_seen = option.fields > 0 ? AccurateOptionSeen::WithCounters : AccurateOptionSeen::Empty;
    }
    if (arrival.seg.ctl.syn()) own.options_due = 2;
    fit_text_beside_option(tcb, arrival.config);
}

}  // namespace hw::tcp
