// RFC 5482: the TCP User Timeout Option.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/user_timeout_option.h"

using namespace hw;
using namespace hw::test;
using tcp::Switch;

namespace {

tcp::Config with_option() {
    tcp::Config config = Endpoint().config;
    config.user_timeout_option = Switch::On;
    return config;
}

Endpoint opened(const char* syn_ack, const tcp::Config& config = with_option()) {
    Endpoint end;
    end.config = config;
    end.open_active(1000);
    end.arrives(syn_ack);
    return end;
}

}  // namespace

TEST_CASE("The field counts seconds, or minutes if its first bit is set", "[rfc5482][3.3]") {
    CHECK(tcp::user_timeout_in(300) == 300_s);
    CHECK(tcp::user_timeout_in(0x8000 | 10) == 600_s);
    CHECK(tcp::user_timeout_field(300_s) == 300);
    CHECK(tcp::user_timeout_field(32'767_s) == 32'767);
    CHECK(tcp::user_timeout_in(tcp::user_timeout_field(40'000_s)) == 40'020_s);
}

TEST_CASE("The SYN tells the user timeout if it is to be told", "[rfc5482][3.3]") {
    Endpoint end;
    end.config = with_option();
    end.open_active(1000);
    CHECK(end.sent_with_options() == "<SEQ=1000><CTL=SYN><MSS=1460><UTO=300>");
    Endpoint plain;
    plain.open_active(1000);
    CHECK(plain.sent_with_options() == "<SEQ=1000><CTL=SYN><MSS=1460>");
}

TEST_CASE("The longer of the two timeouts is adopted, within limits", "[rfc5482][3.1]") {
    CHECK(opened("<SEQ=5000><ACK=1001><CTL=SYN,ACK><UTO=600>").tcb.options.user_timeout == 600_s);
    CHECK(opened("<SEQ=5000><ACK=1001><CTL=SYN,ACK><UTO=30>").tcb.options.user_timeout == 300_s);
    CHECK(opened("<SEQ=5000><ACK=1001><CTL=SYN,ACK><UTO=30000>").tcb.options.user_timeout == 3'600_s);
    Endpoint later = opened("<SEQ=5000><ACK=1001><CTL=SYN,ACK>");
    later.arrives("<SEQ=5001><ACK=1001><CTL=ACK><UTO=900>");
    CHECK(later.tcb.options.user_timeout == 900_s);
}

TEST_CASE("A timeout that the application asked for is not changed", "[rfc5482][3.1]") {
    Endpoint end;
    end.config = with_option();
    end.tcb.options = tcp::options_of(end.config);
    end.tcb.options.are_set = true;
    end.tcb.options.user_timeout = 120_s;
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><UTO=600>");
    CHECK(end.tcb.options.user_timeout == 120_s);
}

TEST_CASE("Without the switch, and of value zero, the option is ignored", "[rfc5482][3.4]") {
    CHECK(opened("<SEQ=5000><ACK=1001><CTL=SYN,ACK><UTO=600>", Endpoint().config).tcb.options.user_timeout ==
          300_s);
    CHECK(opened("<SEQ=5000><ACK=1001><CTL=SYN,ACK><UTO=0>").tcb.options.user_timeout == 300_s);
}
