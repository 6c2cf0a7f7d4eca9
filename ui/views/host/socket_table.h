// The rows of `ss` in the order and through the filter that the reader chose. Sixty thousand rows change sixty times a
// second, and thirty of them are on the screen: only what is looked at is put in order.
#pragma once

#include "ui/views/host/socket_rows.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace hw::ui {

enum class SocketColumn : std::uint8_t { State, RecvQ, SendQ, Local, Peer, Timer };
inline constexpr std::size_t socket_column_count = 6;

struct SocketOrder {
    // Nothing: as ss prints them.
    std::optional<SocketColumn> column{};
    bool is_descending = false;
    friend bool operator==(const SocketOrder&, const SocketOrder&) = default;
};

struct SocketFilter {
    std::optional<tcp::State> state{};
    std::optional<std::uint16_t> local_port{};
    friend bool operator==(const SocketFilter&, const SocketFilter&) = default;
};

class SocketTable {
  public:
    // The host as it is now. Costs nothing if `version` has not changed.
    void refresh(const host::Host& host, std::uint64_t version);
    void arrange(const SocketOrder& order, const SocketFilter& filter);

    // All rows, as ss prints them, and how many of each state there are.
    const std::vector<SocketRow>& rows() const { return rows_; }
    std::uint32_t count(tcp::State state) const { return counts_[static_cast<std::size_t>(state)]; }
    std::uint64_t version() const { return version_; }

    // Those that pass the filter.
    std::uint32_t size() const { return static_cast<std::uint32_t>(places_.size()); }
    const SocketOrder& order() const { return order_; }
    const SocketFilter& filter() const { return filter_; }
    // Puts these places in order, of which at() tells then; clamped to size().
    void look_at(std::uint32_t first, std::uint32_t count);
    // `place` lies within what was looked at since the last change.
    const SocketRow& at(std::uint32_t place) const { return rows_[places_[place].row]; }
    // Where the row of that socket stands. Linear. Nothing: there is none, or it does not pass.
    std::optional<std::uint32_t> place_of(const SocketKey& key) const;

  private:
    // A row and what it is sorted by; equal ones stand as ss prints them.
    struct Place {
        std::uint64_t rank = 0;
        std::uint32_t row = 0;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    void rearrange();

    std::vector<SocketRow> rows_{};
    std::array<std::uint32_t, tcp::state_count> counts_{};
    std::uint64_t version_ = 0;
    bool is_fresh_ = false;
    SocketOrder order_{};
    SocketFilter filter_{};
    std::vector<Place> places_{};
    // These are in order, and stand where they belong; all others are only on the right side of them.
    std::uint32_t ordered_from_ = 0, ordered_to_ = 0;
};

}  // namespace hw::ui
