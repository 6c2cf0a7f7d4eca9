#include "sim/log_code.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/base64url.h"

namespace hw::sim {

namespace {

// Another layout is another version; a text of the old one is refused.
constexpr std::uint64_t code_version = 1;
constexpr std::size_t longest_text = 4'000;
// Sums of as many as there may be stay far from the end of the numbers.
constexpr Duration longest_duration = 1'000'000'000_s;

// ---- bytes: numbers of seven bits each, the lowest first -------------------------------------------------

class Writer {
  public:
    void number(std::uint64_t& value) {
        std::uint64_t rest = value;
        while (rest >= 0x80) {
            bytes_.push_back(static_cast<char>(rest | 0x80));
            rest >>= 7;
        }
        bytes_.push_back(static_cast<char>(rest));
    }
    void text(std::string& value) {
        std::uint64_t length = value.size();
        number(length);
        bytes_ += value;
        refuse_if(value.size() > longest_text);
    }
    void refuse_if(bool is_wrong) { is_refused_ |= is_wrong; }
    bool is_refused() const { return is_refused_; }
    const std::string& bytes() const { return bytes_; }

  private:
    std::string bytes_{};
    bool is_refused_ = false;
};

class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    void number(std::uint64_t& value) {
        value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (bytes_.empty()) return refuse_if(true);
            const auto byte = static_cast<std::uint8_t>(bytes_.front());
            bytes_.remove_prefix(1);
            value |= std::uint64_t{byte & 0x7fu} << shift;
            if ((byte & 0x80) == 0) return;
        }
        refuse_if(true);
    }
    void text(std::string& value) {
        std::uint64_t length = 0;
        number(length);
        if (length > std::min(bytes_.size(), longest_text)) return refuse_if(true);
        value = std::string(bytes_.substr(0, static_cast<std::size_t>(length)));
        bytes_.remove_prefix(static_cast<std::size_t>(length));
    }
    void refuse_if(bool is_wrong) {
        is_refused_ |= is_wrong;
        if (is_wrong) bytes_ = {};
    }
    bool is_refused() const { return is_refused_; }
    bool is_empty() const { return bytes_.empty(); }

  private:
    std::string_view bytes_;
    bool is_refused_ = false;
};

// ---- values: one function each, for both ways ------------------------------------------------------------

template <class A, class T>
requires std::is_unsigned_v<T>
void put(A& a, T& value) {
    std::uint64_t wide = value;
    a.number(wide);
    if constexpr (!std::is_same_v<T, bool>) a.refuse_if(wide > std::uint64_t{static_cast<T>(~T{0})});
    value = static_cast<T>(wide);
}

// `count` enumerators, from 0.
template <class A, class E>
void put_choice(A& a, E& value, std::uint64_t count) {
    std::uint64_t wide = static_cast<std::uint64_t>(value);
    a.number(wide);
    a.refuse_if(wide >= count);
    if (!a.is_refused()) value = static_cast<E>(wide);
}

// none, which is the greatest number, is the shortest.
template <class A, class Tag>
void put(A& a, Id<Tag>& id) {
    std::uint32_t next = id.value + 1;
    put(a, next);
    id.value = next - 1;
}
template <class A>
void put(A& a, Duration& duration) {
    std::uint64_t folded = duration.us < 0 ? (~static_cast<std::uint64_t>(duration.us) << 1 | 1)
                                           : static_cast<std::uint64_t>(duration.us) << 1;
    a.number(folded);
    const std::uint64_t half = folded >> 1;
    duration.us = static_cast<std::int64_t>((folded & 1) != 0 ? ~half : half);
    a.refuse_if(duration < Duration{} - longest_duration || longest_duration < duration);
}
template <class A>
void put(A& a, SeqNum& seq) {
    put(a, seq.raw);
}
template <class A>
void put(A& a, wire::Endpoint& endpoint) {
    put(a, endpoint.address.raw);
    put(a, endpoint.port);
}
template <class A>
void put(A& a, wire::Ctl& ctl) {
    put(a, ctl.bits);
}

// Only what the sandbox gives to its own: a kind, and nothing else to it.
template <class A>
void put(A& a, host::ApplicationSpec& application) {
    put_choice(a, application.kind, 7);
    a.refuse_if(application != host::ApplicationSpec{.kind = application.kind});
}
template <class A>
void put(A& a, wire::SegmentEdit& edit) {
    std::uint64_t fields = edit.fields.size();
    std::uint64_t bytes = edit.bytes.size();
    a.number(fields);
    a.number(bytes);
    a.refuse_if(fields > wire::most_edits || bytes > wire::most_edits);
    if (a.is_refused()) return;
    edit.fields.resize(static_cast<std::size_t>(fields));
    edit.bytes.resize(static_cast<std::size_t>(bytes));
    for (wire::FieldEdit& field : edit.fields) {
        put_choice(a, field.field, wire::header_field_count);
        put_choice(a, field.how, 4);
        put(a, field.value);
    }
    for (wire::ByteEdit& byte : edit.bytes) {
        put(a, byte.offset);
        put(a, byte.value);
    }
    put(a, edit.text_offset);
    a.text(edit.text);
    put_choice(a, edit.checksums, 2);
}
template <class A>
void put(A& a, Rule& rule) {
    put(a, rule.filter.from);
    put(a, rule.filter.ctl_set);
    put(a, rule.filter.ctl_clear);
    put_choice(a, rule.filter.text, 3);
    put(a, rule.first);
    put(a, rule.times);
    put_choice(a, rule.action, 5);
    put(a, rule.by);
    put(a, rule.edit);
}
template <class A>
void put(A& a, wire::TcpHeader& header) {
    put(a, header.source_port);
    put(a, header.destination_port);
    put(a, header.seq);
    put(a, header.ack);
    put(a, header.ctl);
    put(a, header.reserved);
    put(a, header.raw_window);
    put(a, header.urgent_pointer);
    a.refuse_if(!(header.options == wire::Options{}));
}
template <class A>
void put(A& a, LinkConfig& config) {
    put(a, config.delay);
    put(a, config.rate_bps);
    put(a, config.queue_bytes);
    for (std::uint32_t* chance :
         {&config.loss_ppm, &config.duplicate_ppm, &config.corrupt_ppm, &config.reorder_ppm,
          &config.mtu_bytes, &config.mark_ppm, &config.mark_above_bytes})
        put(a, *chance);
    put(a, config.reorder_delay);
    put(a, config.jitter);
    put(a, config.mtu_is_secret);
}

template <class A, class... Fields>
void put_all(A& a, Fields&... fields) {
    (put(a, fields), ...);
}

// ---- commands, by a number that stays theirs -------------------------------------------------------------

template <class A>
void put(A& a, Listen& c) {
    put_all(a, c.host, c.port, c.application, c.remote);
}
template <class A>
void put(A& a, CloseListener& c) {
    put_all(a, c.host, c.port);
}
template <class A>
void put(A& a, SendFromListener& c) {
    put_all(a, c.host, c.port);
    a.text(c.text);
}
template <class A>
void put(A& a, Connect& c) {
    put_all(a, c.host, c.local_port, c.remote, c.application, c.opens_fast);
    a.text(c.text);
}
template <class A>
void put(A& a, Send& c) {
    put_all(a, c.host, c.connection, c.is_urgent);
    a.text(c.text);
}
template <class A>
void put(A& a, Close& c) {
    put_all(a, c.host, c.connection);
}
template <class A>
void put(A& a, Abort& c) {
    put_all(a, c.host, c.connection);
}
template <class A>
void put(A& a, Shutdown& c) {
    put_all(a, c.host, c.connection);
}
template <class A>
void put(A& a, Status& c) {
    put_all(a, c.host, c.connection);
}
template <class A>
void put(A& a, Accept& c) {
    put_all(a, c.host, c.port);
}
template <class A, class C>
requires std::is_same_v<C, PowerOff> || std::is_same_v<C, PowerOn> || std::is_same_v<C, KillProgram>
void put(A& a, C& c) { put(a, c.host); }
template <class A, class C>
requires std::is_same_v<C, DropPacket> || std::is_same_v<C, HoldPacket> || std::is_same_v<C, ReleasePacket>
void put(A& a, C& c) { put(a, c.packet); }
template <class A>
void put(A& a, DelayPacket& c) {
    put_all(a, c.packet, c.by);
}
template <class A>
void put(A& a, DuplicatePacket& c) {
    put_all(a, c.packet, c.copy_later_by);
}
template <class A>
void put(A& a, EditPacket& c) {
    put_all(a, c.packet, c.edit);
}
template <class A>
void put(A& a, AddRule& c) {
    put(a, c.rule);
}
template <class A>
void put(A& a, RemoveRule& c) {
    put(a, c.rule);
}
template <class A>
void put(A& a, Inject& c) {
    put_all(a, c.from, c.to, c.header, c.arrives_in);
    put_choice(a, c.kind, 2);
    a.text(c.text);
}
template <class A>
void put(A& a, SetLink& c) {
    put_all(a, c.link, c.direction, c.config);
}
template <class A>
void put(A& a, SetCable& c) {
    put_all(a, c.link, c.is_plugged);
}
template <class A>
void put(A& a, SetSysctl& c) {
    put(a, c.host);
    a.text(c.name);
    a.text(c.value);
}

// New ones at the end.
using Coded = std::variant<Listen, CloseListener, SendFromListener, Connect, Send, Close, Abort, Shutdown,
                           Accept, PowerOff, PowerOn, KillProgram, DropPacket, HoldPacket, ReleasePacket,
                           DelayPacket, DuplicatePacket, EditPacket, AddRule, RemoveRule, Inject, SetLink,
                           SetCable, SetSysctl, Status>;

template <class T, std::size_t i = 0>
constexpr std::size_t code_of() {
    if constexpr (i == std::variant_size_v<Coded>)
        return i;
    else if constexpr (std::is_same_v<std::variant_alternative_t<i, Coded>, T>)
        return i;
    else
        return code_of<T, i + 1>();
}

void put_command(Writer& a, Command& command) {
    std::visit(
        [&a](auto& c) {
            using T = std::decay_t<decltype(c)>;
            std::uint64_t code = code_of<T>();
            a.refuse_if(code >= std::variant_size_v<Coded>);
            a.number(code);
            if constexpr (code_of<T>() < std::variant_size_v<Coded>) put(a, c);
        },
        command);
}

template <std::size_t i = 0>
void read_command(Reader& a, std::uint64_t code, Command& command) {
    if constexpr (i < std::variant_size_v<Coded>) {
        if (code != i) return read_command<i + 1>(a, code, command);
        std::variant_alternative_t<i, Coded> read;
        put(a, read);
        command = std::move(read);
    } else {
        a.refuse_if(true);
    }
}
void put_command(Reader& a, Command& command) {
    std::uint64_t code = 0;
    a.number(code);
    read_command(a, code, command);
}

template <class A>
void put_run(A& a, SharedRun& run) {
    std::uint64_t version = code_version;
    a.number(version);
    a.refuse_if(version != code_version);
    std::uint64_t count = run.log.size();
    a.number(count);
    a.refuse_if(count > most_shared_commands);
    if (a.is_refused()) return;
    run.log.resize(static_cast<std::size_t>(count));
    Instant last{};
    std::uint32_t last_event = 0;
    for (LoggedCommand& logged : run.log) {
        Duration later = logged.at - last;
        std::uint32_t events = logged.event_index - last_event;
        put_all(a, later, events);
        a.refuse_if(later < Duration{});
        logged.at = last = last + later;
        logged.event_index = last_event = last_event + events;
        put_command(a, logged.command);
        if (a.is_refused()) return;
    }
    Duration now = run.now - Instant{};
    put_all(a, now, run.check);
    a.refuse_if(now < Duration{});
    run.now = Instant{} + now;
}

}  // namespace

std::optional<std::string> encode(const SharedRun& run) {
    Writer writer;
    SharedRun copy = run;
    put_run(writer, copy);
    if (writer.is_refused()) return std::nullopt;
    std::string text = to_base64url(writer.bytes());
    if (text.size() > most_shared_characters) return std::nullopt;
    return text;
}

std::optional<SharedRun> decode(std::string_view text) {
    if (text.empty() || text.size() > most_shared_characters) return std::nullopt;
    const std::optional<std::string> bytes = from_base64url(text);
    if (!bytes) return std::nullopt;
    Reader reader(*bytes);
    SharedRun run;
    put_run(reader, run);
    if (reader.is_refused() || !reader.is_empty()) return std::nullopt;
    return run;
}

}  // namespace hw::sim
