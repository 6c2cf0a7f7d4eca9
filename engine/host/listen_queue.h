#pragma once

#include "host/host.h"

// How many connections a listener takes in before somebody accepts them, and what happens to the rest (Linux:
// tcp_conn_request(), tcp_v4_syn_recv_sock(), tcp_check_req()).

namespace hw::host {

// What becomes of a SYN that reaches a listener. Counts what nstat would.
enum class SynFate : std::uint8_t { Admitted, AnsweredByCookie, Dropped };
SynFate judge_syn(Host& host, const Listener& listener);

bool accept_queue_is_full(const Host& host, const Listener& listener);

// The segment would complete the handshake of a passive connection whose listener's accept queue is full. Linux
// ignores it, and the peer believes in a connection that is none; with tcp_abort_on_overflow it is reset.
enum class ThirdAck : std::uint8_t { Welcome, Ignored, Reset };
ThirdAck judge_third_ack(Host& host, const Connection& connection, const wire::Segment& segment);

// The handshake of a passive connection is done: it waits for accept(), or has been accepted already when its
// listener's application takes connections at once and has a descriptor left.
void enter_accept_queue(Host& host, std::uint32_t slot, Instant now);

// accept() takes the first connection of the queue.
struct Accepted {
    std::uint32_t slot = no_link;  // of the connection
    std::int32_t descriptor = -1;
    SocketError error = SocketError::None;  // Again: nobody waits; MFile; NFile
};
Accepted accept_first(Host& host, Listener& listener, ProcessId process);

}  // namespace hw::host
