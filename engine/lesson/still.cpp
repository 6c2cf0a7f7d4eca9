#include "lesson/still.h"

#include <algorithm>

#include "lesson/observation.h"
#include "lesson/still_svg.h"

namespace hw::lesson {

namespace {

constexpr std::int32_t width = 424;
constexpr std::int32_t height = 440;
constexpr std::int32_t first_x = 96;
constexpr std::int32_t second_x = 328;
constexpr std::int32_t top_y = 60;
constexpr std::int32_t bottom_y = 352;
// Below it nothing is drawn: the run goes on, and whoever shows the picture has room for a button.
constexpr std::int32_t rest_height = 76;
constexpr std::int32_t gap_height = 48;
constexpr std::int32_t from_lane = 6;
constexpr std::size_t most_segments = 10;
// Ten segments need no more; a world of many connections goes no further.
constexpr std::uint32_t most_events = 200;
// Silences longer than this are not drawn at their length.
constexpr Duration longest_silence = 400_ms;

// Between the first two hosts, in the order in which they were sent.
std::vector<const sim::PacketRecord*> segments_of(const History& run) {
    std::vector<const sim::PacketRecord*> segments;
    for (const sim::PacketRecord& packet : run.trace.packets) {
        if (packet.is_icmp || packet.from.value > 1 || packet.to.value > 1) continue;
        if (segments.size() < most_segments) segments.push_back(&packet);
    }
    return segments;
}

// Where a segment's arrow ends, in time.
Instant end_of(const sim::PacketRecord& packet, Instant until) {
    const bool arrives = packet.fate == sim::Fate::Delivered || packet.fate == sim::Fate::InFlight;
    const Instant end = arrives ? packet.arrives_at : later_of(packet.arrives_at, packet.sent_at);
    return end.is_never() ? earlier_of(packet.sent_at + 100_ms, until) : end;
}

class Still {
  public:
    Still(const History& run, Language language)
        : run_(run), language_(language), segments_(segments_of(run)) {
        lay_out();
    }

    std::string draw() {
        svg_ = svg_head(width, height);
        svg_ += svg_gap(bottom_y + 3, bottom_y + rest_height, width);
        for (const Gap& gap : gaps_) svg_ += svg_gap(gap.top, gap.top + gap_height, width);
        draw_host(0, first_x, "A");
        draw_host(1, second_x, "B");
        for (const sim::PacketRecord* segment : segments_) draw_segment(*segment);
        for (const sim::PacketRecord* segment : segments_) draw_label(*segment);
        return svg_ + "</svg>\n";
    }

  private:
    struct Mark {
        Instant at{};
        std::int32_t y = 0;
    };
    struct Gap {
        std::int32_t top = 0;
    };

    // Time runs down; each silence takes the same strip.
    void lay_out() {
        std::vector<Instant> busy{Instant{}};
        for (const sim::PacketRecord* segment : segments_) {
            busy.push_back(segment->sent_at);
            busy.push_back(end_of(*segment, run_.until));
        }
        std::sort(busy.begin(), busy.end());
        busy.erase(std::unique(busy.begin(), busy.end()), busy.end());
        std::int64_t drawn_us = 1;
        std::int32_t silences = 0;
        for (std::size_t i = 1; i < busy.size(); ++i) {
            const Duration wait = busy[i] - busy[i - 1];
            if (wait > longest_silence)
                silences += 1;
            else
                drawn_us += wait.us;
        }
        const std::int64_t room = bottom_y - top_y - 24 - silences * gap_height;
        std::int64_t y_us = 0;  // times `room` over `drawn_us`
        std::int32_t extra = 0;
        for (std::size_t i = 0; i < busy.size(); ++i) {
            const Duration wait = i == 0 ? Duration{} : busy[i] - busy[i - 1];
            const auto y_of = [&] {
                return top_y + 6 + static_cast<std::int32_t>(y_us * room / drawn_us) + extra;
            };
            if (wait > longest_silence) {
                gaps_.push_back({y_of()});
                extra += gap_height;
            } else {
                y_us += wait.us;
            }
            marks_.push_back({busy[i], y_of()});
        }
    }

    std::int32_t y_of(Instant t) const {
        const auto next =
            std::find_if(marks_.begin(), marks_.end(), [t](const Mark& mark) { return mark.at >= t; });
        if (next == marks_.end()) return bottom_y;
        if (next == marks_.begin() || next->at == t) return next->y;
        const Mark& before = *(next - 1);
        const std::int64_t part = (t - before.at).us * (next->y - before.y) / (next->at - before.at).us;
        return before.y + static_cast<std::int32_t>(part);
    }

    std::string name_of_host(std::size_t host) const {
        const std::string& name = run_.moments.front().hosts[host].config.name;
        if (language_ == Language::Zh && name == "client") return "客户端";
        if (language_ == Language::Zh && name == "server") return "服务器";
        return name;
    }

    void draw_host(std::size_t host, std::int32_t x, std::string_view letter) {
        const bool is_first = host == 0;
        svg_ += svg_text({x, 30}, letter, "host", SvgAlign::Middle);
        if (name_of_host(host) != letter)
            svg_ += svg_text({x, 47}, name_of_host(host), "small", SvgAlign::Middle);
        struct Stay {
            tcp::State state;
            std::int32_t top;
        };
        std::vector<Stay> stays;
        for (std::uint32_t i = 0; i < run_.moments.size(); ++i) {
            const tcp::State state = host::state_of(run_.moments[i].hosts[host]);
            if (!stays.empty() && stays.back().state == state) continue;
            const std::int32_t y = i == 0 ? top_y : y_of(run_.begins_at(i));
            if (!stays.empty() && y <= stays.back().top + 1) stays.pop_back();
            if (y < bottom_y) stays.push_back({state, y});
        }
        for (std::size_t i = 0; i < stays.size(); ++i) {
            const std::int32_t end = i + 1 < stays.size() ? stays[i + 1].top : bottom_y;
            svg_ += svg_lane(x, stays[i].top, end, stays[i].state);
            // If two changes are near each other, the older name yields.
            if (end - stays[i].top >= 14 || i + 1 == stays.size())
                svg_ +=
                    svg_text({is_first ? x - 11 : x + 11, stays[i].top + 13}, tcp::name_of(stays[i].state),
                             "", is_first ? SvgAlign::End : SvgAlign::Start);
        }
    }

    struct Ends {
        SvgPoint from{};
        SvgPoint to{};
        // Along the line, in thousandths.
        SvgPoint at(std::int32_t part) const {
            return {from.x + (to.x - from.x) * part / 1'000, from.y + (to.y - from.y) * part / 1'000};
        }
    };

    Ends ends_of(const sim::PacketRecord& segment) const {
        const bool goes_right = segment.from.value == 0;
        const std::int32_t left = first_x + from_lane;
        const std::int32_t right = second_x - from_lane;
        return {{goes_right ? left : right, y_of(segment.sent_at)},
                {goes_right ? right : left, y_of(end_of(segment, run_.until))}};
    }

    static std::string kind_of(const sim::PacketRecord& segment) {
        const wire::Ctl ctl = segment.header.ctl;
        if (ctl.rst()) return "RST";
        if (ctl.syn()) return "SYN";
        if (ctl.fin()) return "FIN";
        return segment.text_length > 0 ? "DATA" : "ACK";
    }

    void draw_segment(const sim::PacketRecord& segment) {
        const Ends ends = ends_of(segment);
        const std::string classes = kind_of(segment) + (segment.is_old_duplicate ? " old" : "");
        const bool arrives = segment.fate == sim::Fate::Delivered;
        if (arrives) {
            svg_ += svg_line(ends.from, ends.to, classes);
            return;
        }
        const std::int32_t part = segment.fate == sim::Fate::InFlight ? 500 : 600;
        svg_ += svg_line(ends.from, ends.at(part), classes) +
                svg_line(ends.at(part), ends.to, classes + " ahead");
        if (segment.fate != sim::Fate::InFlight && segment.fate != sim::Fate::Held)
            svg_ += svg_lost(ends.at(part));
    }

    // Level on its arrow, at the first place where it covers no other.
    void draw_label(const sim::PacketRecord& segment) {
        const wire::Ctl ctl = segment.header.ctl;
        std::string text = kind_of(segment);
        if (ctl.syn() && ctl.ack())
            text = "SYN,ACK ack=" + std::to_string(segment.header.ack.raw);
        else if (ctl.syn() || ctl.rst())
            text += " " + std::to_string(segment.header.seq.raw);
        else if (ctl.fin())
            text += " " + std::to_string(segment.header.seq.raw);
        else if (segment.text_length > 0)
            text = std::to_string(segment.header.seq.raw) + " +" + std::to_string(segment.text_length);
        else
            text += " " + std::to_string(segment.header.ack.raw);
        const Ends ends = ends_of(segment);
        const std::int32_t half = static_cast<std::int32_t>(text.size()) * 7 / 2 + 4;
        for (const std::int32_t part : {500, 300, 700, 400, 600}) {
            const SvgPoint middle = ends.at(part);
            const auto covers = [&](const Plate& other) {
                return std::abs(other.middle.y - middle.y) < 17 &&
                       std::abs(other.middle.x - middle.x) < other.half + half;
            };
            if (std::any_of(plates_.begin(), plates_.end(), covers)) continue;
            plates_.push_back({middle, half});
            svg_ += svg_text({middle.x, middle.y + 4}, text, "label " + kind_of(segment), SvgAlign::Middle);
            return;
        }
    }

    struct Plate {
        SvgPoint middle{};
        std::int32_t half = 0;
    };

    const History& run_;
    Language language_;
    std::vector<const sim::PacketRecord*> segments_;
    std::vector<Mark> marks_{};
    std::vector<Gap> gaps_{};
    std::vector<Plate> plates_{};
    std::string svg_{};
};

}  // namespace

History still_run(const Lesson& lesson) {
    constexpr std::size_t enough = 5;
    History best;
    std::size_t best_count = 0;
    for (const Step& step : lesson.steps) {
        // What the learner is to break runs on unbroken; what they only watch stops where they predict.
        const Scene& scene = lesson.scenes[step.runs.front().scene];
        // Of a large world the first connections are enough of a picture, and tell nothing.
        const bool is_large = scene.measure_every != Duration{};
        const Instant until = step.hand.empty() && !is_large ? step.opens_at : step.plays_until;
        const sim::World initial = initial_world(scene);
        if (initial.hosts.size() != 2) continue;
        History run = replay({initial, {}}, {.until = until, .most_events = most_events});
        const std::size_t count = segments_of(run).size();
        if (best.moments.empty() || count > best_count) {
            best = std::move(run);
            best_count = count;
        }
        if (best_count >= enough) break;
    }
    return best;
}

std::string still_svg(const Lesson& lesson, Language language) {
    const History run = still_run(lesson);
    return run.moments.empty() ? svg_head(width, height) + "</svg>\n" : Still(run, language).draw();
}

}  // namespace hw::lesson
