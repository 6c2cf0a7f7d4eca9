#pragma once

#include "tcp/output.h"
#include "tcp/profiles/freebsd_steps.h"
#include "tcp/steps/rfc9293.h"

// The FreeBSD profile: a rule table and defaults in which every deviation from RFC 9293 is a named slot or value with
// its source (DESIGN law 3). File names are of sys/netinet; names with dots are sysctls under net.inet.tcp (tcp(4)).

namespace hw::tcp {

inline constexpr RuleBook freebsd_rules = [] {
    RuleBook rules = rfc9293_rules;
    rules.id = RuleBookId::FreeBsd;
    rules.name = "freebsd";
    rules.listen[2].run = freebsd_profile::listen_check_syn;
    rules.syn_sent[3].run = freebsd_profile::syn_sent_check_syn;
    rules.other_states[0].run = freebsd_profile::check_sequence;
    rules.other_states[1].run = freebsd_profile::check_rst;
    rules.other_states[3].run = freebsd_profile::check_syn;
    rules.other_states[6].run = freebsd_profile::process_text;
    rules.send_abort = freebsd_profile::reset_and_forget;  // tcp_drop()
    return rules;
}();

// The defaults of a FreeBSD host.
constexpr Config freebsd_config() {
    Config config;
    config.rules = RuleBookId::FreeBsd;
    config.mtu = 1'500;
    config.min_path_mtu = 256;                               // tcp_ctlinput(): V_tcp_minmss
    config.hard_errors_end_connections = Switch::Off;        // tcp_drop_syn_sent(): in SYN-SENT alone
    config.prohibited_is_hard_error = Switch::On;            // icmp_may_rst = 1
    config.option_layout = wire::OptionLayout::FreeBsd;      // tcp_addoptions()
    config.window_scaling = config.timestamps = Switch::On;  // rfc1323 = 1
    config.missing_timestamps = MissingTimestamps::Drop;     // tolerate_missing_ts = 0
    config.min_send_mss = 216;                               // minmss
    config.sack = Switch::On;                                // sack.enable = 1
    config.dsack = Switch::On;                               // tcp_update_dsack_list()
    config.ecn = Ecn::WhenAsked;                             // ecn.enable = 2
    config.ecn_syn_retries = 1;                              // ecn.maxretries
    config.initial_window = InitialWindow::Rfc6928;          // initcwnd_segments = 10
    config.prr = Switch::On;                                 // do_prr = 1
    config.msl = 30_s;                                       // msl
    config.min_rto = 30_ms;                                  // rexmit_min: TCPTV_MIN
    config.max_rto = 64_s;                                   // TCPTV_REXMTMAX
    config.rto_slop = 200_ms;                                // rexmit_slop
    config.rto_after_syn_loss = 1_s;                         // rexmit_initial, whatever has been lost
    config.open_timeout = 75_s;                              // keepinit
    config.r2 = 511_s;                                       // tcp_totbackoff times the first RTO
    config.r2_syn = Duration::never();                       // keepinit decides
    config.user_timeout = Duration::never();
    config.ack_delay = 40_ms;  // delacktime
    config.window_policy = WindowPolicy::FreeBsd;
    config.receive_buffer_bytes = 65'536;         // recvspace
    config.receive_buffer_max_bytes = 2'097'152;  // kern.ipc.maxsockbuf
    config.send_buffer_bytes = 32'768;            // sendspace
    config.acks_repeat_fin = Switch::On;          // tcp_outflags[]
    config.keep_alive_probes = 8;                 // keepcnt
    config.fin_wait2_timeout = 60_s;              // finwait2_timeout
    config.ignore_rst_in_time_wait = Switch::On;  // tcp_twcheck()
    config.fast_open_client = Switch::On;         // fastopen.client_enable = 1
    config.congestion = CongestionId::NewReno;    // cc.algorithm, before 14; CUBIC since
    return config;
}

}  // namespace hw::tcp
