#include "lesson/incident/verdict.h"

namespace hw::lesson::incident {

Outcome outcome_of(const Phases& before, const Phases& with, bool has_unknown_knob) {
    if (has_unknown_knob) return Outcome::Unknown;
    if (with == before) return Outcome::Nothing;
    const bool is_clean_every_day = with[0].is_clean(), is_clean_in_surge = with[1].is_clean();
    if (is_clean_every_day && is_clean_in_surge) return Outcome::Cures;
    const auto harms = [](const Measurement& m) {
        return m.resets.count != 0 || m.lost_bytes.count != 0 || m.without_2msl.count != 0;
    };
    if (with[0].failed.count >= before[0].failed.count) return Outcome::NoCure;
    if (harms(with[0]) || harms(with[1])) return Outcome::Harms;
    return is_clean_every_day ? Outcome::CuresEveryDay : Outcome::Helps;
}

bool verdict_is_true(Verdict verdict, const Phases& before, const Phases& with, Outcome outcome) {
    switch (verdict) {
        case Verdict::First: {
            const bool closes_little =
                with[0].opened * 1'000 < before[0].opened && with[1].opened * 1'000 < before[1].opened;
            return outcome == Outcome::Cures && closes_little;
        }
        case Verdict::Real: return outcome == Outcome::Cures;
        // Even so the surge uses most of what there is.
        case Verdict::Thin:
            return outcome == Outcome::Cures && with[1].gateway_time_waits > before[1].gateway_time_waits * 2;
        case Verdict::NotEnough: return outcome == Outcome::CuresEveryDay && with[1].failed.count != 0;
        case Verdict::ClientOnly: return outcome == Outcome::Cures && with[0].gateway_recycled != 0;
        case Verdict::WrongSide:
        case Verdict::SelfDefeating:
        case Verdict::Irrelevant:
        case Verdict::NoEffect:
        case Verdict::Worse: return outcome == Outcome::Nothing;
        case Verdict::Museum: return outcome == Outcome::Unknown;
        case Verdict::Myth: return outcome == Outcome::Nothing || outcome == Outcome::NoCure;
        case Verdict::Harm: return outcome == Outcome::Harms;
    }
    return false;
}

}  // namespace hw::lesson::incident
