#include "sim/sent_space.h"

#include <algorithm>
#include <tuple>

namespace hw::sim {
namespace {

SentSpace& space_of(std::vector<SentSpace>& spaces, HostId host, ConnectionId connection) {
    const auto is_before = [](const SentSpace& space, const std::tuple<HostId, ConnectionId>& key) {
        return std::tuple(space.host, space.connection) < key;
    };
    const std::tuple key(host, connection);
    const auto found = std::lower_bound(spaces.begin(), spaces.end(), key, is_before);
    if (found != spaces.end() && found->host == host && found->connection == connection) return *found;
    return *spaces.insert(found, SentSpace{.host = host, .connection = connection});
}

// The last packet that was the first to send something at or before `seq`; none if there is none.
PacketId first_sender_of(const std::vector<SentSpace::First>& firsts, SeqNum seq) {
    // Why a partition: SeqNum has no order to sort by, but from any one number on there is a before and an
    // after.
    const auto starts_before = [seq](const SentSpace::First& first) { return first.start <= seq; };
    const auto after = std::partition_point(firsts.begin(), firsts.end(), starts_before);
    return after == firsts.begin() ? PacketId::none() : std::prev(after)->packet;
}

}  // namespace

PacketId note_sent(std::vector<SentSpace>& spaces, const SentSegment& segment) {
    const wire::TcpHeader& header = segment.header;
    // SEG.LEN counts SYN and FIN (§3.4).
    const std::uint32_t flags = (header.ctl.syn() ? 1u : 0u) + (header.ctl.fin() ? 1u : 0u);
    const std::uint32_t length = segment.text_length + flags;
    if (length == 0) return PacketId::none();
    SentSpace& space = space_of(spaces, segment.host, segment.connection);

    // Another SYN than before: the connection begins anew.
    const bool is_first = space.firsts.empty();
    if (is_first || (header.ctl.syn() && header.seq != space.firsts.front().start)) {
        space.firsts.clear();
        space.next = header.seq;
    }
    const bool is_resent = header.seq < space.next;
    const PacketId resends = is_resent ? first_sender_of(space.firsts, header.seq) : PacketId::none();
    const SeqNum end = header.seq + length;
    if (space.next < end) {
        space.firsts.push_back({.start = later_of(space.next, header.seq), .packet = segment.packet});
        space.next = end;
    }
    return resends;
}

}  // namespace hw::sim
