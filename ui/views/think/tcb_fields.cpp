#include "ui/views/think/tcb_fields.h"

#include "ui/text/format.h"

#include <utility>

namespace hw::ui {

namespace {

using tcp::State;
using tcp::TcbSummary;

constexpr const char* no_value = "–";

bool has_tcb(const TcbSummary& tcb) { return tcb.state != State::Closed && tcb.state != State::Listen; }
bool knows_peer(const TcbSummary& tcb) { return has_tcb(tcb) && tcb.state != State::SynSent; }

std::string number(SeqNum value, bool is_meant) { return is_meant ? std::to_string(value.raw) : no_value; }
std::string bytes(std::uint32_t value, bool is_meant) { return is_meant ? std::to_string(value) : no_value; }
std::string deadline(Instant at, bool is_meant) {
    return !is_meant || at.is_never() ? no_value : format_ms_with_unit(at - Instant{});
}

std::string opened(const TcbSummary& tcb) {
    switch (tcb.opened_by) {
        case tcp::OpenedBy::Passive: return "passive";
        case tcp::OpenedBy::Active: return "active";
        case tcp::OpenedBy::Nobody: break;
    }
    return no_value;
}

struct FieldReader {
    const char* name;
    std::string (*read)(const TcbSummary&);
};

const FieldReader readers[] = {
    {"state", [](const TcbSummary& t) { return std::string(tcp::name_of(t.state)); }},
    {"SND.UNA", [](const TcbSummary& t) { return number(t.snd.una, has_tcb(t)); }},
    {"SND.NXT", [](const TcbSummary& t) { return number(t.snd.nxt, has_tcb(t)); }},
    {"SND.WND", [](const TcbSummary& t) { return bytes(t.snd.wnd, knows_peer(t)); }},
    {"ISS", [](const TcbSummary& t) { return number(t.snd.iss, has_tcb(t)); }},
    {"RCV.NXT", [](const TcbSummary& t) { return number(t.rcv.nxt, knows_peer(t)); }},
    {"RCV.WND", [](const TcbSummary& t) { return bytes(t.rcv.wnd, knows_peer(t)); }},
    {"IRS", [](const TcbSummary& t) { return number(t.rcv.irs, knows_peer(t)); }},
    {"RTO",
     [](const TcbSummary& t) { return has_tcb(t) ? format_ms_with_unit(t.rto) : std::string(no_value); }},
    {"resend at", [](const TcbSummary& t) { return deadline(t.deadlines.retransmit, has_tcb(t)); }},
    {"resent", [](const TcbSummary& t) { return bytes(t.retransmissions, has_tcb(t)); }},
    {"opened", [](const TcbSummary& t) { return opened(t); }},
};

// What only an agreement on options brings into being (RFC 7323).
const FieldReader option_readers[] = {
    {"Snd.Wind.Shift", [](const TcbSummary& t) { return bytes(t.snd.shift, t.snd.shift > 0); }},
    {"Rcv.Wind.Shift", [](const TcbSummary& t) { return bytes(t.rcv.shift, t.rcv.shift > 0); }},
    {"TS.Recent", [](const TcbSummary& t) { return bytes(t.timestamps.recent, t.timestamps.are_agreed); }},
};

}  // namespace

std::vector<TcbField> tcb_fields(const TcbSummary& before, const TcbSummary& after) {
    std::vector<TcbField> fields;
    for (const FieldReader& reader : readers) {
        fields.push_back({.name = reader.name, .before = reader.read(before), .after = reader.read(after)});
    }
    for (const FieldReader& reader : option_readers) {
        TcbField field{.name = reader.name, .before = reader.read(before), .after = reader.read(after)};
        if (field.before != no_value || field.after != no_value) fields.push_back(std::move(field));
    }
    return fields;
}

}  // namespace hw::ui
