#pragma once

#include <string_view>

// Packets that a Linux 6.18 kernel sent, captured where it handed them to a network device with their
// checksums complete, and what tcpdump 4.99 printed for each (`tcpdump -S -n`, padding of options left out).

namespace hw::test {

struct Capture {
    std::string_view what;
    std::string_view hex;
    std::string_view tcpdump;
};

// clang-format off
inline constexpr Capture linux_captures[] = {
    {"SYN that asks for a Fast Open cookie",
     "45000040 67c44000 4006bee9 0a000002 0a000009 c3a10051 8c4b7c57 00000000 b002faf0 66a80000"
     "020405b4 0402080a 07dfcadd 00000000 0103030a 22020101",
     "IP 10.0.0.2.50081 > 10.0.0.9.81: Flags [S], seq 2353757271, win 64240, options [mss 1460,sackOK,"
     "TS val 132106973 ecr 0,wscale 10,tfo cookiereq], length 0"},
    {"SYN,ACK with every option of Linux",
     "4500003c 00004000 400626b2 0a000002 0a000009 00509c40 13f80450 000003e9 a012fe88 6a1f0000"
     "020405b4 0402080a 6072b1ff 00000007 0103030a",
     "IP 10.0.0.2.80 > 10.0.0.9.40000: Flags [S.], seq 335021136, ack 1001, win 65160, options [mss 1460,"
     "sackOK,TS val 1618129407 ecr 7,wscale 10], length 0"},
    {"ACK with timestamps",
     "45000034 67c54000 4006bef4 0a000002 0a000009 c3a10051 8c4b7c58 00001389 8010003f af900000"
     "0101080a 07dfcadd 00000007",
     "IP 10.0.0.2.50081 > 10.0.0.9.81: Flags [.], ack 5001, win 63, options [TS val 132106973 ecr 7], "
     "length 0"},
    {"FIN,ACK with timestamps",
     "45000034 67c74000 4006bef2 0a000002 0a000009 c3a10051 8c4b7c58 00001389 8011003f af2a0000"
     "0101080a 07dfcb42 00000007",
     "IP 10.0.0.2.50081 > 10.0.0.9.81: Flags [F.], seq 2353757272, ack 5001, win 63, options [TS val "
     "132107074 ecr 7], length 0"},
    {"RST,ACK from a closed port",
     "45000028 00004000 400626c6 0a000002 0a000009 00639ca3 00000000 000003e9 50140000 fad60000",
     "IP 10.0.0.2.99 > 10.0.0.9.40099: Flags [R.], seq 0, ack 1001, win 0, length 0"},
    {"RST from a closed port",
     "45000028 00004000 400626c6 0a000002 0a000009 00639ca2 0000004d 00000000 50040000 fe830000",
     "IP 10.0.0.2.99 > 10.0.0.9.40098: Flags [R], seq 77, win 0, length 0"},
    {"ACK with one SACK block",
     "45000040 49c84000 4006dce5 0a000002 0a000009 00509c40 13f80451 000003e9 b0100040 58210000"
     "0101080a 6072b1ff 00000008 0101050a 0000044d 000004b1",
     "IP 10.0.0.2.80 > 10.0.0.9.40000: Flags [.], ack 1001, win 64, options [TS val 1618129407 ecr 8,"
     "sack 1 {1101:1201}], length 0"},
    {"ACK with three SACK blocks, the first a duplicate (RFC 2883)",
     "45000050 49cc4000 4006dcd1 0a000002 0a000009 00509c40 13f80451 000004b1 f0100040 01530000"
     "0101080a 6072b1ff 0000000a 0101051a 000003e9 0000044d 000005dd 00000641 00000515 00000579",
     "IP 10.0.0.2.80 > 10.0.0.9.40000: Flags [.], ack 1201, win 64, options [TS val 1618129407 ecr 10,"
     "sack 3 {1001:1101}{1501:1601}{1301:1401}], length 0"},
};

// The MD5 signature stands first and is padded in front, unlike what we would send.
inline constexpr Capture linux_md5_syn = {
    "SYN with an MD5 signature (RFC 2385)",
    "45000048 b9964000 40066d0f 0a000002 0a000009 c3a30053 4d1ae91c 00000000 d002faf0 c3d10000"
    "01011312 92ee28fc 5a061bbf cb0255ba 1cc0cebe 020405b4 01010402 0103030a",
    "IP 10.0.0.2.50083 > 10.0.0.9.83: Flags [S], seq 1293609244, win 64240, options [mss 1460,sackOK,"
    "wscale 10,unknown-19 0x92ee28fc5a061bbfcb0255ba1cc0cebe], length 0"};
// clang-format on

}  // namespace hw::test
