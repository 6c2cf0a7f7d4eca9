// The tree of semantic nodes of a frame, recorded anew each frame and compared with the last one, and the
// inbox through which a DOM element, a key or a test presses what is drawn on the canvas. The tree also
// carries the keyboard focus in both directions.
#pragma once

#include "ui/semantics/semantic_node.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hw::ui {

enum class ActionKind : std::uint8_t { Activate, Focus, SetValue };

// A wish from outside, addressed to the node with this id in the next frame.
struct SemanticAction {
    std::string id{};
    ActionKind kind = ActionKind::Activate;
    // For SetValue.
    double value = 0;
};

class SemanticTree {
  public:
    // Starts recording. Actions posted before this call can be taken during this frame.
    void begin_frame();
    // Ends recording: compares with the last frame and forgets the actions that nobody took.
    void end_frame();

    // Records a node without children. The id must be new in this frame; a second node of the same id is
    // recorded as "<id>~2", so that nothing on the screen is lost, and counted in `duplicate_count`.
    void add(SemanticNode node);
    // Records a node; what follows until `close` are its children.
    void open(SemanticNode node);
    void close();
    // Sets the rectangle of the innermost open container, for those whose size is known only at the end.
    void set_open_rect(const Rect& rect);

    // The nodes of the last complete frame, parents before children.
    const std::vector<SemanticNode>& nodes() const { return shown_; }
    const SemanticNode* find(std::string_view id) const;

    // Changes when anything but a rectangle changes; a mirror rebuilds then.
    std::uint64_t version() const { return version_; }
    // Changes when a rectangle changes; a mirror moves its elements then.
    std::uint64_t layout_version() const { return layout_version_; }

    void post(SemanticAction action);
    bool has_actions() const { return !inbox_.empty(); }
    // True once for each posted Activate.
    bool take_activation(std::string_view id);
    bool take_focus(std::string_view id);
    // Of several values the one that was posted last.
    std::optional<double> take_value(std::string_view id);

    // A widget says that it has the keyboard focus, visibly or not.
    void note_focus(std::string_view id);
    // The focused node of the last complete frame; empty if none.
    const std::string& focused_id() const { return shown_focus_; }
    std::uint64_t focus_version() const { return focus_version_; }

    // Nodes of the last complete frame that shared an id: a defect of the view.
    int duplicate_count() const { return shown_duplicates_; }

  private:
    bool take(std::string_view id, ActionKind kind, double* value);

    std::vector<SemanticNode> recording_;
    std::vector<SemanticNode> shown_;
    std::vector<int> open_;
    std::vector<SemanticAction> inbox_;
    std::size_t takeable_count_ = 0;
    std::string recorded_focus_{};
    std::string shown_focus_{};
    int recorded_duplicates_ = 0;
    int shown_duplicates_ = 0;
    std::uint64_t version_ = 0;
    std::uint64_t layout_version_ = 0;
    std::uint64_t focus_version_ = 0;
};

// Opens a container for the life of a scope.
class SemanticScope {
  public:
    SemanticScope(SemanticTree& tree, SemanticNode node) : tree_(tree) { tree_.open(std::move(node)); }
    ~SemanticScope() { tree_.close(); }
    SemanticScope(const SemanticScope&) = delete;
    SemanticScope& operator=(const SemanticScope&) = delete;

  private:
    SemanticTree& tree_;
};

}  // namespace hw::ui
