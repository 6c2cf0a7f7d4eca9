#include "sim/command.h"

// One digest for each command, and for the records inside them: fields in order, strings by length and
// content.

namespace hw::sim {
namespace {

void add(Digest& d, const std::string& text) {
    d.bytes({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void add(Digest& d, const wire::TcpHeader& header) {
    digest_all(d, header.source_port, header.destination_port, header.seq, header.ack, header.ctl.bits,
               header.reserved, header.raw_window, header.urgent_pointer, header.options);
}

void add(Digest& d, const Listen& c) { digest_all(d, c.host, c.port, c.application, c.remote); }
void add(Digest& d, const Connect& c) {
    digest_all(d, c.host, c.local_port, c.remote, c.application, c.opens_fast);
    add(d, c.text);
}
void add(Digest& d, const Send& c) {
    digest_all(d, c.host, c.connection, c.is_urgent);
    add(d, c.text);
}
void add(Digest& d, const Close& c) { digest_all(d, c.host, c.connection); }
void add(Digest& d, const Abort& c) { digest_all(d, c.host, c.connection); }
void add(Digest& d, const Status& c) { digest_all(d, c.host, c.connection); }
void add(Digest& d, const PowerOff& c) { digest(d, c.host); }
void add(Digest& d, const PowerOn& c) { digest(d, c.host); }
void add(Digest& d, const KillProgram& c) { digest(d, c.host); }
void add(Digest& d, const JumpClock& c) { digest_all(d, c.host, c.by); }
void add(Digest& d, const DropPacket& c) { digest(d, c.packet); }
void add(Digest& d, const HoldPacket& c) { digest(d, c.packet); }
void add(Digest& d, const ReleasePacket& c) { digest(d, c.packet); }
void add(Digest& d, const DelayPacket& c) { digest_all(d, c.packet, c.by); }
void add(Digest& d, const DuplicatePacket& c) { digest_all(d, c.packet, c.copy_later_by); }
void add(Digest& d, const AddRule& c) { digest(d, c.rule); }
void add(Digest& d, const RemoveRule& c) { digest(d, c.rule); }
void add(Digest& d, const Inject& c) {
    digest_all(d, c.from, c.to);
    add(d, c.header);
    add(d, c.text);
    digest_all(d, c.arrives_in, c.kind);
}
void add(Digest& d, const SetLink& c) { digest_all(d, c.link, c.direction, c.config); }
void add(Digest& d, const SetRuleBook& c) { digest_all(d, c.host, c.rules, c.switches_running); }
void add(Digest& d, const EditPacket& c) { digest_all(d, c.packet, c.edit); }
void add(Digest& d, const InjectIcmp& c) {
    digest_all(d, c.from, c.to, c.about, c.arrives_in);
    const wire::IcmpError& e = c.error;
    digest_all(d, e.type, e.code, e.next_hop_mtu, e.quoted_length, e.from, e.to, e.local, e.remote, e.seq);
}
void add(Digest& d, const SynFlood& c) {
    digest_all(d, c.from, c.to, c.port, c.first_source, c.source_count, c.count, c.interval, c.seed);
}
void add(Digest& d, const SetCable& c) { digest_all(d, c.link, c.is_plugged); }
void add(Digest& d, const Shutdown& c) { digest_all(d, c.host, c.connection); }
void add(Digest& d, const Accept& c) { digest_all(d, c.host, c.port); }
void add(Digest& d, const CloseListener& c) { digest_all(d, c.host, c.port); }
void add(Digest& d, const SendFromListener& c) {
    digest_all(d, c.host, c.port);
    add(d, c.text);
}
void add(Digest& d, const SetSysctl& c) {
    digest(d, c.host);
    add(d, c.name);
    add(d, c.value);
}

void add(Digest& d, const SetWorkload& c) { digest_all(d, c.host, c.spec); }
void add(Digest& d, const SetApplication& c) { digest_all(d, c.host, c.port, c.application); }
void add(Digest& d, const SetDescriptorLimit& c) { digest_all(d, c.host, c.limit); }

}  // namespace

void digest(Digest& d, const Rule& rule) {
    const SegmentFilter& filter = rule.filter;
    digest_all(d, filter.from, filter.ctl_set.bits, filter.ctl_clear.bits, filter.text);
    digest_all(d, rule.first, rule.times, rule.every, rule.action, rule.by, rule.edit);
}

void digest(Digest& d, const Command& command) {
    d.word(command.index());
    std::visit([&d](const auto& c) { add(d, c); }, command);
}

}  // namespace hw::sim
