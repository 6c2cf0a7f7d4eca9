#include "tcp/variants/no_challenge_ack.h"

namespace hw::tcp {

Outcome stay_silent(Arrival& arrival, Finding) {
    arrival.ack_is_owed = false;
    return done(Finding::ChallengeWithheld);
}

}  // namespace hw::tcp
