#include "support/sim/ladder.h"

#include "wire/describe.h"
#include "wire/icmp.h"

namespace hw::sim::test {
namespace {

const char* name_of(Fate fate) {
    switch (fate) {
        case Fate::InFlight: return "in flight";
        case Fate::Held: return "held";
        case Fate::Delivered: return "delivered";
        case Fate::Dropped: return "dropped";
        case Fate::Lost: return "lost";
        case Fate::QueueOverflow: return "queue overflow";
        case Fate::HostOff: return "host off";
        case Fate::TooBig: return "too big";
        case Fate::CablePulled: return "cable pulled";
    }
    return "?";
}

// Milliseconds, so that a test's ladder can be read.
std::string ms(Instant time) {
    const std::string whole = std::to_string(time.us / 1'000);
    return time.us % 1'000 == 0 ? whole : whole + "." + std::to_string(time.us % 1'000 + 1'000).substr(1);
}

}  // namespace

std::string ladder_of(const Trace& trace) {
    std::string text;
    for (const PacketRecord& record : trace.packets) {
        if (!record.id.exists()) continue;
        wire::Segment segment;
        static_cast<wire::TcpHeader&>(segment) = record.header;
        text += ms(record.sent_at) + " " + std::to_string(record.from.value) + "->" +
                std::to_string(record.to.value) + " ";
        wire::IcmpError icmp;
        if (record.is_icmp && wire::parse_icmp_error(record.bytes, icmp).ok())
            text += wire::describe_as_tcpdump(icmp);
        else
            text += wire::describe_as_figure(segment);
        if (record.text_length > 0) text += "<DATA=" + std::to_string(record.text_length) + ">";
        text += " " + ms(record.arrives_at) + " " + name_of(record.fate);
        if (record.resends.exists()) text += ", resends " + std::to_string(record.resends.value);
        if (record.copy_of.exists()) text += ", copy of " + std::to_string(record.copy_of.value);
        if (record.is_old_duplicate) text += ", old duplicate";
        if (record.was_corrupted) text += ", corrupted";
        if (record.was_edited) text += ", edited";
        if (record.was_marked) text += ", marked";
        text += "\n";
    }
    return text;
}

std::string run_and_draw(World& world, Instant until) {
    Trace trace;
    run(world, {.until = until}, &trace);
    return ladder_of(trace);
}

}  // namespace hw::sim::test
