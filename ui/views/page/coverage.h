// The coverage matrix as a page: a row for every rule of the step table, a column for every lesson, in each cell the
// steps that show it. On a narrow page the lessons stand below the rule.
#pragma once

#include "lesson/coverage.h"
#include "ui/views/commands.h"
#include "ui/widgets/ui.h"

#include <string>
#include <vector>

namespace hw::ui {

struct CoverageColumn {
    std::string id{};
    std::uint32_t number = 0;
    std::string title{};
    // By place: the steps' ids, the challenge last.
    std::vector<std::string> step_ids{};
    // As many as have been run.
    std::vector<lesson::RowSet> places{};
};

struct CoverageScene {
    Rect rect{};
    const std::vector<CoverageColumn>& columns;
    std::size_t places_run = 0;
    std::size_t places_all = 0;

    bool is_complete() const { return places_run >= places_all; }
};

void draw_coverage(Ui& ui, const CoverageScene& scene, Commands& commands);

}  // namespace hw::ui
