#include "script/figure_rows.h"

#include <algorithm>

#include "wire/describe.h"

namespace hw::script {
namespace {

constexpr std::size_t state_width = 12;  // "SYN-RECEIVED"
constexpr std::size_t number_width = 7;  // "   1.  "

void pad_to(std::string& line, std::size_t column) {
    if (line.size() < column) line.append(column - line.size(), ' ');
}

struct Arrows {
    const char* left;
    const char* right;
};

Arrows arrows_of(const FigureRow& row) {
    using End = FigureRow::End;
    const bool to_b = row.from == Peer::A;
    const char* flies = to_b ? "-->" : "<--";
    const char* lost = to_b ? "--x" : "x--";
    const char* near = row.departs ? flies : "...";
    const char* far = row.end == End::Arrives ? flies : row.end == End::Lost ? lost : "...";
    return to_b ? Arrows{near, far} : Arrows{far, near};
}

std::string line_of(const FigureRow& row, std::size_t column_b) {
    std::string line = row.words[0];
    if (row.kind == FigureRow::Kind::Segment) {
        const Arrows arrows = arrows_of(row);
        pad_to(line, state_width);
        line += std::string(" ") + arrows.left + " " + row.segment;
        pad_to(line, column_b - 4);
        line += arrows.right;
    }
    if (!row.words[1].empty()) {
        pad_to(line, column_b);
        line += row.words[1];
    }
    return line;
}

}  // namespace

std::string segment_text(const wire::TcpHeader& header, std::uint32_t text_length) {
    // §3.5: the figures have no other bits; PSH would be no news.
    constexpr std::uint16_t written =
        wire::Ctl::syn_bit | wire::Ctl::fin_bit | wire::Ctl::rst_bit | wire::Ctl::ack_bit;
    const wire::Ctl ctl{static_cast<std::uint16_t>(header.ctl.bits & written)};
    std::string text = "<SEQ=" + std::to_string(header.seq.raw) + ">";
    if (ctl.ack()) text += "<ACK=" + std::to_string(header.ack.raw) + ">";
    text += "<CTL=" + wire::describe_ctl(ctl) + ">";
    if (text_length > 0) text += "<DATA=" + std::to_string(text_length) + ">";
    return text;
}

std::string wait_text(Duration time) {
    if (time.us % 1'000'000 == 0) return "(wait " + std::to_string(time.us / 1'000'000) + " s)";
    if (time.us % 1'000 == 0) return "(wait " + std::to_string(time.us / 1'000) + " ms)";
    return "(wait " + std::to_string(time.us) + " us)";
}

std::string figure_text(const std::array<tcp::State, 2>& start, const std::vector<FigureRow>& rows) {
    std::size_t segment_width = 16;
    for (const FigureRow& row : rows) segment_width = std::max(segment_width, row.segment.size());
    const std::size_t column_b = state_width + 5 + segment_width + 1 + 4;

    std::string text(number_width, ' ');
    text += "TCP Peer A";
    pad_to(text, number_width + column_b);
    text += "TCP Peer B\n";
    std::uint32_t number = 0;
    // What follows actions belongs to their line, as in Figure 12.
    bool goes_on = false;
    const auto add = [&](const FigureRow& row) {
        std::string label = goes_on ? "" : std::to_string(++number) + ".  ";
        if (!goes_on) text += "\n";
        text.append(label.size() < number_width ? number_width - label.size() : 0, ' ');
        text += label + line_of(row, column_b) + "\n";
        goes_on = row.kind == FigureRow::Kind::Actions;
    };
    add({.kind = FigureRow::Kind::States,
         .words = {std::string(tcp::name_of(start[0])), std::string(tcp::name_of(start[1]))}});
    for (const FigureRow& row : rows) add(row);
    return text;
}

}  // namespace hw::script
