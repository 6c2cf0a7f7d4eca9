#include <algorithm>

#include "script/figure.h"
#include "script/figure_column.h"
#include "script/figure_words.h"

// From text to Figure: lines, then what they say together about the beginning.

namespace hw::script {
namespace {

using Error = std::string;  // "" for none
using Kind = Word::Kind;

constexpr std::size_t most_bytes = 64 << 10;
constexpr int most_lines = 1'000;

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

bool is_heading(std::string_view line) {
    return line.find("TCP Peer A") != line.npos && line.find("TCP Peer B") != line.npos;
}

bool says_nothing(std::string_view line) {
    const std::string_view text = trimmed(line);
    return text.empty() || text.front() == '#' || text.substr(0, 7) == "Figure " || is_heading(line);
}

struct SourceLine {
    int number;
    std::string_view text;
};

std::vector<SourceLine> lines_of(std::string_view text) {
    std::vector<SourceLine> lines;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        lines.push_back({++number, line});
        text = end == text.npos ? std::string_view{} : text.substr(end + 1);
    }
    return lines;
}

// Left of it is A's column, right of it B's: half-way between the headings, or half of the width.
std::uint32_t middle_column(const std::vector<SourceLine>& lines) {
    std::size_t width = 0;
    for (const SourceLine& line : lines) {
        if (is_heading(line.text))
            return static_cast<std::uint32_t>(
                (line.text.find("TCP Peer A") + line.text.find("TCP Peer B")) / 2 + 5);
        if (!says_nothing(line.text)) width = std::max(width, line.text.size());
    }
    return static_cast<std::uint32_t>(width / 2);
}

struct ParsedLine {
    Line line{};
    std::array<std::optional<EstablishedStart>, 2> established{};
};

// What the two arrows beside a segment say. An arrow that is absent is `Kind::Plain`.
Error parse_course(Kind left, Kind right, SegmentLine& out) {
    const auto either_is = [&](Kind kind) { return left == kind || right == kind; };
    const bool to_b = either_is(Kind::RightArrow) || either_is(Kind::LostRight);
    const bool to_a = either_is(Kind::LeftArrow) || either_is(Kind::LostLeft);
    if (to_a && to_b) return "the arrows of the segment point both ways";
    if (!to_a && !to_b) return "expected an arrow --> or <-- beside the segment";
    // Seen from the sender: the arrow on its side, then the one on the receiver's.
    const Kind near = to_b ? left : right, far = to_b ? right : left;
    const Kind lost = to_b ? Kind::LostRight : Kind::LostLeft;
    out.from = to_b ? Peer::A : Peer::B;
    out.departs = near != Kind::InNetwork;
    out.is_lost = either_is(lost);
    out.arrives = !out.is_lost && far != Kind::InNetwork;
    if (near == Kind::Plain) return "expected an arrow or ... between the sender and the segment";
    if (far == Kind::Plain && near != lost)
        return "expected an arrow or ... between the segment and the receiver";
    return "";
}

Error parse_segment_line(const std::vector<Word>& words, Letters& letters, SegmentLine& out) {
    Kind left = Kind::Plain, right = Kind::Plain;
    const Word* segment = nullptr;
    for (const Word& word : words) {
        if (word.kind == Kind::Segment) {
            if (segment != nullptr) return "two segments on one line";
            segment = &word;
        } else if (word.is_arrow()) {
            Kind& side = segment == nullptr ? left : right;
            if (side != Kind::Plain) return "two arrows on one side of the segment";
            side = word.kind;
        }
    }
    if (segment == nullptr) return "expected a segment such as <SEQ=100><CTL=SYN> beside the arrow";
    auto pattern = parse_segment_pattern(segment->text, letters);
    if (!pattern.ok()) return pattern.error();
    out.pattern = *pattern;
    return parse_course(left, right, out);
}

// Two states on one line part it better than the width of the figure does.
std::optional<std::uint32_t> middle_of_two_states(const std::vector<Word>& words) {
    std::vector<std::uint32_t> places;
    for (const Word& word : words)
        if (word.kind == Kind::Plain) places.push_back(word.column);
    if (places.size() != 2) return std::nullopt;
    return (places[0] + places[1] + 1) / 2;
}

Error parse_line(const std::vector<Word>& words, std::uint32_t middle, Letters& letters, ParsedLine& out) {
    const auto is_of_segment = [](const Word& word) { return word.is_arrow() || word.kind == Kind::Segment; };
    const auto first = std::find_if(words.begin(), words.end(), is_of_segment);
    const bool has_segment = first != words.end();
    if (has_segment) {
        out.line.segment.emplace();
        if (Error error = parse_segment_line(words, letters, *out.line.segment); !error.empty()) return error;
    }
    if (const auto between = middle_of_two_states(words); between && !has_segment) middle = *between;
    std::array<ParsedColumn, 2> columns;
    for (auto word = words.begin(); word != words.end(); ++word) {
        if (is_of_segment(*word)) continue;
        const bool is_left = has_segment ? word < first : word->column < middle;
        if (Error error = add_word(*word, columns[is_left ? 0 : 1]); !error.empty()) return error;
    }
    for (std::size_t peer = 0; peer < 2; ++peer) {
        out.line.columns[peer] = std::move(columns[peer].column);
        out.established[peer] = columns[peer].established;
    }
    return "";
}

// ---- the beginning -------------------------------------------------------------------------------

bool is_only_reboots(const Column& column) {
    return std::all_of(column.actions.begin(), column.actions.end(),
                       [](const Action& action) { return action.kind == Action::Kind::Reboot; });
}

// The first lines say where the peers stand: states, (REBOOT), (send 300,receive 100).
bool belongs_to_beginning(const Line& line) {
    return !line.segment && is_only_reboots(line.columns[0]) && is_only_reboots(line.columns[1]);
}

// Takes the beginning out of the lines. What they say of states stays there, to be checked like any other.
void read_beginning(std::vector<ParsedLine>& parsed, Figure& figure) {
    std::array<bool, 2> is_known{};
    const auto begin_with = [&](std::size_t peer, tcp::State state) {
        if (!is_known[peer]) figure.start[peer].state = state;
        is_known[peer] = true;
    };
    for (ParsedLine& entry : parsed) {
        if (!belongs_to_beginning(entry.line)) break;
        for (std::size_t peer = 0; peer < 2; ++peer) {
            Column& column = entry.line.columns[peer];
            if (!column.actions.empty()) begin_with(peer, tcp::State::Closed);
            column.actions.clear();
            if (entry.established[peer]) {
                begin_with(peer, tcp::State::Established);
                figure.start[peer].snd_nxt = entry.established[peer]->snd_nxt;
                figure.start[1 - peer].snd_nxt = entry.established[peer]->rcv_nxt;
            }
            if (column.state) begin_with(peer, *column.state);
        }
    }
    figure.begins_established =
        figure.start[0].state == tcp::State::Established || figure.start[1].state == tcp::State::Established;
}

// As in the RFC's figures, for a peer whose numbers are not written.
constexpr std::uint32_t usual_numbers[] = {100, 300};

// Where nothing else says it: what a peer has sent follows from the first segments that are shown.
void find_established_numbers(Figure& figure) {
    for (std::size_t peer = 0; peer < 2; ++peer) {
        PeerStart& start = figure.start[peer];
        for (const Line& line : figure.lines) {
            if (start.snd_nxt != 0) break;
            if (!line.segment || line.segment->pattern.ctl->syn()) continue;
            const SegmentPattern& pattern = line.segment->pattern;
            const bool is_own = line.segment->from == static_cast<Peer>(peer);
            if (is_own && pattern.seq) start.snd_nxt = pattern.seq->raw;
            if (!is_own && pattern.ack) start.snd_nxt = pattern.ack->raw;
        }
        if (start.snd_nxt == 0) start.snd_nxt = usual_numbers[peer];
        start.isns.push_back(start.snd_nxt - 1);
    }
}

// The ISNs that the figure's SYNs want.
void find_isns(Figure& figure) {
    if (figure.begins_established) find_established_numbers(figure);
    for (const Line& line : figure.lines) {
        if (!line.segment || !line.segment->departs) continue;
        const SegmentPattern& pattern = line.segment->pattern;
        if (!pattern.ctl->syn() || !pattern.seq) continue;
        auto& isns = figure.start[static_cast<std::size_t>(line.segment->from)].isns;
        if (isns.empty() || isns.back() != pattern.seq->raw) isns.push_back(pattern.seq->raw);
    }
    for (std::size_t peer = 0; peer < 2; ++peer)
        if (figure.start[peer].isns.empty()) figure.start[peer].isns.push_back(usual_numbers[peer]);
}

Error check_beginning(const Figure& figure) {
    for (const PeerStart& start : figure.start) {
        using tcp::State;
        if (start.state != State::Closed && start.state != State::Listen && start.state != State::Established)
            return "a figure begins in CLOSED, LISTEN or ESTABLISHED, not in " +
                   std::string(tcp::name_of(start.state));
        if (figure.begins_established && start.state == State::Listen)
            return "a peer cannot begin in LISTEN while the other one is ESTABLISHED";
    }
    return "";
}

}  // namespace

Result<Figure, FileError> parse_figure(std::string path, std::string_view text) {
    if (text.size() > most_bytes) return FileError{std::move(path), 0, "a figure has at most 64 KiB"};
    const std::vector<SourceLine> source = lines_of(text);
    if (source.size() > most_lines)
        return FileError{std::move(path), most_lines, "a figure has at most 1000 lines"};

    const std::uint32_t middle = middle_column(source);
    Letters letters;
    std::vector<ParsedLine> parsed;
    for (const SourceLine& line : source) {
        if (says_nothing(line.text)) continue;
        const auto words = words_of(line.text);
        if (!words.ok()) return FileError{std::move(path), line.number, words.error()};
        parsed.push_back({.line = {.number = line.number, .text = std::string(line.text)}});
        if (Error error = parse_line(*words, middle, letters, parsed.back()); !error.empty())
            return FileError{std::move(path), line.number, std::move(error)};
    }
    if (parsed.empty() || !belongs_to_beginning(parsed.front().line))
        return FileError{
            std::move(path), parsed.empty() ? 0 : parsed.front().line.number,
            "expected a first line that says where the peers begin, such as \"1.  CLOSED  LISTEN\""};

    Figure figure;
    figure.path = path;
    read_beginning(parsed, figure);
    for (ParsedLine& entry : parsed) figure.lines.push_back(std::move(entry.line));
    find_isns(figure);
    if (Error error = check_beginning(figure); !error.empty())
        return FileError{std::move(path), figure.lines.front().number, std::move(error)};
    return figure;
}

}  // namespace hw::script
