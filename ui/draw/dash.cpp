#include "ui/draw/dash.h"

#include <algorithm>

namespace hw::ui {

std::vector<std::vector<Point>> cut_into_dashes(std::span<const Point> path, Dash dash) {
    std::vector<std::vector<Point>> dashes;
    bool is_on = true;
    float remaining = dash.on;
    if (!path.empty()) dashes.push_back({path.front()});
    for (std::size_t i = 1; i < path.size(); ++i) {
        const float whole = distance(path[i - 1], path[i]);
        float done = 0;
        while (done < whole) {
            const float step = std::min(remaining, whole - done);
            done += step;
            remaining -= step;
            const Point here = along(path[i - 1], path[i], done / whole);
            if (is_on) dashes.back().push_back(here);
            if (remaining > 0) break;
            is_on = !is_on;
            remaining = is_on ? dash.on : dash.off;
            if (is_on) dashes.push_back({here});
        }
    }
    // A path that ends exactly where a dash would begin leaves that dash without an end.
    std::erase_if(dashes, [](const std::vector<Point>& piece) { return piece.size() < 2; });
    return dashes;
}

}  // namespace hw::ui
