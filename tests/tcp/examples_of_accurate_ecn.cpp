#include "tests/tcp/examples.h"

namespace hw::test {
namespace {

using tcp::Finding;
using tcp::Row;
using tcp::Switch;

Endpoint asking() {
    Endpoint end;
    end.config.ecn = tcp::Ecn::RequestAccurate;
    end.config.sack = end.config.dsack = Switch::On;
    end.open_active(1000);
    return end;
}

Endpoint asking_then(const char* syn_ack) {
    Endpoint end = asking();
    end.arrives(syn_ack);
    return end;
}

Endpoint asked() {
    Endpoint end;
    end.config.ecn = tcp::Ecn::AccurateWhenAsked;
    end.open_passive(1000);
    end.arrives("<SEQ=5000><CTL=SYN,ECE,CWR,AE><MSS=1460>");
    return end;
}

Endpoint asked_then(const char* segment) {
    Endpoint end = asked();
    end.arrives(segment);
    return end;
}

// Agreed on; ten segments are on their way.
Endpoint sending() {
    Endpoint end = asking();
    end.config.initial_window = tcp::InitialWindow::TenSegments;
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK,CWR><MSS=1012><SACKOK><ECN1=1:0:1>");
    end.send(10'000);
    return end;
}

Endpoint sending_then(const char* ack) {
    Endpoint end = sending();
    end.arrives(ack);
    return end;
}

Endpoint told_of_marks_twice() {
    Endpoint end = sending_then("<SEQ=5001><ACK=2001><CTL=ACK,CWR,AE>");
    end.arrives("<SEQ=5001><ACK=3001><CTL=ACK,ECE,CWR,AE>");
    return end;
}

Endpoint told_the_same_text_thrice() {
    Endpoint end = sending();
    for (int i = 0; i < 3; ++i) end.arrives("<SEQ=5001><ACK=1001><CTL=ACK,ECE,AE><DATA=100>");
    return end;
}

// clang-format off
const Example examples[] = {
    {Finding::AccurateEcnAgreed, Row::ListenSyn, asked},
    {Finding::AccurateEcnConfirmed, Row::SynSentSyn,
        [] { return asking_then("<SEQ=5000><ACK=1001><CTL=SYN,ACK,CWR><MSS=1460>"); }},
    {Finding::AccurateEcnFallsBack, Row::SynSentSyn,
        [] { return asking_then("<SEQ=5000><ACK=1001><CTL=SYN,ACK,ECE><MSS=1460>"); }},
    {Finding::AccurateEcnRefused, Row::SynSentSyn,
        [] { return asking_then("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460>"); }},
    {Finding::AccurateEcnHandshakeTold, Row::OtherAck,
        [] { return asked_then("<SEQ=5001><ACK=1001><CTL=ACK,CWR>"); }},
    {Finding::AccurateEcnMangled, Row::OtherAck,
        [] { return asked_then("<SEQ=5001><ACK=1001><CTL=ACK,AE>"); }},
    {Finding::AccurateEcnZeroed, Row::OtherAck,
        [] { return asked_then("<SEQ=5001><ACK=1001><CTL=ACK>"); }},
    {Finding::AccurateEcnSynWithout, Row::OtherSequence,
        [] { return asked_then("<SEQ=5000><CTL=SYN><MSS=1460>"); }},
    {Finding::AccurateEcnCounted, Row::OtherAck, told_of_marks_twice},
    {Finding::AccurateEcnWrapped, Row::OtherAck, [] {
        Endpoint end = sending_then("<SEQ=5001><ACK=2001><CTL=ACK,CWR,AE>");
        end.arrives("<SEQ=5001><ACK=11001><CTL=ACK,CWR,AE>");
        return end;
    }},
    {Finding::AccurateEcnInconsistent, Row::OtherAck,
        [] { return sending_then("<SEQ=5001><ACK=2001><CTL=ACK,ECE,AE><ECN1=1:1000:1>"); }},
    {Finding::AccurateEcnOptionLost, Row::OtherSequence, told_the_same_text_thrice},
    {Finding::AccurateEcnOptionZeroed, Row::SynSentSyn,
        [] { return asking_then("<SEQ=5000><ACK=1001><CTL=SYN,ACK,CWR><MSS=1460><ECN1=0:0:1>"); }},
};
// clang-format on

}  // namespace

std::span<const Example> examples_of_accurate_ecn() { return examples; }

}  // namespace hw::test
