#include "lesson/still_svg.h"

#include "lesson/markdown.h"

namespace hw::lesson {

namespace {

constexpr std::int32_t lane_width = 10;

// The palettes of the screen. Why variables: a picture in a page knows the page's theme only by its fragment.
constexpr std::string_view style = R"(<style>
#dark{--sheet:#fff;--sunk:#ebeef2;--line:#c5cbd4;--ink1:#141922;--ink2:#434c5a;--ink3:#606a79;--bad:#b42617;
--lane:#fff9;--SYN:#986000;--FIN:#571b8e;--DATA:#1769d2;--ACK:#4d5766;--RST:#8f0f1c;
--s0:#c5cbd4;--s1:#939daa;--s2:#f5c85a;--s3:#db9108;--s4:#0b8c86;--s5:#c3b2f2;--s6:#9b80e2;--s7:#d24a22;--s8:#7450cc;
--s9:#84200d;--s10:#44298f}
#dark:target{--sheet:#0f1319;--sunk:#0b0e13;--line:#3a4452;--ink1:#e8ecf2;--ink2:#b6bfcc;--ink3:#8e99a9;--bad:#ff8573;
--lane:#080c128c;--SYN:#f8cf78;--FIN:#e6ccff;--DATA:#6e9dff;--ACK:#aab3c0;--RST:#ff6f5e;
--s0:#46505e;--s1:#6c7684;--s2:#fbe7b0;--s3:#e8ae3c;--s4:#2bbdb4;--s5:#6048b4;--s6:#8468d8;--s7:#f2704a;--s8:#a893ee;
--s9:#b0401f;--s10:#d6caff}
text{font-family:"Noto Sans CJK SC","Noto Sans SC","PingFang SC",system-ui,sans-serif;font-size:11px;fill:var(--ink2)}
.host{font-size:15px;fill:var(--ink1)}.small{fill:var(--ink3)}
.label{font-size:12.5px;paint-order:stroke;stroke:var(--sheet);stroke-width:8;stroke-linejoin:round}
line,circle,path{fill:none;stroke-width:2}
.SYN{stroke:var(--SYN)}.FIN{stroke:var(--FIN)}.DATA{stroke:var(--DATA);stroke-width:3.5}
.ACK{stroke:var(--ACK);stroke-width:1.5}
.RST{stroke:var(--RST)}
.old{stroke-dasharray:7 4}.ahead{stroke-dasharray:1 5;marker-end:none}
text.SYN,text.FIN,text.DATA,text.ACK,text.RST{stroke:var(--sheet);stroke-width:8}
text.SYN{fill:var(--SYN)}text.FIN{fill:var(--FIN)}text.DATA{fill:var(--DATA)}
text.ACK{fill:var(--ACK)}text.RST{fill:var(--RST)}
.lost{stroke:var(--bad);fill:var(--sheet);stroke-width:1.5}.gap{fill:var(--sunk);stroke:var(--line);stroke-width:1}
.hollow{fill:none;stroke-width:1.5}.pattern{stroke:var(--lane);stroke-width:1.6}
)";

constexpr std::string_view patterns = R"(<defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"><path class="pattern" d="M-1 7L7 -1"/></pattern>
<pattern id="rungs" width="6" height="6" patternUnits="userSpaceOnUse"><path class="pattern" d="M0 3H6"/></pattern>
<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><circle class="pattern" cx="3" cy="3" r=".8"/></pattern>
)";

std::string number(std::int32_t n) { return std::to_string(n); }

std::string attribute(std::string_view name, std::int32_t value) {
    return " " + std::string(name) + "=\"" + number(value) + "\"";
}

// "" for a solid lane.
std::string_view pattern_of(tcp::State state) {
    using enum tcp::State;
    switch (state) {
        case SynSent:
        case SynReceived: return "hatch";
        case FinWait1:
        case FinWait2:
        case Closing:
        case TimeWait: return "rungs";
        case CloseWait:
        case LastAck: return "dots";
        default: return "";
    }
}

}  // namespace

std::string svg_head(std::int32_t width, std::int32_t height) {
    std::string svg = "<svg id=\"dark\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) +
                      " " + number(height) + "\">\n" + std::string(style);
    std::string markers;
    for (const std::string kind : {"SYN", "FIN", "DATA", "ACK", "RST"}) {
        svg += "line." + kind + "{marker-end:url(#to-" + kind + ")}";
        const bool is_open = kind == "ACK";
        markers += "<marker id=\"to-" + kind +
                   "\" viewBox=\"0 0 12 12\" refX=\"10\" refY=\"6\" markerWidth=\"12\" "
                   "markerHeight=\"12\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path style=\"" +
                   (is_open ? "stroke" : "stroke:none;fill") + ":var(--" + kind +
                   ");stroke-width:1.8\" d=\"" + (is_open ? "M3 1L10 6L3 11" : "M1 1L11 6L1 11Z") +
                   "\"/></marker>\n";
    }
    return svg + "line.ahead{marker-end:none}\n</style>\n" + std::string(patterns) + markers + "</defs>\n";
}

std::string svg_line(SvgPoint from, SvgPoint to, std::string_view classes) {
    return "<line class=\"" + std::string(classes) + "\"" + attribute("x1", from.x) +
           attribute("y1", from.y) + attribute("x2", to.x) + attribute("y2", to.y) + "/>\n";
}

std::string svg_text(SvgPoint at, std::string_view text, std::string_view classes, SvgAlign align) {
    constexpr std::string_view anchors[] = {"start", "middle", "end"};
    return "<text class=\"" + std::string(classes) + "\"" + attribute("x", at.x) + attribute("y", at.y) +
           " text-anchor=\"" + std::string(anchors[static_cast<std::uint32_t>(align)]) + "\">" +
           escape_html(text) + "</text>\n";
}

std::string svg_lane(std::int32_t x, std::int32_t top, std::int32_t bottom, tcp::State state) {
    const std::string colour = "var(--s" + number(static_cast<std::int32_t>(state)) + ")";
    const bool is_hollow = state == tcp::State::Closed || state == tcp::State::Listen;
    const std::string shape = "<rect" + attribute("x", x - lane_width / 2) + attribute("y", top) +
                              attribute("width", lane_width) + attribute("height", bottom - top - 1) +
                              " rx=\"3\"";
    std::string svg = shape + (is_hollow ? " class=\"hollow\" stroke=\"" : " fill=\"") + colour + "\"" +
                      (state == tcp::State::Closed ? " stroke-dasharray=\"3 3\"" : "") + "/>\n";
    if (state == tcp::State::Listen)
        svg += "<path style=\"stroke:" + colour + "\" d=\"M" + number(x) + " " + number(top + 4) + "V" +
               number(bottom - 5) + "\"/>\n";
    if (const std::string_view pattern = pattern_of(state); !pattern.empty())
        svg += shape + " fill=\"url(#" + std::string(pattern) + ")\"/>\n";
    return svg;
}

std::string svg_gap(std::int32_t top, std::int32_t bottom, std::int32_t width) {
    constexpr std::int32_t tooth = 8;
    std::string path = "M-2 " + number(top);
    for (std::int32_t x = 0, i = 0; x <= width + tooth; x += tooth, ++i)
        path += "L" + number(x) + " " + number(top + (i % 2 == 0 ? -2 : 2));
    path += "L" + number(width + tooth) + " " + number(bottom);
    for (std::int32_t x = width + tooth, i = 0; x >= 0; x -= tooth, ++i)
        path += "L" + number(x) + " " + number(bottom + (i % 2 == 0 ? -2 : 2));
    return "<path class=\"gap\" d=\"" + path + "L-2 " + number(bottom) + "Z\"/>\n";
}

std::string svg_lost(SvgPoint at) {
    return "<circle class=\"lost\"" + attribute("cx", at.x) + attribute("cy", at.y) +
           " r=\"9\"/>\n<path class=\"lost\" d=\"M" + number(at.x - 4) + " " + number(at.y - 4) +
           "l8 8m0 -8l-8 8\"/>\n";
}

}  // namespace hw::lesson
