#pragma once

#include <optional>

#include "tcp/rules.h"

// The steps of RFC 9293 §3.10.7.2–4, one function each, under the names of the RFC's headings. The order
// in which they run is not theirs to know: it is the table in rfc9293.h.

namespace hw::tcp {

// §3.10.7.2
Outcome listen_check_rst(Arrival& arrival);
Outcome listen_check_ack(Arrival& arrival);
Outcome listen_check_syn(Arrival& arrival);
Outcome listen_other(Arrival& arrival);

// §3.10.7.3
Outcome syn_sent_check_ack(Arrival& arrival);
Outcome syn_sent_check_rst(Arrival& arrival);
Outcome syn_sent_check_syn(Arrival& arrival);
Outcome syn_sent_other(Arrival& arrival);

// §3.10.7.3, third, and §3.10.7.4, third
Outcome check_security(Arrival& arrival);

// §3.10.7.4
Outcome check_sequence_number(Arrival& arrival);
Outcome check_rst(Arrival& arrival);
Outcome check_syn(Arrival& arrival);
Outcome check_ack(Arrival& arrival);
Outcome check_urg(Arrival& arrival);
Outcome process_text(Arrival& arrival);
Outcome check_fin(Arrival& arrival);

// Parts of the second and the fourth step that profiles and variants share.
Outcome be_reset(
    Arrival& arrival);  // the RST counts: "reset the connection … according to the connection state"
// TIME-WAIT: a SYN that may open a new connection in the old one's place (§3.6.1, MAY-2; RFC 6191) ends it.
std::optional<Finding> check_new_connection(Arrival& arrival);
bool timestamp_is_newer(const Arrival& arrival);  // of the segment, than all that the old connection has seen
void yield_to_new_connection(Arrival& arrival);   // TIME-WAIT ends

constexpr Outcome go_on(Finding finding) { return {Verdict::Continue, finding}; }
constexpr Outcome done(Finding finding) { return {Verdict::Return, finding}; }

}  // namespace hw::tcp
