#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "host/socket_error.h"

// Constants by their names, with Linux's numbers.

namespace hw::packetdrill {

// "MSG_PEEK", "O_NONBLOCK", "POLLIN", "SHUT_WR", "ECONNRESET", "TCP_CA_Open" …
std::optional<std::int64_t> find_symbol(std::string_view name);

// An errno's name as scripts spell it; EWOULDBLOCK is EAGAIN.
bool is_same_error(std::string_view name, host::SocketError error);

// fcntl(2)
inline constexpr std::int64_t f_getfl = 3, f_setfl = 4, o_rdwr = 2, o_nonblock = 0x800;
// epoll(7)
inline constexpr std::int64_t epoll_add = 1, epoll_del = 2, epoll_mod = 3;
inline constexpr std::uint32_t epoll_one_shot = 1u << 30, epoll_edge = 1u << 31;

}  // namespace hw::packetdrill
