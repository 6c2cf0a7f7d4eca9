#include "tests/tcp/examples.h"
#include "tests/tcp/sender.h"

namespace hw::test {
namespace {

using tcp::Finding;
using tcp::Row;
using tcp::Switch;

Endpoint after_duplicates(std::uint32_t count) {
    Endpoint end = sender(plain_config());
    end.send(4'000);
    for (std::uint32_t i = 0; i < count; ++i) end.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    return end;
}

Endpoint then(Endpoint end, const char* segment) {
    end.arrives(segment);
    return end;
}

Endpoint then_wait(Endpoint end, Duration d) {
    end.wait(d);
    return end;
}

Endpoint sending(tcp::Config config, std::uint32_t bytes) {
    Endpoint end = sender(config);
    end.send(bytes);
    return end;
}

Endpoint needlessly_resent() {
    Endpoint end = sending(sack_config(), 4'000);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><SACK=2001-5001>");
    end.arrives("<SEQ=5001><ACK=5001><CTL=ACK><SACK=1001-2001>");
    return end;
}

tcp::Config frto_config() {
    tcp::Config config = sack_config();
    config.frto = Switch::On;
    return config;
}

Endpoint after_ecn_echo() {
    Endpoint end;
    end.config = plain_config();
    end.config.ecn = tcp::Ecn::Request;
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ECE,ACK><MSS=1000>");
    end.send(4'000);
    end.arrives("<SEQ=5001><ACK=2001><CTL=ECE,ACK>");
    return end;
}

Endpoint after_probe() { return then_wait(sending(rack_config(), 2'000), 300_ms); }

// clang-format off
const Example examples[] = {
    {Finding::DuplicateCounted, Row::OtherAck, [] { return after_duplicates(1); }},
    {Finding::FastRecoveryBegins, Row::OtherAck, [] { return after_duplicates(3); }},
    {Finding::PartialAck, Row::OtherAck,
        [] { return then(after_duplicates(3), "<SEQ=5001><ACK=2001><CTL=ACK>"); }},
    {Finding::FastRecoveryEnds, Row::OtherAck,
        [] { return then(after_duplicates(3), "<SEQ=5001><ACK=5001><CTL=ACK>"); }},
    {Finding::RecoveryUndone, Row::OtherAck, needlessly_resent},
    {Finding::TimeoutWasSpurious, Row::OtherAck, [] {
        return then(then_wait(sending(frto_config(), 4'000), 1_s),
                    "<SEQ=5001><ACK=1001><CTL=ACK><SACK=2001-3001>"); }},
    {Finding::SpuriousTimeoutTested, Row::OtherAck, [] {
        return then(then_wait(sending(frto_config(), 20'000), 1_s), "<SEQ=5001><ACK=2001><CTL=ACK>"); }},
    {Finding::CongestionEchoed, Row::OtherAck, after_ecn_echo},
    {Finding::ProbeRepairedLoss, Row::OtherAck, [] {
        Endpoint end = after_probe();
        end.send(1'000);
        end.arrives("<SEQ=5001><ACK=4001><CTL=ACK>");
        return end; }},
    {Finding::ReorderingTimerFindsLoss, Row::TimeoutReorder, [] {
        Endpoint end = then_wait(sending(rack_config(), 3'000), 100_ms);
        end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><SACK=2001-3001>");
        end.wait(50_ms);
        return end; }},
    {Finding::ProbeSendsNewData, Row::TimeoutTailLossProbe,
        [] { return then_wait(sending(rack_config(), 20'000), 300_ms); }},
    {Finding::ProbeResendsLast, Row::TimeoutTailLossProbe, after_probe},
    {Finding::ProbeNotSent, Row::TimeoutTailLossProbe, [] {
        Endpoint end = after_probe();
        end.send(1'000);
        end.wait(300_ms);
        return end; }},
};
// clang-format on

}  // namespace

std::span<const Example> examples_of_loss_recovery() { return examples; }

}  // namespace hw::test
