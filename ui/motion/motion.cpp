#include "ui/motion/motion.h"

#include <algorithm>

namespace hw::ui {

double tempo_duration_s(Tempo tempo) {
    switch (tempo) {
        case Tempo::Seek: return 0.160;
        case Tempo::Pane: return 0.140;
        case Tempo::Fork: return 0.220;
        case Tempo::ChangedField: return 0.900;
        case Tempo::StateMarker: return 0.260;
        case Tempo::VerdictGlyph: return 0.180;
    }
    return 0;
}

double tempo_ease(Tempo tempo, double progress) {
    const double t = std::clamp(progress, 0.0, 1.0);
    if (tempo == Tempo::ChangedField) return t;
    if (tempo == Tempo::StateMarker) {
        if (t < 0.5) return 4 * t * t * t;
        const double rest = 2 - 2 * t;
        return 1 - rest * rest * rest / 2;
    }
    const double rest = 1 - t;
    return 1 - rest * rest * rest;
}

void Motion::begin_frame(double elapsed_s, bool reduced) {
    std::erase_if(tracks_, [this](const auto& entry) { return entry.second.last_used_frame < frame_; });
    ++frame_;
    elapsed_s_ = elapsed_s;
    is_reduced_ = reduced;
    is_animating_ = false;
}

Motion::Track& Motion::track(std::string_view id, bool& is_new) {
    auto found = tracks_.find(id);
    is_new = found == tracks_.end();
    if (is_new) found = tracks_.emplace(std::string(id), Track{}).first;
    found->second.last_used_frame = frame_;
    return found->second;
}

double Motion::advance(Track& track, Tempo tempo) {
    const double duration_s = is_reduced_ ? 0 : tempo_duration_s(tempo);
    if (track.elapsed_s >= duration_s) return track.to;
    is_animating_ = true;
    return track.from + (track.to - track.from) * tempo_ease(tempo, track.elapsed_s / duration_s);
}

double Motion::follow(std::string_view id, double target, Tempo tempo) {
    bool is_new = false;
    Track& tween = track(id, is_new);
    if (is_new) {
        tween = {
            .from = target, .to = target, .elapsed_s = tempo_duration_s(tempo), .last_used_frame = frame_};
        return target;
    }
    tween.elapsed_s += elapsed_s_;
    if (tween.to != target) {
        tween.from = advance(tween, tempo);
        tween.to = target;
        tween.elapsed_s = 0;
    }
    return advance(tween, tempo);
}

double Motion::since_change(std::string_view id, std::uint64_t occasion, Tempo tempo) {
    return run(id, occasion, tempo, false);
}

double Motion::since_appearance(std::string_view id, std::uint64_t occasion, Tempo tempo) {
    return run(id, occasion, tempo, true);
}

double Motion::run(std::string_view id, std::uint64_t occasion, Tempo tempo, bool runs_at_first_sight) {
    bool is_new = false;
    Track& tween = track(id, is_new);
    tween.elapsed_s += elapsed_s_;
    if (is_new || tween.occasion != occasion) {
        const bool runs = !is_new || runs_at_first_sight;
        tween.from = 0;
        tween.to = 1;
        tween.elapsed_s = runs ? 0 : tempo_duration_s(tempo);
        tween.occasion = occasion;
    }
    return advance(tween, tempo);
}

}  // namespace hw::ui
