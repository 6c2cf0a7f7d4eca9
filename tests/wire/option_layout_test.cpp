// The order and padding of FreeBSD's options (tcp_output.c, tcp_addoptions()).

#include <catch2/catch_test_macros.hpp>

#include <vector>

#include "wire/emit.h"
#include "wire/option_layout.h"
#include "wire/parse.h"

using namespace hw;
using namespace hw::wire;

TEST_CASE("FreeBSD's SYN has MSS, NOP, window scale, SACK permitted, timestamps",
          "[freebsd][tcp_addoptions]") {
    const Options options{.has_mss = true,
                          .has_window_scale = true,
                          .has_timestamps = true,
                          .sack_permitted = true,
                          .mss = 1460,
                          .window_scale = 6,
                          .timestamps = {.value = 100}};
    const auto bytes = freebsd_option_bytes(options);
    const std::vector<std::uint8_t> found(bytes.begin(), bytes.end());
    CHECK(found ==
          std::vector<std::uint8_t>{2, 4, 5, 180, 1, 3, 3, 6, 4, 2, 8, 10, 0, 0, 0, 100, 0, 0, 0, 0});
    CHECK(options_length(options, OptionLayout::FreeBsd) == 20);
}

TEST_CASE("FreeBSD fills the last word up with EOLs", "[freebsd][tcp_addoptions]") {
    Options options{.has_mss = true, .sack_permitted = true, .mss = 1460};
    CHECK(options_length(options, OptionLayout::FreeBsd) == 8);
    const auto bytes = freebsd_option_bytes(options);
    CHECK(bytes[6] == 0);
    CHECK(bytes[7] == 0);
    CHECK(options_length(Options{}, OptionLayout::FreeBsd) == 0);
}

TEST_CASE("What FreeBSD's layout writes reads back as the same options", "[freebsd][tcp_addoptions]") {
    Options options{.has_mss = true, .has_timestamps = true, .mss = 1000, .timestamps = {7, 9}};
    options.sack.push_back({SeqNum{100}, SeqNum{200}});
    options.has_fast_open = true;
    for (std::uint8_t i = 1; i <= 4; ++i) options.fast_open_cookie.push_back(i);
    TcpHeader header;
    header.options = options;
    header.ctl = syn;
    std::vector<std::uint8_t> packet(packet_length(header, 0, OptionLayout::FreeBsd));
    emit_whole_packet({.source = {0x0a000001}, .destination = {0x0a000002}}, header, Text{}, packet,
                      OptionLayout::FreeBsd);
    Packet parsed;
    REQUIRE(parse_packet(packet, parsed).ok());
    CHECK(parsed.segment.options == options);
}
