#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/time.h"
#include "tcp/accurate_ecn_config.h"
#include "tcp/classic_ecn_config.h"
#include "tcp/switch.h"
#include "wire/option_layout.h"

namespace hw::tcp {

// Which copy of the step table a host follows; see rules.h. An id, not a pointer, so that state stays
// plain data. Each variant other than Rfc9293 lives in a file of its own under tcp/variants/.
enum class RuleBookId : std::uint8_t {
    Rfc9293,
    Linux,
    TwoStepHandshake,
    NoTimeWait,
    NoChallengeAck,
    AcceptAnyRst,
    AcceptOldAck,
    DeliverBeforeEstablished,
    FinNeverMerged,
    IgnoreRstInTimeWait,
    PredictableIss,
    FreeBsd,
};
inline constexpr std::uint32_t rule_book_count = 12;

// Which row of the congestion-control table is used; see congestion.h.
enum class CongestionId : std::uint8_t { None, NewReno, Cubic };
inline constexpr std::uint32_t congestion_count = 3;

// The first window of data: two to four segments by their size (RFC 5681 §3.1), min(10*SMSS, max(2*SMSS,
// 14600)) (RFC 6928 §2), or, as Linux (TCP_INIT_CWND), ten segments whatever their size.
enum class InitialWindow : std::uint8_t { Rfc5681, Rfc6928, TenSegments };

// What fills the congestion window: bytes (RFC 5681), or, as on Linux, segments of any size, each of which
// counts as a full one. Congestion control counts likewise: bytes as the RFCs write its formulas, or whole
// segments as net/ipv4/tcp_cong.c and tcp_cubic.c do, rounding included.
enum class FlightUnit : std::uint8_t { Bytes, Segments };

// RFC 6298 §2 and §3, one segment timed at a time; or every ACK, with a variation that keeps the largest
// deviation of each round (Linux: tcp_ack_update_rtt(), tcp_rtt_estimator()).
enum class RttVariation : std::uint8_t { Rfc6298, PerRound };

// Explicit congestion notification (RFC 3168): never; when the peer asks for it (Linux's tcp_ecn=2, its
// default); in our own SYNs too (tcp_ecn=1). With accurate feedback (RFC 9768): in our own SYNs too
// (tcp_ecn=3); when the peer asks for it, while our own SYNs ask for RFC 3168's (4), or for nothing (5).
enum class Ecn : std::uint8_t {
    Off,
    WhenAsked,
    Request,
    RequestAccurate,
    AccurateWhenAskedElseRequest,
    AccurateWhenAsked,
};
inline constexpr std::uint32_t ecn_count = 6;

// A segment without the timestamps that were agreed on is dropped (RFC 7323 §3.2), or taken all the same, "as
// a workaround" for paths that lose them (Linux).
enum class MissingTimestamps : std::uint8_t { Drop, Accept };

// What Nagle's algorithm waits for: that nothing is outstanding (RFC 9293 §3.7.4), or, as Minshall proposed
// and Linux does, that no small segment is.
enum class NagleRule : std::uint8_t { Rfc, Minshall };

// When an acknowledgment may wait: RFC 9293 §3.8.6.3; or Linux's quick-ACK and "pingpong" modes
// (net/ipv4/tcp_input.c, __tcp_ack_snd_check and tcp_event_data_recv); or until the next segment with text, whatever
// its size, as on FreeBSD (sys/netinet/tcp_input.c, DELAY_ACK).
enum class AckPolicy : std::uint8_t { Rfc, Linux, FreeBsd };

// How wide the receive window opens: as wide as the buffer (RFC 9293 §3.8.6.2.2), or as Linux has it, growing with
// what the user takes (net/ipv4/tcp_input.c, tcp_rcv_space_adjust); or as FreeBSD has it, as wide as a buffer that is a
// multiple of the peer's MSS, whatever 16 bits can say (sys/netinet/tcp_input.c, tcp_mss and tcp_do_segment).
enum class WindowPolicy : std::uint8_t { Rfc, Linux, FreeBsd };

// Whether a SYN may open a new connection from TIME-WAIT: never; if its number lies beyond the old
// connection's (RFC 9293 §3.10.7.4, MAY-2, after RFC 1122 §4.2.2.13); or by its timestamp, and failing that
// by its number (RFC 6191, SHLD-4; Linux always).
enum class TimeWaitReuse : std::uint8_t { Never, HigherSequence, Rfc6191 };

// How a connection behaves. Every field: its unit, its source, and what turning it changes.
enum class FastOpenCookieOf : std::uint8_t { ClientAndServer, Client };

struct Config {
    RuleBookId rules = RuleBookId::Rfc9293;
    CongestionId congestion = CongestionId::NewReno;  // RFC 9293 §3.8.2, MUST-19

    // Loss recovery. The first window (see InitialWindow); limited transmit (RFC 3042); proportional rate
    // reduction (RFC 6937); time-based loss detection and the tail-loss probe (RFC 8985); F-RTO (RFC 5682).
    InitialWindow initial_window = InitialWindow::Rfc5681;
    FlightUnit flight_unit = FlightUnit::Bytes;
    // How often the SYN or the SYN,ACK may time out before the first window is a single segment (RFC 5681
    // §3.1: 0).
    std::uint8_t handshake_losses_forgiven = 0;
    // After an idle time longer than the RTO, a small window again (RFC 5681 §4.1; Linux's
    // tcp_slow_start_after_idle).
    Switch slow_start_after_idle = Switch::On;
    // Ends CUBIC's slow start by the delay, before a loss does (RFC 9438 §4.10; Linux: hystart = 1).
    Switch hystart = Switch::Off;
    Switch limited_transmit = Switch::On;
    Switch prr = Switch::Off;
    Switch rack = Switch::Off;
    Switch tail_loss_probe = Switch::Off;
    Switch frto = Switch::Off;
    // RFC 8985 §7.2: TLP.max_ack_delay, by which a probe waits longer when one segment is all that is in
    // flight.
    Duration max_ack_delay = 200_ms;
    // RFC 8985 §7.3: no second probe before a round trip was measured.
    Switch probe_needs_sample = Switch::On;
    // By how much the timers of RFC 8985 wait longer than computed (Linux's TCP_TIMEOUT_MIN: two jiffies).
    Duration loss_timer_margin{};
    // Which ACKs give a round-trip sample, and what the variation is made of.
    RttVariation rtt_variation = RttVariation::Rfc6298;
    // How long the smallest round trip counts (RFC 8985 §6.2 step 1; Linux's tcp_min_rtt_wlen).
    Duration min_rtt_window = 300_s;

    // Largest segment text this host accepts, bytes; sent in its SYN (RFC 9293 §3.7.1, MUST-14).
    std::uint16_t mss = 1460;
    // Assumed when the peer sends no MSS option, bytes (RFC 9293 §3.7.1, MUST-15: 536 for IPv4).
    std::uint16_t default_send_mss = 536;
    // The peer's MSS counts as at least this, bytes. Why a floor: an MSS of 0 would stop the sender for ever,
    // and RFC 791 obliges every module to forward 68 octets, of which headers may take 60. Linux:
    // tcp_min_snd_mss.
    std::uint16_t min_send_mss = 8;
    // Sends the MSS option on SYN segments (SHLD-5).
    Switch send_mss_option = Switch::On;

    // Largest IPv4 packet of the link, bytes; 0: as large as the MSS asks for. It bounds what is sent at
    // first and what ICMP may make it smaller than (RFC 1191, RFC 9293 §3.7.2).
    std::uint16_t mtu = 0;
    // An ICMP message cannot make packets smaller than this, bytes (RFC 1191 §3: 68; Linux
    // route/min_pmtu: 552).
    std::uint16_t min_path_mtu = 68;
    // A router that does not say how much it can forward is taken to mean the next common size below (RFC 1191 §7.1),
    // or min_path_mtu (Linux's __ip_rt_update_pmtu()).
    Switch path_mtu_plateaus = Switch::On;
    // What ICMP errors end. A hard error ends a connection in any state (RFC 9293 §3.9.2.2, SHLD-26), or, as RFC
    // 5927 §5.2 advises and Linux does, only one that is being opened. A soft error ends one that is being opened
    // (RFC 5461 §4.1; Linux), or none (MUST-56).
    Switch hard_errors_end_connections = Switch::On;
    Switch soft_errors_end_handshakes = Switch::Off;

    // Options offered in our SYN and accepted from the peer's: RFC 7323 §2, RFC 7323 §3, RFC 2018 §2.
    Switch window_scaling = Switch::Off;
    Switch timestamps = Switch::Off;
    Switch sack = Switch::Off;
    Switch dsack = Switch::Off;           // reports what came twice (RFC 2883); asks for sack
    Switch sack_counts_fin = Switch::On;  // a FIN that waits is one number more of a block
    // The shift count offered, 0..14; 255: as much as receive_buffer_bytes needs (RFC 7323 §2.3).
    std::uint8_t window_scale = 255;
    // One tick of the timestamp clock (RFC 7323 §5.4: 1 ms to 1 s).
    Duration timestamp_tick = 1_ms;
    // How far the host's clocks of timestamps and initial sequence numbers are ahead of virtual time; < 0: behind.
    // They jump when a machine is restored from a snapshot or moved to another one. Timers count virtual time.
    Duration clock_ahead{};
    MissingTimestamps missing_timestamps = MissingTimestamps::Drop;
    // PAWS forgives a timestamp that is older by this many ticks (Linux's TCP_PAWS_WINDOW: 1), and an ACK
    // without news that others have overtaken (Linux's tcp_disordered_ack).
    std::uint8_t paws_tolerance_ticks = 0;
    Switch paws_admits_overtaken_acks = Switch::Off;
    Ecn ecn = Ecn::Off;
    // A SYN that is sent again no longer asks for ECN (RFC 3168 §6.1.1.1, MAY; Linux's tcp_ecn_fallback).
    Switch ecn_fallback = Switch::On;
    ClassicEcnConfig classic_ecn{};
    AccurateEcnConfig accurate_ecn{};
    // So many repetitions of it still do (FreeBSD's net.inet.tcp.ecn.maxretries, tcp_ecn_output_syn_sent()).
    std::uint8_t ecn_syn_retries = 0;
    // The order in which options are written.
    wire::OptionLayout option_layout = wire::OptionLayout::Linux;

    // Room for data not yet read by the user, bytes, 1..65535 without scaling, else up to 2^30 (§3.8.6).
    std::uint32_t receive_buffer_bytes = 65'535;
    WindowPolicy window_policy = WindowPolicy::Rfc;
    // The network card puts segments of so many bytes together (gso_size, with which it marks them); 0: it does not.
    std::uint16_t coalesced_segment_bytes = 0;
    // Our own device drops whatever leaves (tc-pfifo(8), limit 0). Linux: tcp_transmit_skb() tells so, and text stays
    // where it is, to be tried again each TCP_RESOURCE_PROBE_INTERVAL (tcp_send_probe0()).
    Switch device_drops_all = Switch::Off;
    // The right edge may move left when memory is short (Linux's tcp_shrink_window); SHLD-14 has it stay.
    Switch window_may_shrink = Switch::Off;
    // A segment of which a part lies in the window is taken whole (Linux's tcp_data_queue()); the RFC trims it.
    Switch segments_are_taken_whole = Switch::Off;
    // Only an ACK from SND.UNA to SND.NXT brings a new TS.Recent (Linux's tcp_ack(): tcp_replace_ts_recent() comes
    // last).
    Switch ack_decides_on_timestamp = Switch::Off;
    // WindowPolicy::Linux: the buffer grows up to this, bytes, and the offered window shift covers it
    // (tcp_rmem[2]). There half of the buffer counts as overhead.
    std::uint32_t receive_buffer_max_bytes = 33'554'432;
    // Room for data accepted from the user and not yet acknowledged, bytes (§3.9.1, SEND).
    std::uint32_t send_buffer_bytes = 65'536;

    // Maximum segment lifetime; TIME-WAIT lasts twice this (§3.4.2 takes 2 minutes, "an engineering
    // choice"). Lessons use 30 s so that 2MSL equals Linux's fixed 60 s.
    Duration msl = 120_s;

    Duration initial_rto = 1_s;         // RFC 6298 (2.1)
    Duration min_rto = 1_s;             // RFC 6298 (2.4)
    Duration max_rto = 60_s;            // RFC 6298 (2.5): at least 60 s
    Duration clock_granularity = 1_ms;  // RFC 6298 (2.2) G
    Duration rto_after_syn_loss = 3_s;  // RFC 6298 (5.7): when data begins after a retransmitted SYN
    // But not if the handshake gave a round-trip sample all the same, by timestamps (Linux's tcp_init_metrics()).
    Switch sample_spares_rto_after_syn_loss = Switch::Off;
    // Word that the network or the host cannot be reached, about a segment that timed out, takes back one doubling
    // of the RTO: it was no congestion (RFC 6069; Linux's tcp_ld_RTO_revert()).
    Switch unreachable_reverts_backoff = Switch::Off;

    // Give-up times (§3.8.3): data after R2, SYN after at least 3 minutes (MUST-23).
    Duration r2 = 100_s;
    Duration r2_syn = 180_s;
    // Linux counts instead: how often a SYN, a SYN,ACK, other segments, and those of a connection that no
    // process owns any more are sent again before giving up (tcp_syn_retries, tcp_synack_retries,
    // tcp_retries2, tcp_orphan_retries). 0: the times above decide.
    std::uint8_t syn_retries = 0;
    std::uint8_t synack_retries = 0;
    std::uint8_t retries2 = 0;
    std::uint8_t orphan_retries = 0;
    std::uint8_t syn_linear_timeouts = 0;  // the first SYNs again after initial_rto each, not doubled
    // The variation's part of the RTO, 4*RTTVAR, is at least this (Linux's TCP_RTO_MIN; RFC 6298: G).
    Duration min_rto_variation{};
    // Added to every RTO but the first (FreeBSD's net.inet.tcp.rexmit_slop: TCPT_RANGESET()).
    Duration rto_slop{};
    // From the third repetition of a SYN on it offers the MSS alone (FreeBSD's net.inet.tcp.rexmit_drop_options:
    // tcp_timer_rexmt()).
    Switch repeated_syn_drops_options = Switch::Off;
    // An OPEN that gets no answer is given up after this time (FreeBSD's net.inet.tcp.keepinit); never(): R2 decides.
    Duration open_timeout = Duration::never();
    // USER TIMEOUT of OPEN and SEND (§3.10.8, default 5 minutes); Duration::never() switches it off.
    Duration user_timeout = 300_s;
    // The peers tell each other (RFC 5482), and each adopts the longer within its own limits (L_LIMIT "at
    // least 100 seconds", U_LIMIT).
    Switch user_timeout_option = Switch::Off;
    Duration least_user_timeout = 100_s;
    Duration most_user_timeout = 3'600_s;

    // Longest time that an ACK may be withheld (§3.8.6.3, MUST-40: below 0.5 s); Off acknowledges at once.
    Switch delayed_ack = Switch::On;
    Duration ack_delay = 200_ms;
    AckPolicy ack_policy = AckPolicy::Rfc;
    // The rest is for AckPolicy::Linux. ack_delay is its least delay; the most (TCP_DELACK_MAX); one tick of
    // the timers (HZ=250), with which a delay of 0 ends; how many ACKs behind a gap one ACK may stand for
    // (tcp_comp_sack_nr), and for how long (tcp_comp_sack_delay_ns).
    Duration ack_delay_max = 200_ms;
    Duration timer_tick = 4_ms;
    std::uint8_t compressed_acks = 44;
    Duration compressed_ack_delay = 1_ms;
    // Nagle (§3.7.4, SHLD-7) and the sender's silly-window override time-out (§3.8.6.2.1, 0.1–1.0 s).
    // An override time-out of 0: the interval of the window probes stands for it (tcp_check_probe_timer()).
    Switch nagle = Switch::On;
    NagleRule nagle_rule = NagleRule::Rfc;
    Duration silly_window_override = 200_ms;
    // A smaller window counts only if it is 0, or in a segment that brings text or acknowledges something (Linux's
    // tcp_may_update_window()); the RFC takes the last one said.
    Switch smaller_window_needs_news = Switch::Off;
    // A retransmission takes with it the short segments behind it that fit (Linux's tcp_retrans_collapse).
    Switch collapse_retransmissions = Switch::Off;
    // No segment is longer than half of the largest window that the peer has offered, or than all of it up to 536
    // bytes (Linux's tcp_bound_to_half_wnd).
    Switch segments_fit_half_window = Switch::Off;
    // The SYN,ACK of a simultaneous open offers what our SYN did, whatever the peer's had (tcp_send_synack).
    Switch both_open_offers_again = Switch::Off;
    // …and whether ECN is granted to the peer's SYN as to a passive opener's, though ours has not asked for it.
    Switch both_open_grants_ecn = Switch::Off;
    // A probe of a shut window carries the next octet (§3.8.6.1); Linux sends one without text from SND.UNA-1
    // while nothing is outstanding (tcp_xmit_probe_skb).
    Switch window_probes_carry_text = Switch::On;

    // Challenge ACKs that one connection may send in any second (RFC 5961 §7 suggests throttling: 10 in 5 s);
    // 0: no limit.
    std::uint32_t challenge_acks_per_second = 0;
    // Shortest time between two ACKs of one connection that answer segments outside the window (Linux's
    // tcp_invalid_ratelimit, 500 ms); 0: each is answered.
    Duration invalid_segment_interval{};

    // Against RFC 5961, both as RFC 793 had it (FreeBSD's net.inet.tcp.insecure_rst and insecure_syn): an RST anywhere
    // in the window ends the connection, and so does a SYN.
    Switch any_rst_in_window_counts = Switch::Off;
    Switch syn_in_window_resets = Switch::Off;
    // A segment with both SYN and FIN opens nothing (FreeBSD's net.inet.tcp.drop_synfin: tcp_input()).
    Switch syn_with_fin_is_dropped = Switch::Off;
    // A hard error of ICMP ends an OPEN (FreeBSD's net.inet.tcp.icmp_may_rst: tcp_ctlinput()).
    Switch hard_errors_end_handshakes = Switch::On;
    // ICMP's "administratively prohibited" is a hard error too (FreeBSD: inetctlerrmap[]).
    Switch prohibited_is_hard_error = Switch::Off;

    // Keep-alive (§3.8.4): default off (MUST-25), first probe after two hours (MUST-28).
    Switch keep_alive = Switch::Off;
    Duration keep_alive_idle = 7'200_s;   // tcp_keepalive_time
    Duration keep_alive_interval = 75_s;  // tcp_keepalive_intvl
    std::uint8_t keep_alive_probes = 9;   // tcp_keepalive_probes
    // How long a connection that no process owns stays in FIN-WAIT-2 (Linux's tcp_fin_timeout, 60 s);
    // never(): as long as the peer likes, as the RFC has it.
    Duration fin_wait2_timeout = Duration::never();
    // CLOSE with data unread or still to come sends RST (RFC 9293 §3.6.1, SHLD-3; RFC 2525 §2.17).
    Switch reset_on_unread_close = Switch::Off;
    // May the user still read what had arrived before the peer, the network or our own patience ended the
    // connection? §3.10.7.4, second: "All segment queues should be flushed." Linux: tcp_reset() flushes what
    // is to be sent alone.
    Switch failure_keeps_unread_text = Switch::Off;

    // An urgent pointer of nought points at no urgent data (§3.8.5). Linux: tcp_check_urg(), without tcp_stdurg: at
    // the segment's first byte.
    Switch zero_urgent_pointer_counts = Switch::Off;
    // An ACK that is owed while our FIN is unacknowledged repeats the FIN (FreeBSD: tcp_outflags[], tcp_output()).
    Switch acks_repeat_fin = Switch::Off;
    TimeWaitReuse time_wait_reuse = TimeWaitReuse::HigherSequence;
    Switch ignore_rst_in_time_wait = Switch::Off;  // RFC 1337 §3 (F1); Linux's tcp_rfc1337

    // TCP Fast Open (RFC 7413). The host keeps cookies and keys; these say whether a SYN may carry a request
    // or data, whether a listener grants cookies, and whether either side does without one.
    Switch fast_open_client = Switch::Off;
    Switch fast_open_server = Switch::Off;
    Switch fast_open_without_cookie = Switch::Off;
    Switch fast_open_client_without_cookie = Switch::Off;  // Linux: TFO_CLIENT_NO_COOKIE
    Switch fast_open_on_every_listener = Switch::Off;  // listen() opens it: Linux's TFO_SERVER_WO_SOCKOPT1
    // What the SYN may carry to a server of which nothing is known. RFC 7413 §4.2.2: "default 536 bytes". Linux:
    // tcp_send_syn_data(), "If MSS is not cached", takes the MSS that we announce ourselves.
    Switch fast_open_trusts_own_mss = Switch::Off;
    // Text of our SYN that the SYN,ACK does not acknowledge counts as lost, not as unsent (Linux:
    // tcp_rcv_fastopen_synack()), and so as sent again.
    Switch refused_syn_text_is_lost = Switch::Off;
    // Whose addresses a cookie is made of, and whether a SYN,ACK repeats one that is right (FreeBSD:
    // tcp_fastopen_make_cookie(), tcp_output(), "to_tfo_cookie").
    FastOpenCookieOf fast_open_cookie_of = FastOpenCookieOf::ClientAndServer;
    Switch fast_open_repeats_cookie = Switch::Off;
    // The SYN,ACK for a SYN whose text was taken waits, as other ACKs do, for text to ride with it (FreeBSD:
    // tcp_do_segment(), TF_DELACK; tcp_output()).
    Switch fast_open_syn_ack_waits = Switch::Off;
    // The windows of a connection opened fast begin behind the SYNs and their text, of which they take nothing (Linux:
    // tcp_create_openreq_child(), snd_una; tcp_fastopen_create_child(), rcv_wup).
    Switch fast_open_windows_spare_syn = Switch::Off;
    // What ICMP tells of the path's MTU counts for our SYN: for the MSS that it announces (Linux:
    // ipv4_default_advmss()), and for its text, which is presumed lost (tcp_simple_retransmit()).
    Switch path_mtu_counts_for_syn = Switch::Off;

    friend constexpr bool operator==(const Config&, const Config&) = default;
};

void digest(Digest& d, const Config& config);

}  // namespace hw::tcp
