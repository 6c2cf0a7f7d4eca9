#pragma once

#include "tcp/acceptance.h"
#include "tcp/challenge.h"
#include "tcp/output.h"
#include "tcp/steps/steps.h"
#include "tcp/transitions.h"

namespace hw::tcp {

// The rule book itself: RFC 9293 §3.10.7 in its own order. Variants copy it and replace one entry.
inline constexpr RuleBook rfc9293_rules{
    .id = RuleBookId::Rfc9293,
    .name = "rfc9293",
    .breaks = "",
    .listen = {{
        {Row::ListenRst, listen_check_rst},
        {Row::ListenAck, listen_check_ack},
        {Row::ListenSyn, listen_check_syn},
        {Row::ListenOther, listen_other},
    }},
    .syn_sent = {{
        {Row::SynSentAck, syn_sent_check_ack},
        {Row::SynSentRst, syn_sent_check_rst},
        {Row::SynSentSecurity, check_security},
        {Row::SynSentSyn, syn_sent_check_syn},
        {Row::SynSentOther, syn_sent_other},
    }},
    .other_states = {{
        {Row::OtherSequence, check_sequence_number},
        {Row::OtherRst, check_rst},
        {Row::OtherSecurity, check_security},
        {Row::OtherSyn, check_syn},
        {Row::OtherAck, check_ack},
        {Row::OtherUrg, check_urg},
        {Row::OtherText, process_text},
        {Row::OtherFin, check_fin},
    }},
    .is_acceptable = is_acceptable_by_table_6,
    .conclude_close = enter_time_wait,
    .send_abort = send_abort,
    .challenge = challenge,
    .choose_iss = initial_sequence_number,
};

}  // namespace hw::tcp
