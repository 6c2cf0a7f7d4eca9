// What a segment says in words: its flags and numbers beside its arrow, all the rest of its header on its card, and
// what somebody changed on its way.
#pragma once

#include "sim/trace.h"
#include "ui/text/messages.h"

#include <string>

namespace hw::ui {

// "1 byte", "10 bytes".
std::string bytes_text(std::size_t count, Language language);
// "SYN,ACK", "10 bytes", "RST": how the ladder names it.
std::string flags_text(const wire::TcpHeader& header, std::uint32_t text_length, Language language);
// "seq=5000 ack=1001", and "win=0" where the window is closed.
std::string fields_text(const wire::TcpHeader& header, bool with_ack);
// The same of what was sent, which may be an ICMP error: "ICMP: too big", "mtu=1400".
std::string flags_text(const sim::PacketRecord& packet, Language language);
std::string fields_text(const sim::PacketRecord& packet, bool with_ack);

// What took it: "dropped", "queue full", "cable out".
Msg loss_word(sim::Fate fate);

// What the arrow has no room for, as it was sent: the window and, if they are there, ECN's marks, the urgent
// pointer and the options. "window 65,535 · MSS 1,460 · SACK permitted · window scale 7".
std::string details_text(const sim::PacketRecord& packet, Language language);

// It arrives, but nobody can take it for a segment: somebody, or the link, has spoilt it.
bool is_unreadable(const sim::PacketRecord& packet);

// When somebody edited it, or a router marked it, for the first time; never if nobody did.
Instant changed_at(const sim::Trace& trace, const sim::PacketRecord& packet);

// What is other than it was sent, "seq 1000 -> 1001 · text"; "" if nothing is.
std::string changes_text(const sim::PacketRecord& packet, Language language);

}  // namespace hw::ui
