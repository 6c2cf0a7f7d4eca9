#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

#include "sim/invariants.h"
#include "tcp/connection.h"
#include "tcp/profiles/linux.h"
#include "tests/fuzz/target.h"

// libFuzzer target: one end of a connection. The first bytes choose its options and how it is opened; the rest are
// what happens to it, in whatever state that leads to: segments with numbers near its own and any options, ICMP
// errors, calls, and time. After each the invariants of a TCB must hold, and no deadline lies in the past.

using namespace hw;

namespace {

// What the input has left to say; 0 when it has ended.
class Bytes {
  public:
    explicit Bytes(std::span<const std::uint8_t> all) : left_(all) {}
    bool empty() const { return left_.empty(); }
    std::uint8_t next() {
        if (left_.empty()) return 0;
        const std::uint8_t first = left_.front();
        left_ = left_.subspan(1);
        return first;
    }
    bool flip() { return (next() & 1) != 0; }
    std::uint16_t next_16() {
        const std::uint16_t high = next();
        return static_cast<std::uint16_t>(high << 8 | next());
    }
    // A little before `n` or after it, seldom far away.
    SeqNum near(SeqNum n) {
        const std::uint8_t how = next();
        if (how < 128) return n;
        if (how == 255) return n + (std::uint32_t{next_16()} << 16);
        return n + static_cast<std::uint32_t>(static_cast<std::int16_t>(next_16()) >> (how % 12));
    }

  private:
    std::span<const std::uint8_t> left_;
};

tcp::Switch some(Bytes& bytes) { return bytes.flip() ? tcp::Switch::On : tcp::Switch::Off; }

tcp::Config some_config(Bytes& bytes) {
    tcp::Config config;
    if (bytes.flip()) config = tcp::linux_config();
    for (tcp::Switch* option :
         {&config.window_scaling, &config.timestamps, &config.sack, &config.dsack, &config.limited_transmit,
          &config.prr, &config.rack, &config.tail_loss_probe, &config.frto, &config.keep_alive,
          &config.fast_open_client, &config.user_timeout_option, &config.nagle, &config.delayed_ack})
        *option = some(bytes);
    config.ecn = static_cast<tcp::Ecn>(bytes.next() % 3);
    config.congestion = static_cast<tcp::CongestionId>(bytes.next() % tcp::congestion_count);
    config.time_wait_reuse = static_cast<tcp::TimeWaitReuse>(bytes.next() % 3);
    constexpr std::array<std::uint16_t, 4> sizes{40, 100, 536, 1'460};
    config.mss = sizes[bytes.next() % sizes.size()];
    if (config.window_policy == tcp::WindowPolicy::Rfc) config.receive_buffer_bytes = 1u + bytes.next_16();
    config.send_buffer_bytes = 4'096;
    config.msl = 1_s;
    return config;
}

class Bench {
  public:
    explicit Bench(Bytes bytes) : bytes_(bytes), config_(some_config(bytes_)) {
        tcb_.options = tcp::options_of(config_);
    }

    void run() {
        open();
        for (std::uint32_t i = 0; i < 400 && !bytes_.empty() && tcb_.state != tcp::State::Closed; ++i) {
            step();
            check();
        }
    }

  private:
    tcp::Event event() {
        effects_.clear();
        return {tcb_, config_, now_, effects_, nullptr, true, bytes_.flip() ? &grant_ : nullptr};
    }

    void open() {
        const SeqNum iss{bytes_.flip() ? 0xffff'fff0u : 1'000u};
        switch (bytes_.next() % 3) {
            case 0: tcp::open_active(event(), iss); break;
            case 1: tcp::open_passive(event(), iss); break;
            default: {
                tcp::FastOpenRequest request;
                request.needs_no_cookie = bytes_.flip();
                tcp::open_fast(event(), iss, request, some_text());
            }
        }
        check();
    }

    void step() {
        switch (bytes_.next() % 12) {
            case 0:
                return tcp::send(event(), some_text(), tcp::Push::Yes,
                                 bytes_.flip() ? tcp::Urgent::Yes : tcp::Urgent::No);
            case 1: return tcp::discard_received(event(), bytes_.next_16());
            case 2: return tcp::close(event());
            case 3: return bytes_.next() == 0 ? tcp::orphan(event()) : void();
            case 4: return icmp();
            case 5: return pass_time();
            case 6:
            case 7: return serve_deadline();
            case 8:
            case 9: return expected_segment();
            default: return some_segment();
        }
    }

    std::span<const std::uint8_t> some_text() { return std::span(text_).first(bytes_.next() * 8u); }

    void serve_deadline() {
        const Instant next = tcp::next_deadline(tcb_);
        if (next.is_never()) return;
        now_ = later_of(now_, next);
        tcp::deadline_passes(event());
    }

    void pass_time() {
        const Instant until = now_ + Duration{std::int64_t{bytes_.next_16()} * 100};
        while (tcp::next_deadline(tcb_) <= until && tcb_.state != tcp::State::Closed) serve_deadline();
        now_ = later_of(now_, until);
    }

    void icmp() {
        wire::IcmpError error;
        constexpr std::array<std::uint8_t, 4> types{3, 4, 11, 12};
        error.type = types[bytes_.next() % types.size()];
        error.code = bytes_.next() % 16;
        error.next_hop_mtu = bytes_.next_16();
        error.quoted_length = bytes_.next_16();
        error.seq = bytes_.near(tcb_.snd.una);
        tcp::icmp_arrives(event(), error);
    }

    // What an honest peer would say now: it leads from state to state.
    void expected_segment() {
        wire::Segment segment = with_numbers(tcb_.rcv.nxt, tcb_.snd.nxt);
        segment.ctl = wire::ack;
        if (tcb_.state == tcp::State::SynSent) {
            segment.seq = {5'000};
            segment.ctl = wire::syn | wire::ack;
        } else if (tcb_.state == tcp::State::Listen) {
            segment.ctl = wire::syn;
        } else {
            segment.text = some_text();
            if (bytes_.next() % 8 == 0) segment.ctl = segment.ctl | wire::fin;
        }
        arrive(segment);
    }

    void some_segment() {
        wire::Segment segment = with_numbers(bytes_.near(tcb_.rcv.nxt), bytes_.near(tcb_.snd.una));
        segment.ctl = wire::Ctl{bytes_.next()};
        segment.urgent_pointer = bytes_.next_16();
        segment.ecn = bytes_.next() % 4;
        if (bytes_.flip()) segment.text = some_text();
        arrive(segment);
    }

    wire::Segment with_numbers(SeqNum seq, SeqNum ack) {
        wire::Segment segment;
        segment.seq = seq;
        segment.ack = ack;
        segment.raw_window = bytes_.flip() ? 0xffff : bytes_.next_16();
        return segment;
    }

    void arrive(wire::Segment& segment) {
        const std::uint8_t which = bytes_.next();
        wire::Options& options = segment.options;
        options.has_timestamps = (which & 1) != 0;
        options.timestamps = {bytes_.near({tcb_.timestamps.recent}).raw, bytes_.next_16()};
        options.has_mss = (which & 2) != 0;
        options.mss = bytes_.next_16();
        options.has_window_scale = (which & 4) != 0;
        options.window_scale = which >> 4;
        options.sack_permitted = (which & 8) != 0;
        options.has_user_timeout = (which & 16) != 0;
        options.user_timeout = options.mss;
        options.has_fast_open = (which & 32) != 0;
        for (std::uint32_t i = 0; i < which >> 6; ++i) {
            const SeqNum left = bytes_.near(tcb_.snd.una);
            options.sack.try_push_back({left, bytes_.near(left + bytes_.next())});
        }
        now_ = now_ + Duration{bytes_.next()};
        while (tcp::next_deadline(tcb_) < now_ && tcb_.state != tcp::State::Closed) {
            effects_.clear();
            tcp::deadline_passes({tcb_, config_, now_, effects_});
        }
        if (tcb_.state != tcp::State::Closed) tcp::segment_arrives(event(), segment);
    }

    void check() {
        if (tcb_.state == tcp::State::Closed) return;
        const sim::Broken broken = sim::check_tcb({.config = config_, .tcb = tcb_, .now = now_});
        if (!broken) return;
        std::fprintf(stderr, "%s\n", broken->c_str());
        std::abort();
    }

    Bytes bytes_;
    tcp::Config config_;
    tcp::Tcb tcb_{};
    tcp::Effects effects_{};
    tcp::FastOpenGrant grant_{.is_valid = true};
    Instant now_{};
    std::array<std::uint8_t, 256 * 8> text_{};
};

}  // namespace

HW_FUZZ_TARGET(tcp_states) {
    if (size > 4'000) return 0;
    Bench(Bytes(std::span(data, size))).run();
    return 0;
}
