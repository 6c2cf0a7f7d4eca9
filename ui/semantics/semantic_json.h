// The semantic tree as JSON for the DOM mirror of the web page.
#pragma once

#include "ui/semantics/semantic_tree.h"

#include <string>

namespace hw::ui {

// {"version":7,"layout":9,"focus":"id",
//  "nodes":[{"id":…,"role":"button","name":…,"parent":-1,"rect":[x,y,w,h],…}]}
// Members that hold their default are left out, except id, role, name, parent and rect. States appear as
// their ARIA names: "disabled", "selected", "current" when true; "checked", "pressed", "expanded" when the
// node has that property at all.
std::string to_json(const SemanticTree& tree);

}  // namespace hw::ui
