#pragma once

#include <cstdint>
#include <optional>

#include "tcp/state.h"
#include "wire/segment.h"

namespace hw::capture {

// The state of one end, as far as the segments that it sends and receives show it (RFC 9293 §3.3.2, Figure 5).
// A FIN or a SYN has been taken when its receiver acknowledges it; TIME-WAIT is not seen to end.
class StateWatch {
  public:
    explicit StateWatch(tcp::State state) : state_(state) {}

    tcp::State state() const { return state_; }
    void sends(const wire::TcpHeader& header, std::uint32_t text_length);
    void receives(const wire::TcpHeader& header, std::uint32_t text_length);

  private:
    void sends_syn(const wire::TcpHeader& header);
    void acknowledges(SeqNum ack);
    void is_acknowledged(SeqNum ack);
    void reset();

    tcp::State state_;
    tcp::State before_reset_ = tcp::State::Closed;
    std::optional<SeqNum> fin_end_{};       // what acknowledges our FIN …
    std::optional<SeqNum> peer_fin_end_{};  // … and the peer's
};

}  // namespace hw::capture
