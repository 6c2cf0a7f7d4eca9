// What each counter counts, for those that the lessons use.
#include "ui/text/messages.h"
#include "ui/views/host/nstat_view.h"

namespace hw::ui {

namespace {

struct CounterWords {
    std::string_view name;
    Msg meaning;
};

constexpr CounterWords words[] = {
    {"TcpActiveOpens", Msg::CounterActiveOpens},
    {"TcpPassiveOpens", Msg::CounterPassiveOpens},
    {"TcpAttemptFails", Msg::CounterAttemptFails},
    {"TcpEstabResets", Msg::CounterEstabResets},
    {"TcpCurrEstab", Msg::CounterCurrEstab},
    {"TcpInSegs", Msg::CounterInSegs},
    {"TcpOutSegs", Msg::CounterOutSegs},
    {"TcpRetransSegs", Msg::CounterRetransSegs},
    {"TcpInErrs", Msg::CounterInErrs},
    {"TcpInCsumErrors", Msg::CounterInCsumErrors},
    {"TcpOutRsts", Msg::CounterOutRsts},
    {"TcpExtTW", Msg::CounterTw},
    {"TcpExtTWRecycled", Msg::CounterTwRecycled},
    {"TcpExtTCPTimeWaitOverflow", Msg::CounterTimeWaitOverflow},
    {"TcpExtListenOverflows", Msg::CounterListenOverflows},
    {"TcpExtListenDrops", Msg::CounterListenDrops},
    {"TcpExtTCPReqQFullDrop", Msg::CounterReqQFullDrop},
    {"TcpExtTCPReqQFullDoCookies", Msg::CounterReqQFullDoCookies},
    {"TcpExtSyncookiesSent", Msg::CounterSyncookiesSent},
    {"TcpExtSyncookiesRecv", Msg::CounterSyncookiesRecv},
    {"TcpExtSyncookiesFailed", Msg::CounterSyncookiesFailed},
    {"TcpExtTCPDeferAcceptDrop", Msg::CounterDeferAcceptDrop},
    {"TcpExtTCPAbortOnData", Msg::CounterAbortOnData},
    {"TcpExtTCPAbortOnClose", Msg::CounterAbortOnClose},
    {"TcpExtTCPAbortOnTimeout", Msg::CounterAbortOnTimeout},
    {"TcpExtTCPChallengeACK", Msg::CounterChallengeAck},
    {"TcpExtTCPTimeouts", Msg::CounterTimeouts},
    {"TcpExtTCPLossProbes", Msg::CounterLossProbes},
    {"TcpExtTCPFastRetrans", Msg::CounterFastRetrans},
    {"TcpExtTCPSpuriousRTOs", Msg::CounterSpuriousRtos},
    {"TcpExtTCPDSACKRecv", Msg::CounterDsackRecv},
    {"IcmpInMsgs", Msg::CounterIcmpInMsgs},
};

}  // namespace

std::string_view counter_meaning(Language language, std::string_view name) {
    for (const CounterWords& counter : words)
        if (counter.name == name) return message(language, counter.meaning);
    return {};
}

}  // namespace hw::ui
