// A place of the app beside the lessons: the sandbox, a duel, the state diagram… Each is one class in a file of its
// own, ui/app/<name>_screen.cpp, and one row of places(). The app owns the one that is open; it reads the world
// it holds, draws a frame, and carries out what was asked for in that frame.
#pragma once

#include "ui/app/location.h"
#include "ui/views/commands.h"
#include "ui/widgets/navigation.h"

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hw::ui {

struct AppParts;

class Screen {
  public:
    virtual ~Screen() = default;

    // Draws the whole window, the top bar included. Commands that concern the second run of two go to the second list.
    virtual void draw(AppParts& parts, std::array<Commands, 2>& commands) = 0;
    // What the app itself does not do: going elsewhere, language, theme, links and the ladder's view are done there.
    virtual void carry_out(AppParts& parts, const Command& command, std::size_t run) = 0;
    // Lets `elapsed_s` of the learner's time pass. With `by_events` nothing glides.
    virtual void advance(double elapsed_s, bool by_events) = 0;
    // True while time passes by itself: another frame follows.
    virtual bool is_playing() const = 0;
    // False for a page of words only: then arrows and Space are not about a run.
    virtual bool has_run() const { return true; }
    // The document's title, in the language of the screen.
    virtual std::string title(Language language) const = 0;
    // Where it is, as an address says it: item, step, progress, moment. What it leaves open stays so.
    virtual Location location() const = 0;
    // Goes there, within the screen. False if it has no such item; then it shows what it has.
    virtual bool open(const Location& location) = 0;
};

// One kind of place: "#/<name>" or "#/<name>/<item>".
struct Place {
    std::string_view name{};
    std::unique_ptr<Screen> (*make)(AppParts& parts) = nullptr;
    // What its card on the front page says at the right: "12", "3 of 12"; nullptr: nothing.
    std::string (*note)(const AppParts& parts) = nullptr;
    // The id of a lesson that is taken there instead of on the lesson screen.
    std::string_view lesson = {};
};

// All of them, in the order of the top bar. nullptr: no place has that name.
std::span<const Place> places();
const Place* find_place(std::string_view name);
const Place* place_of_lesson(std::string_view lesson);

// The places that the bar on top offers: those of them that there are, and which one is open.
std::vector<Destination> destinations(const AppParts& parts);

}  // namespace hw::ui
