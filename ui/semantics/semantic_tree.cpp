#include "ui/semantics/semantic_tree.h"

#include <algorithm>
#include <utility>

namespace hw::ui {

namespace {

bool says_the_same(const SemanticNode& a, const SemanticNode& b) {
    return a.id == b.id && a.role == b.role && a.name == b.name && a.value == b.value &&
           a.description == b.description && a.state == b.state && a.range == b.range && a.level == b.level &&
           a.target == b.target && a.parent == b.parent;
}

bool lies_in_the_same_place(const SemanticNode& a, const SemanticNode& b) { return a.rect == b.rect; }

template <class Same>
bool equal_nodes(const std::vector<SemanticNode>& a, const std::vector<SemanticNode>& b, Same same) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

}  // namespace

void SemanticTree::begin_frame() {
    recording_.clear();
    open_.clear();
    recorded_focus_.clear();
    recorded_duplicates_ = 0;
    takeable_count_ = inbox_.size();
}

void SemanticTree::end_frame() {
    if (!equal_nodes(recording_, shown_, says_the_same)) ++version_;
    if (!equal_nodes(recording_, shown_, lies_in_the_same_place)) ++layout_version_;
    if (recorded_focus_ != shown_focus_) ++focus_version_;
    std::swap(recording_, shown_);
    std::swap(recorded_focus_, shown_focus_);
    shown_duplicates_ = recorded_duplicates_;
    inbox_.erase(inbox_.begin(), inbox_.begin() + static_cast<std::ptrdiff_t>(takeable_count_));
    takeable_count_ = 0;
}

void SemanticTree::add(SemanticNode node) {
    const auto has_same_id = [&node](const SemanticNode& other) { return other.id == node.id; };
    if (std::any_of(recording_.begin(), recording_.end(), has_same_id)) {
        ++recorded_duplicates_;
        node.id += "~" + std::to_string(recorded_duplicates_ + 1);
    }
    node.parent = open_.empty() ? -1 : open_.back();
    recording_.push_back(std::move(node));
}

void SemanticTree::open(SemanticNode node) {
    add(std::move(node));
    open_.push_back(static_cast<int>(recording_.size()) - 1);
}

void SemanticTree::close() { open_.pop_back(); }

void SemanticTree::set_open_rect(const Rect& rect) {
    recording_[static_cast<std::size_t>(open_.back())].rect = rect;
}

const SemanticNode* SemanticTree::find(std::string_view id) const {
    const auto found =
        std::find_if(shown_.begin(), shown_.end(), [id](const auto& node) { return node.id == id; });
    return found == shown_.end() ? nullptr : &*found;
}

void SemanticTree::post(SemanticAction action) { inbox_.push_back(std::move(action)); }

bool SemanticTree::take(std::string_view id, ActionKind kind, double* value) {
    // Only what was posted before the frame began; the rest waits for the next one.
    const auto end = inbox_.begin() + static_cast<std::ptrdiff_t>(takeable_count_);
    const auto found = std::find_if(inbox_.begin(), end, [&](const SemanticAction& action) {
        return action.kind == kind && action.id == id;
    });
    if (found == end) return false;
    if (value != nullptr) *value = found->value;
    inbox_.erase(found);
    --takeable_count_;
    return true;
}

bool SemanticTree::take_activation(std::string_view id) { return take(id, ActionKind::Activate, nullptr); }

bool SemanticTree::take_focus(std::string_view id) { return take(id, ActionKind::Focus, nullptr); }

std::optional<double> SemanticTree::take_value(std::string_view id) {
    std::optional<double> last;
    double value = 0;
    while (take(id, ActionKind::SetValue, &value)) last = value;
    return last;
}

void SemanticTree::note_focus(std::string_view id) { recorded_focus_ = id; }

}  // namespace hw::ui
