#include "support/ui/ui_harness.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/slider.h"
#include "ui/widgets/text.h"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

namespace hw::ui {

namespace {

// A pane with two buttons, one that is off, and a count of presses.
struct ButtonPage {
    int drop_count = 0;
    int hold_count = 0;
    int off_count = 0;

    void operator()(Ui& ui) {
        begin_pane(ui, {.id = "pane", .name = "Pane", .rect = {0, 0, 800, 600}, .padding = {20, 20}});
        if (button(ui, {.id = "drop", .label = "Drop", .icon = Icon::Drop})) ++drop_count;
        if (button(ui, {.id = "off", .label = "Off", .is_disabled = true})) ++off_count;
        if (button(ui, {.id = "hold", .name = "Hold", .icon = Icon::Hold, .kind = ButtonKind::Quiet}))
            ++hold_count;
        end_pane(ui);
    }
};

// Three answers; `chosen` follows what the learner does.
struct ChoicePage {
    int chosen = -1;

    void operator()(Ui& ui) {
        begin_pane(ui, {.id = "pane", .name = "Pane", .rect = {0, 0, 800, 600}, .padding = {20, 20}});
        button(ui, {.id = "before", .label = "Before"});
        SemanticScope group(ui.semantics,
                            {.id = "choices", .role = Role::RadioGroup, .name = "Who finds out?"});
        for (int i = 0; i < 3; ++i) {
            const std::string id = "choice." + std::to_string(i);
            const bool is_tab_stop = chosen < 0 ? i == 0 : i == chosen;
            if (choice_card(ui, {.id = id,
                                 .title = "A, by the number",
                                 .is_chosen = i == chosen,
                                 .is_tab_stop = is_tab_stop,
                                 .width = 300})) {
                chosen = i;
            }
        }
        end_pane(ui);
    }
};

}  // namespace

TEST_CASE("A button is pressed by the pointer", "[ui][widgets]") {
    test::UiHarness harness;
    ButtonPage page;
    harness.page = std::ref(page);
    harness.frames(2);
    harness.click(harness.middle_of("drop"));
    CHECK(page.drop_count == 1);
    CHECK(page.hold_count == 0);
    harness.click(harness.middle_of("off"));
    CHECK(page.off_count == 0);
}

TEST_CASE("Tab goes from button to button past one that is off, and Space and Enter press", "[ui][widgets]") {
    test::UiHarness harness;
    ButtonPage page;
    harness.page = std::ref(page);
    harness.frames(2);
    harness.press_key(ImGuiKey_Tab);
    CHECK(harness.ui.semantics.focused_id() == "drop");
    harness.press_key(ImGuiKey_Enter);
    CHECK(page.drop_count == 1);
    harness.press_key(ImGuiKey_Tab);
    CHECK(harness.ui.semantics.focused_id() == "hold");
    harness.press_key(ImGuiKey_Space);
    CHECK(page.hold_count == 1);
    CHECK(page.off_count == 0);
}

TEST_CASE("A DOM element presses and focuses the button that it mirrors", "[ui][widgets][semantics]") {
    test::UiHarness harness;
    ButtonPage page;
    harness.page = std::ref(page);
    harness.frames(2);
    harness.ui.semantics.post({.id = "drop", .kind = ActionKind::Activate});
    harness.ui.semantics.post({.id = "off", .kind = ActionKind::Activate});
    harness.ui.semantics.post({.id = "hold", .kind = ActionKind::Focus});
    harness.frames(3);
    CHECK(page.drop_count == 1);
    CHECK(page.off_count == 0);
    CHECK(harness.ui.semantics.focused_id() == "hold");
    harness.press_key(ImGuiKey_Enter);
    CHECK(page.hold_count == 1);
}

TEST_CASE("A widget records role, name and state as they are drawn", "[ui][widgets][semantics]") {
    test::UiHarness harness;
    ButtonPage page;
    harness.page = std::ref(page);
    harness.frames(2);
    const SemanticNode* off = harness.ui.semantics.find("off");
    REQUIRE(off != nullptr);
    CHECK(off->role == Role::Button);
    CHECK(off->name == "Off");
    CHECK(off->state.is_disabled);
    CHECK(off->rect.h >= space::mouse_target);
    CHECK(harness.ui.semantics.find("hold")->name == "Hold");
    CHECK(harness.ui.semantics.nodes()[static_cast<std::size_t>(off->parent)].id == "pane");
}

TEST_CASE("Once it has settled, an untouched page asks for no frame and says the same", "[ui][widgets]") {
    test::UiHarness harness;
    ButtonPage page;
    harness.page = std::ref(page);
    CHECK(harness.settle() < 10);
    const auto version = harness.ui.semantics.version();
    const auto layout = harness.ui.semantics.layout_version();
    harness.frames(5);
    CHECK_FALSE(harness.ui.frame_need.wants_frame());
    CHECK(harness.ui.semantics.version() == version);
    CHECK(harness.ui.semantics.layout_version() == layout);
}

TEST_CASE("Tab reaches a radio group once, and arrows choose within it", "[ui][widgets]") {
    test::UiHarness harness;
    ChoicePage page;
    harness.page = std::ref(page);
    harness.frames(2);
    harness.press_key(ImGuiKey_Tab);
    harness.press_key(ImGuiKey_Tab);
    CHECK(harness.ui.semantics.focused_id() == "choice.0");
    CHECK(page.chosen == -1);
    harness.press_key(ImGuiKey_DownArrow);
    CHECK(harness.ui.semantics.focused_id() == "choice.1");
    CHECK(page.chosen == 1);
    harness.press_key(ImGuiKey_DownArrow);
    CHECK(page.chosen == 2);
    harness.press_key(ImGuiKey_UpArrow);
    CHECK(page.chosen == 1);
    harness.press_key(ImGuiKey_Tab);
    CHECK(harness.ui.semantics.focused_id() == "before");
}

TEST_CASE("An arrow key that enters the group from outside chooses nothing", "[ui][widgets]") {
    test::UiHarness harness;
    ChoicePage page;
    harness.page = std::ref(page);
    harness.frames(2);
    harness.press_key(ImGuiKey_Tab);
    REQUIRE(harness.ui.semantics.focused_id() == "before");
    harness.press_key(ImGuiKey_DownArrow);
    CHECK(harness.ui.semantics.focused_id() == "choice.0");
    CHECK(page.chosen == -1);
    harness.press_key(ImGuiKey_Space);
    CHECK(page.chosen == 0);
}

TEST_CASE("A graded choice says its verdict in words", "[ui][widgets][semantics]") {
    test::UiHarness harness;
    harness.page = [](Ui& ui) {
        choice_card(ui, {.id = "c",
                         .title = "Nobody",
                         .detail = "At 80 ms B was back in LISTEN.",
                         .verdict = Verdict::Wrong,
                         .is_chosen = true,
                         .width = 300});
    };
    harness.settle();
    const SemanticNode* card = harness.ui.semantics.find("c");
    REQUIRE(card != nullptr);
    CHECK(card->state.is_checked);
    CHECK(card->description == "wrong. At 80 ms B was back in LISTEN.");
}

TEST_CASE("A slider follows arrows, Home and End, a DOM value and the pointer", "[ui][widgets]") {
    test::UiHarness harness;
    double value = 40;
    harness.page = [&](Ui& ui) {
        place({100, 100});
        const auto changed =
            slider(ui, {.id = "time", .name = "Time", .range = {0, 100, value, 5}, .width = 200});
        if (changed) value = *changed;
    };
    harness.frames(2);
    harness.press_key(ImGuiKey_Tab);
    REQUIRE(harness.ui.semantics.focused_id() == "time");
    harness.press_key(ImGuiKey_RightArrow);
    CHECK(value == 45);
    CHECK(harness.ui.semantics.focused_id() == "time");
    harness.press_key(ImGuiKey_Home);
    CHECK(value == 0);
    harness.press_key(ImGuiKey_LeftArrow);
    CHECK(value == 0);
    harness.press_key(ImGuiKey_End);
    CHECK(value == 100);
    harness.ui.semantics.post({.id = "time", .kind = ActionKind::SetValue, .value = 250});
    harness.ui.semantics.post({.id = "time", .kind = ActionKind::SetValue, .value = 30});
    harness.frames();
    harness.frames();
    CHECK(value == 30);
    harness.click(harness.middle_of("time"));
    CHECK(value == 50);
}

TEST_CASE("A card takes the focus when it appears, lies on top, and Esc or a press outside closes it",
          "[ui][widgets]") {
    test::UiHarness harness;
    bool is_open = true;
    int below_count = 0;
    int card_count = 0;
    harness.page = [&](Ui& ui) {
        begin_pane(ui, {.id = "pane", .name = "Pane", .rect = {0, 0, 800, 600}});
        place({100, 100});
        if (press_area(ui, {.node = {.id = "below", .role = Role::Button, .name = "Below"},
                            .rect = {100, 100, 300, 100},
                            .allows_overlap = true})
                .is_pressed) {
            ++below_count;
        }
        if (is_open) {
            is_open = begin_card(
                ui, {.id = "card", .name = "Segment", .rect = {150, 120, 200, 60}, .takes_focus = true});
            if (button(ui, {.id = "card.drop", .label = "Drop"})) ++card_count;
            end_card(ui);
        }
        end_pane(ui);
    };
    harness.frames(4);
    CHECK(harness.ui.semantics.focused_id() == "card.drop");
    harness.click(harness.middle_of("card.drop"));
    CHECK(card_count == 1);
    CHECK(below_count == 0);
    harness.press_key(ImGuiKey_Escape);
    CHECK_FALSE(is_open);
    is_open = true;
    harness.frames(3);
    harness.click({600, 500});
    CHECK_FALSE(is_open);
}

TEST_CASE("A paragraph is read aloud as one text and its links are links", "[ui][widgets][semantics]") {
    test::UiHarness harness;
    int pressed = -1;
    harness.page = [&](Ui& ui) {
        const int now =
            paragraph(ui, "p", "Only `A` knows, [[RFC 9293 §3.5]](rfc9293#3.5) says.", {}, {}, 300);
        if (now >= 0) pressed = now;
    };
    harness.frames(2);
    CHECK(harness.ui.semantics.find("p")->name == "Only A knows, RFC 9293 §3.5 says.");
    const SemanticNode* citation = harness.ui.semantics.find("p.link3");
    REQUIRE(citation != nullptr);
    CHECK(citation->role == Role::Link);
    CHECK(citation->target == "rfc9293#3.5");
    harness.click(harness.middle_of("p.link3"));
    CHECK(pressed == 3);
}

TEST_CASE("A paragraph that does not change is laid out once", "[ui][widgets]") {
    test::UiHarness harness;
    harness.page = [](Ui& ui) { paragraph(ui, "p", "Only A knows what it sent.", {}, {}, 120); };
    harness.frames(30);
    CHECK(harness.ui.paragraphs.computed_count() == 1);
}

TEST_CASE("Switching the language changes what is drawn and said at once", "[ui][widgets][words]") {
    test::UiHarness harness;
    harness.page = [](Ui& ui) { button(ui, {.id = "drop", .label = ui.tr(Msg::Drop)}); };
    harness.frames(2);
    CHECK(harness.ui.semantics.find("drop")->name == "Drop");
    harness.ui.language = Language::Zh;
    harness.frames();
    CHECK(harness.ui.semantics.find("drop")->name == "丢弃");
}

}  // namespace hw::ui
