#include "sim/random_world.h"

#include <algorithm>

#include "sim/text.h"
#include "tcp/profiles/freebsd.h"
#include "tcp/profiles/linux.h"

// How a random world begins.

namespace hw::sim {
namespace {

// One of the values listed.
template <class T>
T one_of(Prng& prng, std::initializer_list<T> values) {
    return values.begin()[prng.below(static_cast<std::uint32_t>(values.size()))];
}

Duration between(Prng& prng, Duration low, Duration high) {
    return low + Duration{prng.below(static_cast<std::uint32_t>((high - low).us) + 1)};
}

// What an end may negotiate or do by itself; each host for itself, so that ends agree on some of it.
void add_options(Prng& prng, tcp::Config& config) {
    const auto maybe = [&] { return prng.chance(500'000) ? tcp::Switch::On : tcp::Switch::Off; };
    config.window_scaling = maybe();
    config.timestamps = maybe();
    config.sack = maybe();
    config.dsack = maybe();
    config.ecn = static_cast<tcp::Ecn>(prng.below(tcp::ecn_count));
    config.accurate_ecn.option = static_cast<tcp::AccurateEcnOption>(prng.below(4));
    config.limited_transmit = maybe();
    config.prr = maybe();
    config.rack = maybe();
    config.tail_loss_probe = maybe();
    config.frto = maybe();
    config.keep_alive = maybe();
    config.keep_alive_idle = one_of(prng, {2_s, 60_s, 7'200_s});
    config.fast_open_client = maybe();
    config.fast_open_server = maybe();
    config.congestion = one_of(prng, {tcp::CongestionId::NewReno, tcp::CongestionId::Cubic});
    config.challenge_acks_per_second = one_of(prng, {0u, 1u, 10u});
    config.invalid_segment_interval = one_of(prng, {0_ms, 500_ms});
    using Reuse = tcp::TimeWaitReuse;
    config.time_wait_reuse = one_of(prng, {Reuse::Never, Reuse::HigherSequence, Reuse::Rfc6191});
    config.ignore_rst_in_time_wait = maybe();
    config.user_timeout_option = maybe();
    config.min_path_mtu = one_of<std::uint16_t>(prng, {68, 552});
    config.hard_errors_end_connections = maybe();
    config.soft_errors_end_handshakes = maybe();
}

// The shape of each option and mechanism: what Linux and FreeBSD have otherwise than the RFC, one by one.
void add_shapes(Prng& prng, tcp::Config& config) {
    const auto maybe = [&] { return prng.chance(500'000) ? tcp::Switch::On : tcp::Switch::Off; };
    config.window_scale = one_of<std::uint8_t>(prng, {255, 0, 2});
    config.timestamp_tick = one_of(prng, {1_ms, 10_ms, 1_s});
    config.missing_timestamps = one_of(prng, {tcp::MissingTimestamps::Drop, tcp::MissingTimestamps::Accept});
    config.paws_tolerance_ticks = one_of<std::uint8_t>(prng, {0, 1});
    config.paws_admits_overtaken_acks = maybe();
    config.ecn_fallback = maybe();
    config.initial_window = one_of(
        prng, {tcp::InitialWindow::Rfc5681, tcp::InitialWindow::Rfc6928, tcp::InitialWindow::TenSegments});
    config.slow_start_after_idle = maybe();
    config.hystart = maybe();
    config.initial_rto = config.min_rto = one_of(prng, {1_s, 1_s, 200_ms});
    config.nagle_rule = one_of(prng, {tcp::NagleRule::Rfc, tcp::NagleRule::Minshall});
    config.path_mtu_plateaus = maybe();
    config.hard_errors_end_handshakes = maybe();
    // It is said of OPENs alone (FreeBSD: tcp_drop_syn_sent()).
    if (config.hard_errors_end_connections == tcp::Switch::Off) config.prohibited_is_hard_error = maybe();
    config.unreachable_reverts_backoff = maybe();
    config.smaller_window_needs_news = maybe();
    config.collapse_retransmissions = maybe();
    config.segments_fit_half_window = maybe();
    config.both_open_offers_again = maybe();
    config.window_probes_carry_text = maybe();
    config.reset_on_unread_close = maybe();
    config.failure_keeps_unread_text = maybe();
    config.zero_urgent_pointer_counts = maybe();
    config.fin_wait2_timeout = one_of(prng, {Duration::never(), 2_s, 60_s});
    config.any_rst_in_window_counts = one_of(prng, {tcp::Switch::Off, tcp::Switch::Off, tcp::Switch::On});
    config.syn_in_window_resets = one_of(prng, {tcp::Switch::Off, tcp::Switch::Off, tcp::Switch::On});
    config.syn_with_fin_is_dropped = maybe();
    config.repeated_syn_drops_options = maybe();
    config.option_layout = one_of(prng, {wire::OptionLayout::Linux, wire::OptionLayout::FreeBsd});
    if (prng.chance(100'000)) config.fast_open_without_cookie = tcp::Switch::On;
}

tcp::Config random_tcp(Prng& prng, const Trouble& trouble) {
    tcp::Config config;
    if (trouble.has_options && prng.chance(300'000)) {
        config = tcp::linux_config();
        config.ecn = static_cast<tcp::Ecn>(prng.below(tcp::ecn_count));
        config.fast_open_server = prng.chance(500'000) ? tcp::Switch::On : tcp::Switch::Off;
    } else if (trouble.has_options && prng.chance(150'000)) {
        config = tcp::freebsd_config();
        config.fast_open_server = prng.chance(500'000) ? tcp::Switch::On : tcp::Switch::Off;
    } else if (trouble.has_options) {
        add_options(prng, config);
        if (prng.chance(500'000)) add_shapes(prng, config);
    }
    config.mss = one_of<std::uint16_t>(prng, {40, 100, 536, 1'460, 1'460});
    config.send_mss_option = prng.chance(800'000) ? tcp::Switch::On : tcp::Switch::Off;
    config.receive_buffer_bytes = one_of<std::uint32_t>(prng, {10, 100, 1'000, 4'096, 65'535, 65'535});
    if (config.window_scaling == tcp::Switch::On && prng.chance(300'000))
        config.receive_buffer_bytes = one_of<std::uint32_t>(prng, {100'000, 1'000'000});
    // Linux: SOCK_MIN_RCVBUF; its window rules are not made for less, and leave such a buffer shut.
    if (config.window_policy != tcp::WindowPolicy::Rfc)
        config.receive_buffer_bytes = std::max(config.receive_buffer_bytes, 4'096u);
    config.send_buffer_bytes = one_of<std::uint32_t>(prng, {100, 4'096, 65'536});
    config.msl = one_of(prng, {1_s, 5_s, 30_s});
    config.delayed_ack = prng.chance(500'000) ? tcp::Switch::On : tcp::Switch::Off;
    config.nagle = prng.chance(500'000) ? tcp::Switch::On : tcp::Switch::Off;
    if (prng.chance(500'000)) config.user_timeout = Duration::never();
    if (trouble.has_variants) config.rules = static_cast<tcp::RuleBookId>(prng.below(tcp::rule_book_count));
    return config;
}

void add_refusals(Prng& prng, host::HostConfig& config) {
    using host::SynCookies;
    config.syn_cookies = one_of(prng, {SynCookies::Off, SynCookies::WhenFull, SynCookies::Always});
    if (prng.chance(500'000)) config.closing = host::ClosingCall::GiveUpBoth;
}

host::IsnConfig random_isn(Prng& prng) {
    host::IsnConfig isn;
    isn.secret = {prng.next(), prng.next()};
    if (prng.chance(400'000)) {
        isn.kind = host::IsnKind::Pinned;
        // Often so near to 2^32 that the sequence numbers wrap around in the middle of the stream.
        isn.pinned = {prng.chance(500'000) ? 0u - prng.below(3'000)
                                           : static_cast<std::uint32_t>(prng.next())};
    }
    return isn;
}

}  // namespace

LinkConfig random_link(Prng& prng) {
    LinkConfig config;
    config.delay = one_of(prng, {0_ms, 1_ms, 10_ms, 50_ms, 100_ms, 300_ms});
    if (prng.chance(300'000)) config.rate_bps = one_of<std::uint64_t>(prng, {64'000, 1'000'000, 100'000'000});
    if (prng.chance(500'000)) config.queue_bytes = one_of<std::uint32_t>(prng, {100, 3'000, 20'000});
    if (prng.chance(500'000)) config.loss_ppm = prng.below(150'000);
    if (prng.chance(300'000)) config.duplicate_ppm = prng.below(150'000);
    if (prng.chance(300'000)) config.corrupt_ppm = prng.below(100'000);
    if (prng.chance(300'000)) config.reorder_ppm = prng.below(300'000);
    config.reorder_delay = between(prng, 1_ms, 200_ms);
    if (prng.chance(300'000)) config.jitter = between(prng, 0_ms, 50_ms);
    if (prng.chance(150'000)) config.mtu_bytes = one_of<std::uint32_t>(prng, {120, 576, 1'400});
    if (prng.chance(150'000)) config.mark_ppm = prng.below(200'000);
    return config;
}

host::ApplicationSpec random_application(Prng& prng, const Trouble& trouble) {
    using Kind = host::ApplicationKind;
    host::ApplicationSpec application;
    application.kind = one_of(prng, {Kind::Reader, Kind::Greeter, Kind::Echo, Kind::Source});
    if (trouble.has_silence && prng.chance(300'000)) application.kind = Kind::Silent;
    if (application.kind == Kind::Greeter) application.text = std::string(prng.between(1, 200), 'g');
    if (application.kind == Kind::Source) application.total_bytes = prng.below(4'000);
    if (prng.chance(700'000)) application.on_peer_close = host::OnPeerClose::Close;
    if (prng.chance(300'000)) application.close_delay = between(prng, 0_ms, 2'000_ms);
    return application;
}

RandomSetup random_world(std::uint64_t seed) {
    Prng prng{seed ^ 0x5eed'0f'a'0071dull};
    RandomSetup setup;
    Trouble& trouble = setup.trouble;
    trouble.has_variants = prng.chance(200'000);
    trouble.has_cuts = prng.chance(300'000);
    trouble.has_forgeries = prng.chance(250'000);
    trouble.has_silence = prng.chance(200'000);
    trouble.has_options = prng.chance(600'000);
    trouble.has_refusals = prng.chance(200'000);
    trouble.has_clock_jumps = prng.chance(100'000);
    trouble.opens_fast = prng.chance(150'000);
    const bool feeds_back_accurately = prng.chance(150'000);

    World& world = setup.world;
    world = make_world({.seed = seed});
    const std::uint32_t host_count = prng.chance(750'000) ? 2 : 3;
    for (std::uint32_t i = 0; i < host_count; ++i) {
        host::HostConfig config;
        config.name = std::string(1, static_cast<char>('a' + i));
        config.address = {0x0a00'0001u + i};
        config.tcp = random_tcp(prng, trouble);
        if (trouble.opens_fast) config.tcp.fast_open_client = config.tcp.fast_open_server = tcp::Switch::On;
        if (feeds_back_accurately) config.tcp.ecn = tcp::Ecn::RequestAccurate;
        config.isn = random_isn(prng);
        config.backlog = prng.between(1, 4);
        if (trouble.has_refusals) add_refusals(prng, config);
        if (prng.chance(200'000)) config.kept_closed_connections = 1;  // TIME-WAITs rest as small records
        config.kept_content_bytes = 1u << 20;  // all of it: every stream is compared to its end
        add_host(world, config);
    }
    for (std::uint32_t a = 0; a < host_count; ++a)
        for (std::uint32_t b = a + 1; b < host_count; ++b) {
            const LinkId link =
                add_link(world, {.a = HostId{a}, .b = HostId{b}, .config = random_link(prng)});
            if (prng.chance(500'000)) world.links[link.value].config[1] = random_link(prng);
        }
    for (std::uint32_t i = 0; i < host_count; ++i)
        schedule(world, Instant{}, Listen{HostId{i}, 80, random_application(prng, trouble)});
    return setup;
}

}  // namespace hw::sim
