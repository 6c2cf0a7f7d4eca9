// The incident console, "#/incident", also what lesson 11 opens: a ward of machines with mass TIME_WAIT, every remedy
// as a run, and a prescription that measurement accepts or not. "#/incident/twin" has the small ward, for phones.
#pragma once

#include "ui/app/incident_layout.h"
#include "ui/app/incident_lesson.h"
#include "ui/app/incident_ward.h"
#include "ui/app/screen.h"
#include "ui/views/host/host_scene.h"

#include <memory>
#include <optional>
#include <string>

namespace hw::ui {

inline constexpr std::string_view incident_lesson_id = "incident-console";

class IncidentScreen final : public Screen {
  public:
    explicit IncidentScreen(AppParts& parts);

    void draw(AppParts& parts, std::array<Commands, 2>& commands) override;
    void carry_out(AppParts& parts, const Command& command, std::size_t run) override;
    void advance(double elapsed_s, bool by_events) override;
    bool is_playing() const override;
    std::string title(Language language) const override;
    Location location() const override;
    bool open(const Location& location) override;

  private:
    friend struct IncidentFrame;

    void choose_size(const AppParts& parts);
    void open_tab(IncidentTab tab);
    bool may_play() const;

    IncidentWard ward_;
    // Nothing if the lesson is not there.
    std::optional<IncidentLesson> lesson_{};
    // As the address asks; nothing: as the window does.
    std::optional<bool> asked_for_twin_{};
    bool is_twin_ = false;
    IncidentTab tab_ = IncidentTab::Lesson;
    std::size_t shown_host_ = 0;
    HostMemory host_memory_{};
};

}  // namespace hw::ui
