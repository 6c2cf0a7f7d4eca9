#include "ui/views/incident/remedy_numbers.h"

#include <array>
#include <vector>

#include "ui/text/format.h"
#include "ui/views/incident/remedy_list.h"

namespace hw::ui {

namespace {

using lesson::incident::Measurement;

struct NumberRow {
    std::string name{};
    std::string before{};
    std::string with{};
    bool is_bad = false;
};

// What is told when it changed, over both phases.
struct SumRow {
    Msg name{};
    std::uint64_t (*value)(const Measurement&) = nullptr;
    bool is_bad = false;  // above 0
};
constexpr std::array<SumRow, 5> sums{{
    {Msg::NumberOpened, [](const Measurement& m) { return m.opened; }, false},
    {Msg::NumberRecycled, [](const Measurement& m) { return m.gateway_recycled + m.backend_reopened; },
     false},
    {Msg::NumberResets, [](const Measurement& m) { return m.resets.count; }, true},
    {Msg::NumberLost, [](const Measurement& m) { return m.lost_bytes.count; }, true},
    {Msg::NumberDestroyed, [](const Measurement& m) { return m.without_2msl.count; }, true},
}};

struct PeakRow {
    Msg name{};
    std::uint32_t Measurement::*peak = nullptr;
};
constexpr std::array<PeakRow, 2> peaks{{{Msg::NumberGatewayTimeWaits, &Measurement::gateway_time_waits},
                                        {Msg::NumberBackendTimeWaits, &Measurement::backend_time_waits}}};

std::string count_text(std::uint64_t count) { return format_integer(static_cast<std::int64_t>(count)); }

std::string per_second(Duration interval) {
    const std::int64_t tenths = (10'000'000 + interval.us / 2) / interval.us;
    return format_integer(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

std::vector<NumberRow> rows_of(const Ui& ui, const NumbersScene& s) {
    std::vector<NumberRow> rows;
    for (std::size_t phase = 0; phase < s.with.size(); ++phase) {
        rows.push_back({ui.tr(Msg::NumberFailed, {per_second(s.size.intervals[phase])}),
                        percent_text(s.before[phase].failed_per_10000()),
                        percent_text(s.with[phase].failed_per_10000()), s.with[phase].failed.count != 0});
    }
    for (const PeakRow& row : peaks) {
        const std::uint32_t before = std::max(s.before[0].*row.peak, s.before[1].*row.peak);
        const std::uint32_t with = std::max(s.with[0].*row.peak, s.with[1].*row.peak);
        if (before != with) rows.push_back({ui.tr(row.name), count_text(before), count_text(with)});
    }
    for (const SumRow& row : sums) {
        const std::uint64_t before = row.value(s.before[0]) + row.value(s.before[1]);
        const std::uint64_t with = row.value(s.with[0]) + row.value(s.with[1]);
        if (before != with)
            rows.push_back({ui.tr(row.name), count_text(before), count_text(with), row.is_bad && with > 0});
    }
    if (s.before[0].usual_answer != s.with[0].usual_answer)
        rows.push_back({ui.tr(Msg::NumberAnswer), format_ms_with_unit(s.before[0].usual_answer),
                        format_ms_with_unit(s.with[0].usual_answer)});
    return rows;
}

}  // namespace

void draw_numbers(Ui& ui, const NumbersScene& s) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const Point at = place();
    constexpr float line = 19;
    constexpr float column = 74;
    float y = at.y;
    const float right = at.x + s.width;
    const Ink head{.colour = p.ink3, .size = type::axis, .align = Align::End};
    canvas.text({right - column - 8, y + 11}, ui.tr(Msg::NumberBefore), head);
    canvas.text({right - 8, y + 11}, ui.tr(Msg::NumberWith), head);
    y += 16;
    const SemanticScope table(ui.semantics,
                              {.id = s.id, .role = Role::Table, .name = ui.tr(Msg::NumbersTable)});
    int number = 0;
    for (const NumberRow& row : rows_of(ui, s)) {
        canvas.horizontal_hair(at.x, right, y, p.hair);
        canvas.text_on_middle({at.x, y + line / 2}, row.name, {.colour = p.ink2, .size = type::caption});
        const Ink value{.colour = p.ink2, .size = type::caption, .face = Face::Mono, .align = Align::End};
        canvas.text_on_middle({right - column - 8, y + line / 2}, row.before, value);
        Ink with = value;
        with.colour = row.is_bad ? p.bad : p.ink1;
        canvas.text_on_middle({right - 8, y + line / 2}, row.with, with);
        ui.semantics.add({.id = s.id + "." + std::to_string(number++),
                          .role = Role::Row,
                          .name = row.name,
                          .value = row.before + " -> " + row.with,
                          .rect = {at.x, y, s.width, line}});
        y += line;
    }
    place({at.x, y + 8});
}

}  // namespace hw::ui
