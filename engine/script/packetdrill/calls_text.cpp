// read(2), recv(2), write(2), send(2), sendmsg(2), and their like. All text is zeros, as packetdrill's is.

#include <algorithm>
#include <array>

#include "script/packetdrill/call.h"

namespace hw::packetdrill {
namespace {

using host::CallResult;
namespace sys = host::sys;
using Kind = Expression::Kind;
using Stage = Conversation::Stage;

constexpr std::int64_t most_bytes = 16 << 20;

std::uint32_t count(Call& call, std::int64_t bytes) {
    if (bytes >= 0 && bytes <= most_bytes) return static_cast<std::uint32_t>(bytes);
    if (call.trouble.empty()) call.trouble = "a script may read or write 16 MiB at a time";
    return 0;
}

bool is_null(const Expression* argument) {
    return argument != nullptr && argument->is(Kind::Word) && argument->text == "NULL";
}

// How much could be read.
std::int64_t readable(Call& call, std::int32_t descriptor) {
    const CallResult waiting = sys::ioctl(call.caller(), descriptor, sys::Ioctl::Fionread);
    return waiting.error == host::SocketError::None ? waiting.value : 0;
}

CallResult receive(Call& call, std::int64_t bytes, std::int64_t flags) {
    const std::uint32_t most = count(call, bytes);
    const std::int32_t descriptor = call.descriptor();
    if ((flags & sys::msg_errqueue) != 0) {
        const sys::ErrorAnswer answer = sys::receive_error(call.caller(), descriptor);
        const bool is_there = answer.result.error == host::SocketError::None;
        if (is_there && answer.report.has_packet && most > 0)
            return call.unsupported("a packet of the error queue");
        if (is_there) call.report = answer;
        return answer.result;
    }
    if (is_null(call.argument(1)) && readable(call, descriptor) > 0) {
        call.own_error = "EFAULT";
        return {};
    }
    // Linux: such a socket is in SYN-SENT already.
    if (call.scene.deferred_connects.count(call.script_descriptor()) > 0)
        return {.error = host::SocketError::Again};
    return sys::recv(call.caller(), descriptor, most, static_cast<std::uint32_t>(flags));
}

// To an address, if there is one: Fast Open connects as it sends (RFC 7413 §4.2).
CallResult transmit(Call& call, std::int64_t bytes, std::int64_t flags, bool has_address,
                    std::span<const std::uint32_t> pieces = {}) {
    const std::vector<std::uint8_t> text(count(call, bytes));
    const std::int32_t descriptor = call.descriptor();
    auto bits = static_cast<std::uint32_t>(flags);
    if (!call.trouble.empty()) return {};
    if (is_null(call.argument(1)) && bytes > 0) {
        call.own_error = "EFAULT";
        return {};
    }
    if (call.scene.deferred_connects.erase(call.script_descriptor()) > 0) {
        has_address = true;
        bits |= sys::msg_fastopen;
    }
    if (!has_address) return sys::send(call.caller(), descriptor, text, bits, pieces);
    const Options& options = call.scene.options;
    // A stream that is connected has no use for the address (send(2)).
    const bool is_open = sys::getpeername(call.caller(), descriptor).result.error == host::SocketError::None;
    if (is_open) return sys::send(call.caller(), descriptor, text, bits, pieces);
    const auto known = call.scene.conversation_of.find(call.script_descriptor());
    // FreeBSD: sendto() opens the socket without a flag.
    const bool opens = (bits & sys::msg_fastopen) != 0 ||
                       call.scene.machine.host.config.fast_open_socket_sends_at_once == tcp::Switch::On;
    if (known != call.scene.conversation_of.end() && opens) {
        Conversation& with = call.scene.conversations[known->second];
        if (with.stage == Stage::New) with.stage = Stage::Connecting;
    }
    return sys::sendto(call.caller(), descriptor, text, bits, {options.remote, options.connect_port});
}

CallResult read_file(Call& call) { return receive(call, call.number(2), 0); }
CallResult receive_plain(Call& call) { return receive(call, call.number(2), call.number(3)); }
CallResult write_file(Call& call) { return transmit(call, call.number(2), 0, false); }
CallResult send_plain(Call& call) { return transmit(call, call.number(2), call.number(3), false); }

CallResult send_to(Call& call) {
    const Expression* address = call.argument(4);
    if (address != nullptr && address->is(Kind::Word) && address->text == "AF_UNSPEC")
        return (call.number(3) & sys::msg_fastopen) != 0  // Linux: tcp_sendmsg_fastopen()
                   ? CallResult{.error = host::SocketError::OpNotSupp}
                   : call.unsupported("sendto() to AF_UNSPEC");
    return transmit(call, call.number(2), call.number(3), !is_null(address));
}

// The lengths of [{..., 1000}, {..., 400}], summed, and each by itself.
std::int64_t length_of_vector(Call& call, const Expression* list,
                              std::vector<std::uint32_t>* pieces = nullptr) {
    std::int64_t sum = 0;
    if (list == nullptr) return 0;
    for (const Expression& piece : list->items) {
        const Expression* length = part_of(piece, "iov_len", 1);
        const std::int64_t bytes = length == nullptr ? 0 : call.number_of(*length);
        if (bytes < 0 || bytes > most_bytes) return -1;
        sum += bytes;
        if (pieces != nullptr) pieces->push_back(static_cast<std::uint32_t>(bytes));
    }
    return sum;
}

CallResult read_vector(Call& call) { return receive(call, length_of_vector(call, call.argument(1)), 0); }
CallResult write_vector(Call& call) {
    return transmit(call, length_of_vector(call, call.argument(1)), 0, false);
}

std::int64_t length_of_message(Call& call, std::vector<std::uint32_t>* pieces = nullptr) {
    const Expression* message = call.argument(1);
    return message == nullptr ? 0 : length_of_vector(call, part_of(*message, "msg_iov", 1), pieces);
}

CallResult receive_message(Call& call) { return receive(call, length_of_message(call), call.number(2)); }

CallResult send_message(Call& call) {
    const Expression* message = call.argument(1);
    const Expression* address = message == nullptr ? nullptr : part_of(*message, "msg_name", 0);
    const Expression* control = message == nullptr ? nullptr : part_of(*message, "msg_control", 9);
    if (control != nullptr && !control->items.empty()) return call.unsupported("control messages");
    const bool has_address = address != nullptr && address->is(Kind::Ellipsis);
    std::vector<std::uint32_t> pieces;
    const std::int64_t bytes = length_of_message(call, &pieces);
    return transmit(call, bytes, call.number(2), has_address, pieces);
}

// TCP_CM_INQ (tcp(7), TCP_INQ): how much is left to be read; the peer's FIN counts as one byte.
void compare_control(Call& call, const CallResult& result) {
    if (call.report) return compare_report(call);
    const Expression* message = call.argument(1);
    const Expression* control = message == nullptr ? nullptr : part_of(*message, "msg_control", 9);
    if (control == nullptr || result.error != host::SocketError::None) return;
    for (const Expression& item : control->items) {
        const Expression* type = part_of(item, "cmsg_type", 1);
        const Expression* data = part_of(item, "cmsg_data", 2);
        if (type == nullptr || type->text != "TCP_CM_INQ" || data == nullptr) {
            (void)call.unsupported("control messages but for TCP_CM_INQ");
            return;
        }
        const std::int32_t descriptor = call.descriptor();
        const std::int64_t left = readable(call, descriptor);
        std::vector<host::PollEntry> entry{{.descriptor = descriptor, .events = host::poll_rdhup}};
        (void)sys::poll(call.caller(), entry, Duration{});
        const std::int64_t found = left == 0 && (entry[0].revents & host::poll_rdhup) != 0 ? 1 : left;
        const std::int64_t wanted = call.number_of(*data);
        if (call.trouble.empty() && wanted != found)
            call.trouble =
                "TCP_CM_INQ: expected " + std::to_string(wanted) + ", found " + std::to_string(found);
    }
}

// A file is as many zeros as are asked for.
CallResult send_file(Call& call) { return transmit(call, call.number(3), 0, false); }

constexpr std::array<CallRow, 11> rows{{
    {"read", 3, 3, read_file, nullptr},
    {"recv", 4, 4, receive_plain, nullptr},
    {"recvfrom", 6, 6, receive_plain, nullptr},
    {"readv", 3, 3, read_vector, nullptr},
    {"recvmsg", 3, 3, receive_message, compare_control},
    {"write", 3, 3, write_file, nullptr},
    {"send", 4, 4, send_plain, nullptr},
    {"sendto", 6, 6, send_to, nullptr},
    {"writev", 3, 3, write_vector, nullptr},
    {"sendmsg", 3, 3, send_message, nullptr},
    {"sendfile", 4, 4, send_file, nullptr},
}};

}  // namespace

std::span<const CallRow> text_calls() { return rows; }

}  // namespace hw::packetdrill
