#include "tests/tcp/examples.h"

namespace hw::test {
namespace {

using tcp::Finding;
using tcp::Row;
using tcp::Switch;

// Timestamps agreed on; the peer's last was 700.
Endpoint stamped() {
    Endpoint end;
    end.config.timestamps = Switch::On;
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><TS=700:0>");
    return end;
}

Endpoint stamped_then(Duration pause, const char* segment) {
    Endpoint end = stamped();
    end.at(pause);
    end.arrives(segment);
    return end;
}

// SACK and D-SACK agreed on.
Endpoint sacking_then(const char* segment) {
    Endpoint end;
    end.config.sack = end.config.dsack = Switch::On;
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><SACKOK>");
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=100>");
    end.arrives(segment);
    return end;
}

// clang-format off
const Example examples[] = {
    {Finding::TimestampTooOld, Row::OtherSequence,
        [] { return stamped_then(1_s, "<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><TS=699:0>"); }},
    {Finding::TimestampMissing, Row::OtherSequence,
        [] { return stamped_then(1_s, "<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>"); }},
    {Finding::TimestampForgotten, Row::OtherSequence,
        [] { return stamped_then(86'400_s * 25, "<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><TS=699:0>"); }},
    {Finding::SequenceDuplicateReported, Row::OtherSequence,
        [] { return sacking_then("<SEQ=5001><ACK=1001><CTL=ACK><DATA=100>"); }},
};
// clang-format on

}  // namespace

std::span<const Example> examples_of_options() { return examples; }

}  // namespace hw::test
