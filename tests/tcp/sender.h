#pragma once

#include "support/tcp/endpoint.h"
#include "tcp/profiles/linux.h"

// A sender with segments of 1000 bytes that begin at 1001, 2001, 3001 …, to a peer that the test plays. One round
// trip of 100 ms has been measured; ten segments may leave at once.

namespace hw::test {

inline tcp::Config plain_config() {
    tcp::Config config = Endpoint().config;
    config.congestion = tcp::CongestionId::NewReno;
    config.initial_window = tcp::InitialWindow::Rfc6928;
    return config;
}

// RFC 6675.
inline tcp::Config sack_config() {
    tcp::Config config = plain_config();
    config.sack = config.dsack = tcp::Switch::On;
    return config;
}

// RFC 8985.
inline tcp::Config rack_config() {
    tcp::Config config = sack_config();
    config.rack = config.tail_loss_probe = tcp::Switch::On;
    return config;
}

// The linux profile without the options that would take room in every segment.
inline tcp::Config plain_linux_config() {
    tcp::Config config = tcp::linux_config();
    config.timestamps = config.window_scaling = tcp::Switch::Off;
    config.congestion = tcp::CongestionId::NewReno;
    return config;
}

inline Endpoint sender(tcp::Config config) {
    Endpoint end;
    end.config = config;
    end.open_active(1000);
    end.at(100_ms);
    end.arrives(config.sack == tcp::Switch::On ? "<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1000><SACKOK>"
                                               : "<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1000>");
    return end;
}

}  // namespace hw::test
