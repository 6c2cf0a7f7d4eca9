#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "host/host.h"
#include "host/output.h"
#include "tcp/ack_policy.h"

namespace hw::host {

// What the user of a connection was told and has not yet reacted to.
class SignalSet {
  public:
    bool empty() const { return bits_ == 0; }
    bool has(tcp::Signal signal) const { return (bits_ >> static_cast<unsigned>(signal) & 1u) != 0; }
    void add(tcp::Signal signal) { bits_ |= 1u << static_cast<unsigned>(signal); }

  private:
    std::uint32_t bits_ = 0;
};

// One event at one connection, with everything that follows from it: TCP decides, its segments leave, its
// signals reach the application, the application answers with calls of its own, and so on until
// nobody has anything more to do. Lives for one event; finish() ends it.
class Turn {
  public:
    struct Start {
        std::uint32_t slot = 0;
        Instant now{};
        Note::Cause cause{};
        // For the child of a listener, which was driven by itself: the TCB before, and its first step.
        const tcp::Tcb* before = nullptr;
        std::uint32_t first_step = 0;
    };
    // `output.wants_notes` decides whether a note is written.
    Turn(Host& host, Output& output, const Start& start);

    // ---- events and calls; each is one event of tcp/connection.h, carried out at once
    void open_active(SeqNum iss);
    // OPEN and SEND in one (RFC 7413). How many bytes were taken.
    std::uint32_t open_fast(SeqNum iss, const tcp::FastOpenRequest& request,
                            std::span<const std::uint8_t> data);
    void segment_arrives(const wire::Segment& segment);
    void icmp_arrives(const wire::IcmpError& error);
    void deadline_passes();
    // How many bytes were taken.
    std::uint32_t send(std::span<const std::uint8_t> data, tcp::Push push,
                       tcp::Urgent urgent = tcp::Urgent::No);
    // setsockopt() on a connection.
    void set_options(const tcp::ConnectionOptions& options);
    void set_quick_ack(tcp::QuickAck quick_ack);  // TCP_QUICKACK
    void close();                                 // by the application, which lets go of its socket
    void orphan();                                // close(2): nobody will read or write any more
    void shut_read();                             // shutdown(SHUT_RD)
    void shut_write();                            // shutdown(SHUT_WR): CLOSE, and the socket stays
    void abort();                                 // and the socket is gone
    void break_off();                             // ABORT, and the socket stays
    void status();                                // STATUS: nothing changes
    void connect_again();  // ApplicationSpec::more_connections: one of them, when this event is over
    void accept();         // accept() has returned the connection to an application: it begins to react

    // ---- RECEIVE in two moves: look at what lies there, then take it
    std::uint32_t readable_bytes() const { return connection().tcb.receive_buffer.readable(); }
    std::span<const std::uint8_t> peek() const;  // as much as lies in one piece
    // Returns how many bytes RECEIVE gave; appends them to `into` if there is one.
    std::uint32_t take(std::uint32_t most, std::vector<std::uint8_t>* into = nullptr);

    // Carries out what output.effects holds already: the child of a listener was driven by itself.
    void adopt_effects(tcp::State state_before);

    // The application's reaction, the end of a TCB that is gone, the next deadline, the note.
    void finish();

    tcp::CallError call_error() const { return call_error_; }
    bool is_over() const { return is_gone_; }
    // close(2) has given up receiving too: what is still to come has no reader.
    bool has_given_up() const {
        return connection().application.has_closed && host_.config.closing == ClosingCall::GiveUpBoth;
    }
    // TIME-WAIT has given way to the SYN that arrived: the ISS with which the listener is to answer it (§3.6.1).
    std::optional<SeqNum> new_iss() const { return new_iss_; }
    Instant now() const { return now_; }
    ApplicationState& application() { return connection().application; }
    Host& host() { return host_; }
    Output& output() { return output_; }
    Connection& connection() { return connection_; }
    const Connection& connection() const { return connection_; }

  private:
    const tcp::Event& begin();
    void carry_out(tcp::State state_before);
    void give_up_both();
    void heed(tcp::Signal signal, tcp::State state_before);
    void fail(SocketError error, ClosedBy closed_by);
    void tell_socket_of_late_reset(tcp::State state_before);
    void watch_time_wait();
    void tell_of_sent_text();
    void write_note();
    void remember_fast_open();

    Host& host_;
    Output& output_;
    std::uint32_t slot_;
    Connection& connection_;  // in `slot_`; no connection is made while a turn lasts, so it stays where it is
    Instant now_;
    tcp::Event event_;  // what every call into TCP works with
    SignalSet pending_{};
    tcp::CallError call_error_ = tcp::CallError::None;
    ClosedBy ending_ = ClosedBy::StillOpen;  // how it ends, if it ends
    std::optional<SeqNum> new_iss_{};
    // Of what the user has sent, before the last call into TCP.
    std::uint32_t unacknowledged_bytes_ = 0;
    bool is_gone_ = false;  // the TCB was deleted, or went back to LISTEN
};

}  // namespace hw::host
