#pragma once

#include <cstdint>

#include "tcp/output.h"

// Linux's packets of several segments, as tcp_write_xmit() makes them of what is queued (send_packets.h): how many
// segments each takes, and, where packets are paced, when it leaves.

namespace hw::tcp {

// Under the qdisc fq (Config::pacing), and with SO_MAX_PACING_RATE (SK_PACING_NEEDED).
inline bool is_paced(const Tcb& tcb, const Config& config) {
    return config.pacing == Switch::On || tcb.options.max_pacing_rate != 0;
}

// A segment of the connection leaves: no packet does before the one ahead of it (__tcp_transmit_skb()). How long it is
// held.
Duration pace(Tcb& tcb, Instant now);

// One run over what may be sent. Nothing where packets are neither counted nor paced.
class Bursts {
  public:
    explicit Bursts(Event& event)
        : event_(event),
          are_made_(event.tcb.options.send_buffer_counts_packets || is_paced(event.tcb, event.config)) {}
    ~Bursts() {
        if (are_made_ && is_begun_) end();
    }
    Bursts(const Bursts&) = delete;
    Bursts& operator=(const Bursts&) = delete;

    // A segment is about to leave. False: it may not; the packet is full, and was to be the last.
    bool next(Burst burst) {
        if (!are_made_) return true;
        const bool is_full = left_ == 0 || packet_end_ <= event_.tcb.snd.nxt;
        if (is_begun_ && is_full) {
            end();
            if (burst == Burst::One) return false;
        }
        if (!is_begun_) {
            begin();
            if (burst == Burst::All && is_better_deferred()) {
                is_begun_ = false;
                return false;
            }
        }
        --left_;
        return true;
    }

  private:
    void begin();
    bool is_better_deferred() const;
    void end();

    Event& event_;
    bool are_made_;
    bool is_begun_ = false;
    std::uint32_t left_ = 0;  // segments; valid if is_begun_, as the next
    SeqNum packet_end_{}, begin_{};
    Instant paced_before_{};
};

}  // namespace hw::tcp
