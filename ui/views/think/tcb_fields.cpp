#include "ui/views/think/tcb_fields.h"

#include "ui/text/format.h"

#include <optional>
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

std::string opened(const TcbSummary& tcb, Language language) {
    switch (tcb.opened_by) {
        case tcp::OpenedBy::Passive: return message(language, Msg::TcbPassive);
        case tcp::OpenedBy::Active: return message(language, Msg::TcbActive);
        case tcp::OpenedBy::Nobody: break;
    }
    return no_value;
}

std::string phase(const TcbSummary& tcb, Language language) {
    switch (tcb.phase) {
        case tcp::RecoveryPhase::Disorder: return message(language, Msg::TcbPhaseDisorder);
        case tcp::RecoveryPhase::Cwr: return message(language, Msg::TcbPhaseCwr);
        case tcp::RecoveryPhase::Recovery: return message(language, Msg::TcbPhaseRecovery);
        case tcp::RecoveryPhase::Loss: return message(language, Msg::TcbPhaseLoss);
        case tcp::RecoveryPhase::Open: break;
    }
    return no_value;
}

// The RFC's names are the same in every language; ours are not.
struct FieldReader {
    const char* id;
    std::string (*read)(const TcbSummary&, Language);
    std::optional<Msg> name{};
};

const FieldReader readers[] = {
    {"state", [](const TcbSummary& t, Language) { return std::string(tcp::name_of(t.state)); },
     Msg::TcbState},
    {"SND.UNA", [](const TcbSummary& t, Language) { return number(t.snd.una, has_tcb(t)); }},
    {"SND.NXT", [](const TcbSummary& t, Language) { return number(t.snd.nxt, has_tcb(t)); }},
    {"SND.WND", [](const TcbSummary& t, Language) { return bytes(t.snd.wnd, knows_peer(t)); }},
    {"ISS", [](const TcbSummary& t, Language) { return number(t.snd.iss, has_tcb(t)); }},
    {"RCV.NXT", [](const TcbSummary& t, Language) { return number(t.rcv.nxt, knows_peer(t)); }},
    {"RCV.WND", [](const TcbSummary& t, Language) { return bytes(t.rcv.wnd, knows_peer(t)); }},
    {"IRS", [](const TcbSummary& t, Language) { return number(t.rcv.irs, knows_peer(t)); }},
    {"RTO", [](const TcbSummary& t,
               Language) { return has_tcb(t) ? format_ms_with_unit(t.rto) : std::string(no_value); }},
    {"resend at", [](const TcbSummary& t, Language) { return deadline(t.deadlines.retransmit, has_tcb(t)); },
     Msg::TcbResendAt},
    {"resent", [](const TcbSummary& t, Language) { return bytes(t.retransmissions, has_tcb(t)); },
     Msg::TcbResent},
    {"opened", opened, Msg::TcbOpened},
};

// What only an agreement on options (RFC 7323), ECN or a loss brings into being.
const FieldReader other_readers[] = {
    {"Snd.Wind.Shift", [](const TcbSummary& t, Language) { return bytes(t.snd.shift, t.snd.shift > 0); }},
    {"Rcv.Wind.Shift", [](const TcbSummary& t, Language) { return bytes(t.rcv.shift, t.rcv.shift > 0); }},
    {"TS.Recent",
     [](const TcbSummary& t, Language) { return bytes(t.timestamps.recent, t.timestamps.are_agreed); }},
    {"recovery", phase, Msg::TcbRecovery},
    {"sacked", [](const TcbSummary& t, Language) { return bytes(t.sacked_segments, t.sacked_segments > 0); },
     Msg::TcbSacked},
    {"lost", [](const TcbSummary& t, Language) { return bytes(t.lost_segments, t.lost_segments > 0); },
     Msg::TcbLost},
    {"out of order",
     [](const TcbSummary& t, Language) { return bytes(t.out_of_order_bytes, t.out_of_order_bytes > 0); },
     Msg::TcbOutOfOrder},
};

}  // namespace

std::vector<TcbField> tcb_fields(const TcbSummary& before, const TcbSummary& after, Language language) {
    std::vector<TcbField> fields;
    const auto field_of = [&](const FieldReader& reader) {
        return TcbField{.id = reader.id,
                        .name = reader.name ? message(language, *reader.name) : reader.id,
                        .before = reader.read(before, language),
                        .after = reader.read(after, language)};
    };
    for (const FieldReader& reader : readers) fields.push_back(field_of(reader));
    for (const FieldReader& reader : other_readers) {
        TcbField field = field_of(reader);
        if (field.before != no_value || field.after != no_value) fields.push_back(std::move(field));
    }
    return fields;
}

}  // namespace hw::ui
