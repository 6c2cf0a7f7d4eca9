// RFC 9293 §3.9.2.2: ICMP messages about segments of a connection; RFC 5927: which of them to believe.

#include "tcp/connection.h"
#include "tcp/path_mtu.h"
#include "tcp/transitions.h"

namespace hw::tcp {
namespace {

using wire::IcmpError;
using wire::IcmpType;
using wire::Unreachable;

// "For ICMP these include Destination Unreachable -- codes 2-4." Of these "fragmentation needed" is none for
// whoever discovers path MTUs (RFC 5927 §5.2).
bool is_hard(const IcmpError& error, const Config& config) {
    if (error.is(Unreachable::Protocol) || error.is(Unreachable::Port)) return true;
    // FreeBSD: tcp_ctlinput() heeds what a filter says (codes 9, 10 and 13) and that the TTL ran out, if
    // net.inet.tcp.icmp_may_rst is set.
    if (config.prohibited_is_hard_error == Switch::Off) return false;
    if (error.is(IcmpType::TimeExceeded)) return error.code == 0;
    return error.is(IcmpType::DestinationUnreachable) &&
           (error.code == 9 || error.code == 10 || error.code == 13);
}

NetworkError meaning_of(const IcmpError& error, const Config& config) {
    // FreeBSD: inetctlerrmap[] makes ECONNREFUSED of each that ends an OPEN, but of a TTL that ran out.
    if (config.prohibited_is_hard_error == Switch::On && is_hard(error, config) &&
        !error.is(IcmpType::TimeExceeded))
        return NetworkError::PortUnreachable;
    if (error.is(IcmpType::TimeExceeded)) return NetworkError::HostUnreachable;
    if (error.is(IcmpType::ParameterProblem)) return NetworkError::ParameterProblem;
    // Codes of Destination Unreachable; 6 and later are RFC 1122 §3.2.2.1's and RFC 1812 §5.2.7.1's.
    switch (error.code) {
        case 0:
        case 6:
        case 9:
        case 11: return NetworkError::NetUnreachable;
        case 2: return NetworkError::ProtocolUnreachable;
        case 3: return NetworkError::PortUnreachable;
        case 5: return NetworkError::SourceRouteFailed;
        case 7: return NetworkError::HostUnknown;
        case 8: return NetworkError::HostIsolated;
        default: return NetworkError::HostUnreachable;
    }
}

bool is_handshake(State s) { return s == State::SynSent || s == State::SynReceived; }

// RFC 5927 §4.1: "require that the sequence number be within the range of the data already sent but not yet
// acknowledged", SND.UNA =< SEG.SEQ < SND.NXT.
bool is_in_flight(const Tcb& tcb, SeqNum seq) { return tcb.snd.una <= seq && seq < tcb.snd.nxt; }

Finding end_connection(Event& event, NetworkError reason) {
    Tcb& tcb = event.tcb;
    // A user has been told of a connection opened fast (RFC 7413 §4.2), and may still read what its SYN brought.
    const bool is_request =
        tcb.state == State::SynReceived && tcb.opened_by == OpenedBy::Passive && !tcb.fast_open.is_accepted;
    if (is_request) {
        // As for a reset (§3.10.7.4, second): nobody has been told of this connection. Linux: tcp_req_err().
        return_to_listen(event);
        return Finding::IcmpReturnsToListen;
    }
    event.effects.network_error = reason;
    event.effects.signals.push_back(Signal::NetworkFailure);
    delete_failed_tcb(event);
    return Finding::IcmpEndsConnection;
}

Finding note_soft_error(Event& event, NetworkError reason) {
    // §3.9.2.2: "a TCP implementation MUST NOT abort the connection (MUST-56), and it SHOULD make the
    // information available to the application (SHLD-25)."
    event.tcb.soft_error = reason;
    event.effects.network_error = reason;
    event.effects.signals.push_back(Signal::SoftError);
    return Finding::IcmpSoftError;
}

// RFC 6069: the retransmission was not lost in a queue, but had no way to go. So the time-out need not have been
// doubled, and whether there is a way again is tried sooner. Linux: tcp_ld_RTO_revert().
bool retry_sooner(Event& event, const IcmpError& error) {
    Tcb& tcb = event.tcb;
    const bool has_no_way = error.is(Unreachable::Net) || error.is(Unreachable::Host);
    if (!has_no_way || event.config.unreachable_reverts_backoff == Switch::Off) return false;
    if (error.seq != tcb.snd.una || tcb.retransmissions == 0 || tcb.sent.empty()) return false;
    if (!revert_back_off(tcb.rtt, event.config)) return false;
    tcb.deadlines.retransmit = later_of(event.now, tcb.sent.front().sent_at + tcb.rtt.rto);
    return true;
}

Finding judge(Event& event, const IcmpError& error) {
    const Tcb& tcb = event.tcb;
    // "TCP implementations MUST silently discard any received ICMP Source Quench messages (MUST-55)."
    if (error.is(IcmpType::SourceQuench)) return Finding::IcmpSourceQuenchIgnored;
    const bool has_sent = tcb.state != State::Closed && tcb.state != State::Listen;
    if (!has_sent || !is_in_flight(tcb, error.seq)) return Finding::IcmpNotInFlight;
    if (error.is(Unreachable::FragmentationNeeded)) return shrink_path_mtu(event, error);

    const Config& config = event.config;
    // Linux: tcp_req_err() heeds only what says that the way is not passable.
    const bool is_request = tcb.state == State::SynReceived && tcb.opened_by == OpenedBy::Passive;
    if (is_request && is_hard(error, config) && config.soft_errors_end_handshakes == Switch::On)
        return note_soft_error(event, meaning_of(error, config));
    const bool ends_it = is_handshake(tcb.state)
                             ? (is_hard(error, config) && config.hard_errors_end_handshakes == Switch::On) ||
                                   config.soft_errors_end_handshakes == Switch::On
                             : is_hard(error, config) && config.hard_errors_end_connections == Switch::On;
    if (ends_it) return end_connection(event, meaning_of(error, config));
    const Finding finding = note_soft_error(event, meaning_of(error, config));
    return retry_sooner(event, error) ? Finding::IcmpRevertsBackOff : finding;
}

}  // namespace

void icmp_arrives(Event event, const IcmpError& error) {
    const Finding finding = judge(event, error);
    if (event.trace != nullptr) event.trace->push_back({Row::IcmpArrives, Verdict::Return, finding});
}

}  // namespace hw::tcp
