#pragma once

#include "tcp/steps/steps.h"

// The steps in which Linux deviates from RFC 9293 §3.10.7, each in place of the RFC's in the same row, named
// after what it deviates in, with the kernel function that does so (net/ipv4, Linux 6.x).

namespace hw::tcp::linux_profile {

// §3.10.7.2, third. tcp_conn_request(): text on a SYN is ignored unless Fast Open lets it in (M13), and a SYN
// with FIN is dropped (tcp_rcv_state_process()).
Outcome listen_check_syn(Arrival& arrival);

// §3.10.7.3, first. tcp_rcv_synsent_state_process(): after a reset of what an old connection has acknowledged,
// the SYN goes out again within two ticks (N8).
Outcome syn_sent_check_ack(Arrival& arrival);

// §3.10.7.3, fourth. tcp_rcv_synsent_state_process(): text on a SYN or a SYN,ACK is thrown away; the peer will send
// it again.
Outcome syn_sent_check_syn(Arrival& arrival);

// §3.10.7.4, first. Half-open connections (tcp_check_req()), TIME-WAIT and orphans in FIN-WAIT-2
// (tcp_timewait_state_process()) have rules of their own; and a reset just below the window counts once the
// peer's FIN is here (tcp_reset_check()).
Outcome check_sequence(Arrival& arrival);

// §3.10.7.4, second. tcp_validate_incoming(): a reset at the end of what has been SACKed counts too, for a peer
// that has crashed puts it there.
Outcome check_rst(Arrival& arrival);

// §3.10.7.4, seventh. tcp_rcv_state_process(): text that reaches beyond the peer's FIN ends the connection.
Outcome process_text(Arrival& arrival);

// Parts of check_sequence().
Outcome check_half_open(Arrival& arrival);
Outcome check_time_wait(Arrival& arrival);
Outcome check_orphan_in_fin_wait_2(Arrival& arrival);

}  // namespace hw::tcp::linux_profile
