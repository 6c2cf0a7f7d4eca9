#include "tcp/transitions.h"

#include <utility>

#include "base/renew.h"
#include "tcp/ack_policy.h"
#include "tcp/congestion_news.h"
#include "tcp/orphan.h"
#include "tcp/receive_window.h"
#include "tcp/segment_options.h"

namespace hw::tcp {

void begin_transfer(Event& event) {
    Tcb& tcb = event.tcb;
    // RFC 6298 (5.7): "If the timer expires awaiting the ACK of a SYN segment and the TCP implementation is
    // using an RTO less than 3 seconds, the RTO MUST be re-initialized to 3 seconds when data transmission
    // begins (i.e., after the three-way handshake completes)."
    const bool is_measured =
        tcb.rtt.has_sample && event.config.sample_spares_rto_after_syn_loss == Switch::On;
    if (tcb.rtt.syn_losses > 0 && !is_measured && event.config.initial_rto < event.config.rto_after_syn_loss)
        tcb.rtt.rto = event.config.rto_after_syn_loss;
    ack_rules(event.config).start(event);
    window_rules(event.config).start(event);
    // A connection that was opened fast has sent before.
    if (!tcb.fast_open.is_accepted)
        congestion_control(event.config.congestion).start(tcb.congestion, news_of(event));
    widen_send_buffer(tcb, event.config);  // Linux: tcp_init_buffer_space()
}

void enter_established(Event& event) {
    Tcb& tcb = event.tcb;
    tcb.state = State::Established;
    tcb.last_heard = event.now;
    event.effects.signals.push_back(Signal::Established);
    // Urgent data may have come with the SYN (§3.10.7.2, third: "queued for processing later").
    if (tcb.rcv.is_urgent) event.effects.signals.push_back(Signal::UrgentData);
    begin_transfer(event);
}

void enter_fin_wait2(Event& event) {
    event.tcb.state = State::FinWait2;
    if (event.tcb.is_orphan) bound_fin_wait2(event);
}

void enter_time_wait(Arrival& arrival) {
    arrival.tcb.state = State::TimeWait;
    arrival.tcb.deadlines = {};
    restart_time_wait(arrival);
}

void restart_time_wait(Event& event) { event.tcb.deadlines.time_wait = event.now + event.config.msl * 2; }

void delete_tcb(Event& event, UnreadText unread) {
    Tcb& tcb = event.tcb;
    const RuleBookId rules = tcb.rules;
    ReceiveBuffer kept;
    if (unread == UnreadText::Keep) kept = std::move(tcb.receive_buffer);
    renew(tcb);
    tcb.rules = rules;
    tcb.receive_buffer = std::move(kept);
    event.effects.signals.push_back(Signal::Deleted);
}

void delete_failed_tcb(Event& event) {
    const bool keeps = event.config.failure_keeps_unread_text == Switch::On;
    delete_tcb(event, keeps ? UnreadText::Keep : UnreadText::Flush);
}

void return_to_listen(Event& event) {
    const bool was_specified = event.tcb.foreign_socket_is_specified;
    event.tcb.snd.path_mtu = 0;
    prepare_tcb(event.tcb, event.config, event.tcb.snd.iss);
    event.tcb.state = State::Listen;
    event.tcb.opened_by = OpenedBy::Passive;
    event.tcb.foreign_socket_is_specified = was_specified;
    event.effects.signals.push_back(Signal::ReturnedToListen);
}

void prepare_tcb(Tcb& tcb, const Config& config, SeqNum iss) {
    const ConnectionOptions options = tcb.options.are_set ? tcb.options : options_of(config);
    const std::uint32_t timestamp_offset = tcb.timestamps.offset;
    const std::uint16_t path_mtu = tcb.snd.path_mtu;      // that the host remembers
    const bool is_interactive = tcb.acks.is_interactive;  // TCP_QUICKACK may be set before OPEN
    renew(tcb);
    tcb.timestamps.offset = timestamp_offset;
    tcb.snd.path_mtu = path_mtu;
    tcb.acks.is_interactive = is_interactive;
    tcb.rules = config.rules;
    tcb.options = options;
    tcb.snd.iss = iss;
    tcb.snd.una = iss;
    tcb.snd.nxt = iss;
    tcb.snd.mss = config.default_send_mss;
    tcb.snd.peer_mss = config.default_send_mss;
    // RFC 7323 §2.2: the window of a SYN is not scaled, so that no more than 16 bits of it are promised yet.
    tcb.rcv.wnd = window_rules(config).first(tcb, config, 0);
    tcb.rcv.shift = offered_window_shift(tcb, config);
    tcb.rtt = start_rtt(config);
    tcb.send_buffer.start(iss + 1);
}

}  // namespace hw::tcp
