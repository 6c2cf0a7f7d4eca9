#include "capture/state_watch.h"

namespace hw::capture {

using tcp::State;

void StateWatch::reset() {
    if (state_ != State::Closed) before_reset_ = state_;
    state_ = State::Closed;
    fin_end_.reset();
    peer_fin_end_.reset();
}

void StateWatch::sends_syn(const wire::TcpHeader& header) {
    const bool begins = state_ == State::Closed || state_ == State::Listen || state_ == State::TimeWait;
    if (begins) {
        fin_end_.reset();
        peer_fin_end_.reset();
        state_ = header.ctl.ack() ? State::SynReceived : State::SynSent;
    } else if (state_ == State::SynSent && header.ctl.ack()) {
        state_ = State::SynReceived;  // both opened at once
    }
}

// It has taken the peer's FIN.
void StateWatch::acknowledges(SeqNum ack) {
    if (!peer_fin_end_ || ack < *peer_fin_end_) return;
    if (state_ == State::Established || state_ == State::SynReceived) state_ = State::CloseWait;
    if (state_ == State::FinWait1) state_ = State::Closing;
    if (state_ == State::FinWait2) state_ = State::TimeWait;
}

void StateWatch::is_acknowledged(SeqNum ack) {
    if (state_ == State::SynReceived) state_ = State::Established;
    if (!fin_end_ || ack < *fin_end_) return;
    if (state_ == State::FinWait1) state_ = State::FinWait2;
    if (state_ == State::Closing) state_ = State::TimeWait;
    if (state_ == State::LastAck) state_ = State::Closed;
}

void StateWatch::sends(const wire::TcpHeader& header, std::uint32_t text_length) {
    if (header.ctl.rst()) return reset();
    // The RST that came before was not believed.
    if (state_ == State::Closed && !header.ctl.syn() && before_reset_ != State::Closed)
        state_ = before_reset_;
    if (header.ctl.syn()) sends_syn(header);
    if (header.ctl.ack()) acknowledges(header.ack);
    if (!header.ctl.fin()) return;
    fin_end_ = header.seq + (text_length + (header.ctl.syn() ? 2u : 1u));
    if (state_ == State::Established || state_ == State::SynReceived) state_ = State::FinWait1;
    if (state_ == State::CloseWait) state_ = State::LastAck;
}

void StateWatch::receives(const wire::TcpHeader& header, std::uint32_t text_length) {
    if (header.ctl.rst()) {
        // "If the state is LISTEN … an incoming RST should be ignored."
        if (state_ != State::Listen) reset();
        return;
    }
    if (header.ctl.syn() && state_ == State::Listen && !header.ctl.ack()) state_ = State::SynReceived;
    if (header.ctl.syn() && header.ctl.ack() && state_ == State::SynSent) state_ = State::Established;
    if (header.ctl.ack() && !header.ctl.syn()) is_acknowledged(header.ack);
    if (header.ctl.fin()) peer_fin_end_ = header.seq + (text_length + (header.ctl.syn() ? 2u : 1u));
}

}  // namespace hw::capture
