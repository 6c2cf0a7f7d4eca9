#include "ui/semantics/semantic_tree.h"
#include "ui/semantics/semantic_json.h"

#include <catch2/catch_test_macros.hpp>

namespace hw::ui {

namespace {

void record(SemanticTree& tree, const SemanticNode& node) {
    tree.begin_frame();
    tree.add(node);
    tree.end_frame();
}

const SemanticNode next_button = {
    .id = "lesson.next", .role = Role::Button, .name = "Next", .rect = {10, 20, 80, 32}};

}  // namespace

TEST_CASE("A frame that says the same changes no version", "[ui][semantics]") {
    SemanticTree tree;
    record(tree, next_button);
    const auto version = tree.version();
    const auto layout = tree.layout_version();
    record(tree, next_button);
    CHECK(tree.version() == version);
    CHECK(tree.layout_version() == layout);
}

TEST_CASE("A moved node changes the layout only, a renamed one the content only", "[ui][semantics]") {
    SemanticTree tree;
    record(tree, next_button);
    const auto version = tree.version();
    const auto layout = tree.layout_version();

    SemanticNode moved = next_button;
    moved.rect.x += 5;
    record(tree, moved);
    CHECK(tree.version() == version);
    CHECK(tree.layout_version() == layout + 1);

    moved.name = "下一步";
    record(tree, moved);
    CHECK(tree.version() == version + 1);
    CHECK(tree.layout_version() == layout + 1);

    moved.state.is_disabled = true;
    record(tree, moved);
    CHECK(tree.version() == version + 2);
}

TEST_CASE("What is recorded between open and close are the container's children", "[ui][semantics]") {
    SemanticTree tree;
    tree.begin_frame();
    {
        SemanticScope group(tree, {.id = "choices", .role = Role::RadioGroup, .name = "Who finds out?"});
        tree.add({.id = "choices.1", .role = Role::Radio, .name = "A"});
        SemanticScope inner(tree, {.id = "inner", .role = Role::Group});
        tree.add({.id = "inner.1", .role = Role::Text, .name = "x"});
    }
    tree.add({.id = "after", .role = Role::Text, .name = "y"});
    tree.end_frame();
    CHECK(tree.find("choices")->parent == -1);
    CHECK(tree.find("choices.1")->parent == 0);
    CHECK(tree.find("inner.1")->parent == 2);
    CHECK(tree.find("after")->parent == -1);
}

TEST_CASE("An action is taken once, in the frame after it was posted", "[ui][semantics]") {
    SemanticTree tree;
    tree.begin_frame();
    tree.post({.id = "lesson.next", .kind = ActionKind::Activate});
    CHECK_FALSE(tree.take_activation("lesson.next"));
    tree.end_frame();

    tree.begin_frame();
    CHECK_FALSE(tree.take_activation("lesson.back"));
    CHECK_FALSE(tree.take_focus("lesson.next"));
    CHECK(tree.take_activation("lesson.next"));
    CHECK_FALSE(tree.take_activation("lesson.next"));
    tree.end_frame();
    CHECK_FALSE(tree.has_actions());
}

TEST_CASE("An action for a node that is not there is forgotten at the end of the frame", "[ui][semantics]") {
    SemanticTree tree;
    tree.post({.id = "gone", .kind = ActionKind::SetValue, .value = 3});
    record(tree, next_button);
    CHECK_FALSE(tree.has_actions());
    tree.begin_frame();
    CHECK_FALSE(tree.take_value("gone").has_value());
}

TEST_CASE("A second node of the same id is kept under another id and counted", "[ui][semantics]") {
    SemanticTree tree;
    tree.begin_frame();
    tree.add(next_button);
    tree.add(next_button);
    tree.end_frame();
    CHECK(tree.duplicate_count() == 1);
    CHECK(tree.nodes().size() == 2);
    CHECK(tree.nodes()[1].id == "lesson.next~2");
}

TEST_CASE("Focus is that of the last complete frame", "[ui][semantics]") {
    SemanticTree tree;
    tree.begin_frame();
    tree.add(next_button);
    tree.note_focus("lesson.next");
    CHECK(tree.focused_id().empty());
    tree.end_frame();
    CHECK(tree.focused_id() == "lesson.next");
    const auto version = tree.focus_version();
    record(tree, next_button);
    CHECK(tree.focused_id().empty());
    CHECK(tree.focus_version() == version + 1);
}

TEST_CASE("The JSON for the mirror escapes what must be escaped and leaves out defaults", "[ui][semantics]") {
    SemanticTree tree;
    tree.begin_frame();
    tree.add({.id = "a",
              .role = Role::Button,
              .name = "say \"no\"\n\\ 丢弃\x01",
              .state = {.is_disabled = true},
              .rect = {1.5f, 2, 3, 4.256f}});
    tree.add({.id = "t", .role = Role::Slider, .name = "time", .value = "42 ms", .range = {0, 1000.5, 42}});
    tree.end_frame();
    CHECK(
        to_json(tree) ==
        "{\"version\":1,\"layout\":1,\"focus\":\"\",\"nodes\":["
        "{\"id\":\"a\",\"role\":\"button\",\"name\":\"say \\\"no\\\"\\n\\\\ 丢弃\\u0001\",\"disabled\":true,"
        "\"parent\":-1,\"rect\":[1.5,2,3,4.26]},"
        "{\"id\":\"t\",\"role\":\"slider\",\"name\":\"time\",\"value\":\"42 ms\",\"range\":[0,1000.5,42,0],"
        "\"parent\":-1,\"rect\":[0,0,0,0]}]}");
}

TEST_CASE("A toggle that is off is announced as not pressed, a plain button not at all", "[ui][semantics]") {
    SemanticTree tree;
    record(tree, {.id = "t", .role = Role::Button, .name = "Drop", .state = {.can_press = true}});
    CHECK(to_json(tree).find("\"pressed\":false") != std::string::npos);
    record(tree, next_button);
    CHECK(to_json(tree).find("pressed") == std::string::npos);
}

}  // namespace hw::ui
