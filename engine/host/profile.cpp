#include "host/profile.h"

#include "tcp/profiles/freebsd.h"
#include "tcp/profiles/linux.h"

namespace hw::host {

void linux_profile(HostConfig& config) {
    config.tcp = tcp::linux_config();
    config.backlog = 128;
    config.backlog_excess = 1;                     // sk_acceptq_is_full(): ">"
    config.somaxconn = 4'096;                      // net.core.somaxconn
    config.max_syn_backlog = 2'048;                // tcp_max_syn_backlog: tcp_init(), ehash / 128
    config.syn_cookies = SynCookies::WhenFull;     // tcp_syncookies = 1
    config.ephemeral_ports = {32'768, 60'999};     // ip_local_port_range
    config.port_selection = PortSelection::Linux;  // __inet_hash_connect()
    config.time_wait_port_reuse = TimeWaitPortReuse::Loopback;  // tcp_tw_reuse = 2
    config.time_wait_port_reuse_delay = 1'000_ms;               // tcp_tw_reuse_delay
    config.path_mtu_lifetime = 600'000_ms;                      // route/mtu_expires
    config.bound_port_takes_time_wait = tcp::Switch::On;        // __inet_hash_connect()
    config.most_time_waits = 131'072;                           // tcp_max_tw_buckets: tcp_init(), ehash / 2
    config.descriptor_limit = 1'024;                            // RLIMIT_NOFILE: INR_OPEN_CUR
    config.closing = ClosingCall::GiveUpBoth;                   // close(2)
    config.buffer_overhead_factor = 2;                          // sk_setsockopt(): "val * 2"
}

void freebsd_profile(HostConfig& config) {
    config.tcp = tcp::freebsd_config();
    config.backlog = 128;
    config.backlog_excess = 1;                                  // solisten_proto(): "3 * sol_qlimit / 2"
    config.somaxconn = 128;                                     // kern.ipc.soacceptqueue
    config.syn_cookies = SynCookies::WhenFull;                  // net.inet.tcp.syncookies = 1
    config.ephemeral_ports = {10'000, 65'535};                  // net.inet.ip.portrange.first, last
    config.closing = ClosingCall::GiveUpBoth;                   // soclose()
    config.soft_errors_are_told = tcp::Switch::Off;             // sogetopt(): so_error alone
    config.reset_behind_fin_is_broken_pipe = tcp::Switch::Off;  // tcp_do_segment(): so_error = ECONNRESET
    config.fast_open_socket_sends_at_once = tcp::Switch::On;    // tcp_usr_send()
}

}  // namespace hw::host
