#pragma once

#include "tcp/steps/steps.h"

// The steps in which FreeBSD deviates from RFC 9293 §3.10.7, each in place of the RFC's in the same row, with the
// function that does so (sys/netinet, FreeBSD 14).

namespace hw::tcp::freebsd_profile {

// §3.10.7.2, third. syncache_add(): text and a FIN that come with a SYN are forgotten; tcp_input(), drop_synfin.
Outcome listen_check_syn(Arrival& arrival);

// §3.10.7.3, fourth. tcp_do_segment(), TCPS_SYN_SENT: drop_synfin; of a SYN without ACK the text is kept, the FIN not.
Outcome syn_sent_check_syn(Arrival& arrival);

// §3.10.7.4, first. drop_synfin spares no state ("Drop TCP packets with both SYN and FIN set", tcp(4)); in TIME-WAIT
// tcp_twcheck() alone decides.
Outcome check_sequence(Arrival& arrival);

// §3.10.7.4, second and fourth. tcp_do_segment(): insecure_rst and insecure_syn bring back RFC 793.
Outcome check_rst(Arrival& arrival);
Outcome check_syn(Arrival& arrival);

// §3.10.7.4, seventh. tcp_do_segment(), TCPS_SYN_RECEIVED: tcp_reass() hands the text of the peer's SYN to the user,
// and nothing asks for its ACK: the next segment of ours carries it.
Outcome process_text(Arrival& arrival);

// <SEQ=SND.NXT><ACK=RCV.NXT><CTL=RST,ACK> with a window of nought (tcp_drop(), tcp_output()).
void reset_and_forget(Event& event);

// Part of check_sequence().
Outcome check_time_wait(Arrival& arrival);

}  // namespace hw::tcp::freebsd_profile
