#pragma once

#include <cstdint>
#include <map>

// epoll(7) over poll(2): what an epoll descriptor watches, and what it has reported of it.

namespace hw::packetdrill {

struct EpollEntry {
    std::uint32_t events = 0;  // asked for, with EPOLLET and EPOLLONESHOT
    std::int64_t data = 0;     // the caller's own
    std::uint32_t level = 0;   // what poll() said last
    std::uint32_t edges = 0;   // what has come up since it was last reported
    std::int64_t readable_bytes = 0;
    std::uint32_t wakeups = 0;  // of the error queue
    bool is_spent = false;      // EPOLLONESHOT
};

using EpollSet = std::map<std::int32_t, EpollEntry>;  // by the script's descriptor

}  // namespace hw::packetdrill
