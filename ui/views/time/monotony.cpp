#include "ui/views/time/monotony.h"

#include <algorithm>

namespace hw::ui {

namespace {

constexpr std::uint32_t fold_by = 10;

// What a segment is beside the moment at which it was sent. A SYN's numbers say nothing: every one of a flood has its
// own.
bool are_alike(const sim::PacketRecord& a, const sim::PacketRecord& b) {
    const bool is_syn = a.header.ctl.syn() && !a.header.ctl.ack();
    const bool has_same_numbers =
        is_syn || (a.header.seq.raw == b.header.seq.raw && a.header.ack.raw == b.header.ack.raw);
    return a.from == b.from && a.to == b.to && a.header.ctl.bits == b.header.ctl.bits &&
           a.text_length == b.text_length && a.is_icmp == b.is_icmp && has_same_numbers;
}

bool is_untouched(const sim::PacketRecord& packet) {
    return !packet.was_edited && !packet.was_corrupted && !packet.copy_of.exists() &&
           packet.fate != sim::Fate::Held && packet.fate != sim::Fate::Dropped;
}

using Records = std::vector<const sim::PacketRecord*>;

bool continues(const Records& packets, std::size_t i, std::size_t period) {
    const sim::PacketRecord& one = *packets[i];
    const sim::PacketRecord& before = *packets[i - period];
    if (!are_alike(one, before) || !is_untouched(one)) return false;
    if (i < 2 * period) return true;
    return one.sent_at - before.sent_at == before.sent_at - packets[i - 2 * period]->sent_at;
}

// Packets first..last are the row.
void add_row(std::vector<Silence>& found, const Records& packets, std::size_t first, std::size_t last) {
    const std::size_t length = last - first + 1;
    if (length < least_monotony) return;
    const auto spare =
        static_cast<std::uint32_t>(length - segments_before_monotony - segments_behind_monotony);
    const std::uint32_t count = spare / fold_by * fold_by;
    if (count == 0) return;
    const std::size_t first_folded = first + segments_before_monotony;
    const Instant from = packets[first_folded]->sent_at;
    const Instant to = packets[first_folded + count]->sent_at;
    if (to <= from) return;
    found.push_back({.from = from, .to = to, .segments = count, .each = (to - from) / count});
}

}  // namespace

std::vector<Silence> find_monotonies(const sim::Trace& trace) {
    Records packets;
    for (const sim::PacketRecord& packet : trace.packets) {
        // What goes to an address where nobody lives is not on the ladder.
        if (packet.id.exists() && packet.to.exists()) packets.push_back(&packet);
    }
    std::stable_sort(packets.begin(), packets.end(),
                     [](const auto* a, const auto* b) { return a->sent_at < b->sent_at; });
    std::vector<Silence> found;
    std::size_t i = 2;
    while (i < packets.size()) {
        std::size_t longest = i;
        std::size_t begins = i;
        for (const std::size_t period : {std::size_t{1}, std::size_t{2}}) {
            std::size_t end = i;
            while (end < packets.size() && continues(packets, end, period)) ++end;
            if (end > longest) longest = end, begins = i - period;
        }
        if (longest > i) add_row(found, packets, begins, longest - 1);
        i = std::max(longest, i + 1);
    }
    return found;
}

std::vector<Silence> find_folds(const sim::Trace& trace, std::span<const Instant> busy,
                                std::span<const Instant> also_busy, Duration longest_shown) {
    std::vector<Silence> folds;
    for (const Silence& row : find_monotonies(trace)) {
        const auto inside = [&row](Instant t) { return row.from < t && t < row.to; };
        // One such instant may be the end of a step; a run of its own has more.
        if (std::count_if(also_busy.begin(), also_busy.end(), inside) <= 1) folds.push_back(row);
    }
    const std::size_t rows = folds.size();
    for (const Silence& silence : find_silences(busy, longest_shown)) {
        const auto covers = [&silence](const Silence& row) {
            return row.from <= silence.from && silence.to <= row.to;
        };
        const auto end_of_rows = folds.begin() + static_cast<std::ptrdiff_t>(rows);
        if (std::none_of(folds.begin(), end_of_rows, covers)) folds.push_back(silence);
    }
    std::sort(folds.begin(), folds.end(), [](const Silence& a, const Silence& b) { return a.from < b.from; });
    return folds;
}

}  // namespace hw::ui
