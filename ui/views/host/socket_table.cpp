#include "ui/views/host/socket_table.h"

#include <algorithm>

namespace hw::ui {

namespace {

std::uint64_t rank_of(wire::Endpoint endpoint) {
    return std::uint64_t{endpoint.address.raw} << 16 | endpoint.port;
}

std::uint64_t rank_of(const SocketRow& row, SocketColumn column) {
    switch (column) {
        case SocketColumn::State: return static_cast<std::uint64_t>(row.state);
        case SocketColumn::RecvQ: return row.recv_q;
        case SocketColumn::SendQ: return row.send_q;
        case SocketColumn::Local: return rank_of(row.local);
        case SocketColumn::Peer: return rank_of(row.peer);
        // Rows without a timer come after all that have one.
        case SocketColumn::Timer: return static_cast<std::uint64_t>(row.timer_at.us);
    }
    return 0;
}

bool passes(const SocketRow& row, const SocketFilter& filter) {
    return (!filter.state || *filter.state == row.state) &&
           (!filter.local_port || *filter.local_port == row.local.port);
}

// So many rows more are put in order, so that scrolling on does not begin anew.
constexpr std::uint32_t spare_rows = 256;

}  // namespace

void SocketTable::refresh(const host::Host& host, std::uint64_t version) {
    if (is_fresh_ && version == version_) return;
    is_fresh_ = true;
    version_ = version;
    list_sockets(host, rows_);
    counts_ = {};
    for (const SocketRow& row : rows_) ++counts_[static_cast<std::size_t>(row.state)];
    rearrange();
}

void SocketTable::arrange(const SocketOrder& order, const SocketFilter& filter) {
    if (order == order_ && filter == filter_) return;
    order_ = order;
    filter_ = filter;
    rearrange();
}

void SocketTable::rearrange() {
    places_.clear();
    for (std::uint32_t row = 0; row < rows_.size(); ++row) {
        if (!passes(rows_[row], filter_)) continue;
        const std::uint64_t rank = order_.column ? rank_of(rows_[row], *order_.column) : 0;
        places_.push_back({.rank = order_.is_descending ? ~rank : rank, .row = row});
    }
    // As ss prints them they stand in order already.
    ordered_from_ = 0;
    ordered_to_ = order_.column ? 0 : size();
}

void SocketTable::look_at(std::uint32_t first, std::uint32_t count) {
    const std::uint32_t from = std::min(first, size());
    const std::uint32_t to = from + std::min(count, size() - from);
    if (from >= ordered_from_ && to <= ordered_to_) return;
    ordered_from_ = from > spare_rows ? from - spare_rows : 0;
    ordered_to_ = size() - to > spare_rows ? to + spare_rows : size();
    const auto begin = places_.begin();
    if (ordered_from_ > 0) std::nth_element(begin, begin + ordered_from_, places_.end());
    if (ordered_to_ < size()) std::nth_element(begin + ordered_from_, begin + ordered_to_, places_.end());
    std::sort(begin + ordered_from_, begin + ordered_to_);
}

std::optional<std::uint32_t> SocketTable::place_of(const SocketKey& key) const {
    const auto found = std::find_if(places_.begin(), places_.end(),
                                    [&](const Place& place) { return key_of(rows_[place.row]) == key; });
    if (found == places_.end()) return {};
    return static_cast<std::uint32_t>(
        std::count_if(places_.begin(), places_.end(), [&](const Place& place) { return place < *found; }));
}

}  // namespace hw::ui
