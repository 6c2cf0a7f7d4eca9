#include "tcp/challenge.h"

#include "tcp/accurate_ecn.h"
#include "tcp/output.h"
#include "tcp/steps/steps.h"

namespace hw::tcp {
namespace {

// RFC 5961 §7: "no timer is needed to implement the above mechanism, instead a timestamp and a counter can be
// used."
bool budget_allows(Event& event) {
    const std::uint32_t limit = event.config.challenge_acks_per_second;
    if (limit == 0) return true;
    ChallengeBudget& budget = event.tcb.challenges;
    if (budget.sent == 0 || event.now - budget.second_began >= 1_s) {
        budget.second_began = event.now;
        budget.sent = 0;
    }
    if (budget.sent == limit) return false;
    ++budget.sent;
    return true;
}

// Linux: __tcp_oow_rate_limited(), one for all answers to segments that should not be.
bool interval_allows(Event& event) {
    const Duration interval = event.config.invalid_segment_interval;
    if (interval == Duration{}) return true;
    Instant& last = event.tcb.challenges.last_answer;
    if (!last.is_never() && event.now - last < interval) return false;
    last = event.now;
    return true;
}

}  // namespace

Outcome challenge(Arrival& arrival, Finding why) {
    arrival.ack_is_owed = false;  // the challenge is one
    if (!interval_allows(arrival) || !budget_allows(arrival)) return done(Finding::ChallengeThrottled);
    if (arrival.tcb.ecn.mode == EcnMode::Accurate && arrival.seg.ctl.syn()) tell_codepoint_of_syn(arrival);
    send_ack(arrival);
    return done(why);
}

bool may_answer_invalid(Event& event, const wire::Segment& segment) {
    // Linux: tcp_oow_rate_limited(), "Data packets without SYNs are not likely part of an ACK loop."
    if (segment.len() > 0 && !segment.ctl.syn()) return true;
    return interval_allows(event);
}

}  // namespace hw::tcp
