#include "lesson/incident/prescription.h"

namespace hw::lesson::incident {

namespace {

void add_numbers(const Phases& phases, std::vector<Complaint>& complaints) {
    struct Number {
        Objection objection;
        Mishap Measurement::*mishap;
    };
    constexpr Number numbers[] = {{Objection::Failures, &Measurement::failed},
                                  {Objection::Resets, &Measurement::resets},
                                  {Objection::LostBytes, &Measurement::lost_bytes},
                                  {Objection::DestroyedTimeWaits, &Measurement::without_2msl}};
    for (std::uint32_t phase = 0; phase < phase_count; ++phase) {
        for (const Number& number : numbers) {
            const Mishap& mishap = phases[phase].*number.mishap;
            if (mishap.count == 0) continue;
            complaints.push_back(
                {.objection = number.objection, .phase = phase, .number = mishap.count, .at = mishap.first});
        }
    }
}

Grade grade_of(RemedySet set) {
    for (std::uint32_t i = 0; i < remedy_count; ++i)
        if (set.has(i) && remedies()[i].verdict == Verdict::First) return Grade::A;
    return Grade::B;
}

}  // namespace

std::vector<RemedySet> sets_to_try(RemedySet set) {
    std::vector<RemedySet> sets{set};
    for (std::uint32_t i = 0; i < remedy_count; ++i)
        if (set.has(i)) sets.push_back(set.without(i));
    return sets;
}

std::optional<Ruling> judge(RemedySet set, const Size& size, const Results& results) {
    Ruling ruling;
    if (set.is_empty()) {
        ruling.complaints.push_back({.objection = Objection::Empty});
        return ruling;
    }
    for (std::uint32_t i = 0; i < remedy_count; ++i) {
        if (!set.has(i) || setup_with(size, RemedySet{}.with(i)).unknown_knobs.empty()) continue;
        ruling.complaints.push_back({.objection = Objection::UnknownKnob, .remedy = i});
    }
    const Phases* whole = results.of(set);
    if (whole == nullptr) return std::nullopt;
    add_numbers(*whole, ruling.complaints);
    if (!ruling.complaints.empty()) return ruling;
    for (std::uint32_t i = 0; i < remedy_count; ++i) {
        if (!set.has(i)) continue;
        const Phases* without = results.of(set.without(i));
        if (without == nullptr) return std::nullopt;
        if (*without == *whole)
            ruling.complaints.push_back({.objection = Objection::Superstition, .remedy = i});
    }
    ruling.is_accepted = ruling.complaints.empty();
    if (ruling.is_accepted) ruling.grade = grade_of(set);
    return ruling;
}

}  // namespace hw::lesson::incident
