#include "tcp/config.h"

namespace hw::tcp {

void digest(Digest& d, const Config& config) {
    digest_all(d, config.rules, config.congestion, config.mss, config.default_send_mss,
               config.send_mss_option, config.receive_buffer_bytes, config.send_buffer_bytes, config.msl,
               config.initial_rto, config.min_rto, config.max_rto, config.clock_granularity,
               config.rto_after_syn_loss, config.r2, config.r2_syn, config.user_timeout, config.delayed_ack,
               config.ack_delay, config.nagle, config.silly_window_override,
               config.challenge_acks_per_second);
}

}  // namespace hw::tcp
