#include "host/application.h"

#include <algorithm>
#include <array>

namespace hw::host {

namespace {

// Why 89: a prime, so that hardly any segment, buffer or window is a multiple of it, and a byte that ends up
// in the wrong place shows; and as many characters as ASCII has from '!' to 'y'.
constexpr std::uint32_t period = 89;
constexpr std::uint32_t longest_piece = 4'096;

constexpr auto pattern = [] {
    std::array<std::uint8_t, period - 1 + longest_piece> bytes{};
    for (std::uint32_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>('!' + i % period);
    return bytes;
}();

}  // namespace

std::span<const std::uint8_t> pattern_from(std::uint64_t offset) {
    return std::span(pattern).subspan(static_cast<std::size_t>(offset % period), longest_piece);
}

std::span<const std::uint8_t> first_text_of(const ApplicationSpec& spec) {
    switch (spec.kind) {
        case ApplicationKind::Greeter:
        case ApplicationKind::Requester:
            return {reinterpret_cast<const std::uint8_t*>(spec.text.data()), spec.text.size()};
        case ApplicationKind::Source: {
            const auto piece = pattern_from(0);
            return piece.first(
                static_cast<std::size_t>(std::min<std::uint64_t>(spec.total_bytes, piece.size())));
        }
        case ApplicationKind::Reader:
        case ApplicationKind::Echo:
        case ApplicationKind::Silent:
        case ApplicationKind::Service:
        case ApplicationKind::Client:
        case ApplicationKind::Calls: return {};
    }
    return {};
}

void digest(Digest& d, const ApplicationSpec& spec) {
    digest(d, spec.kind);
    d.bytes({reinterpret_cast<const std::uint8_t*>(spec.text.data()), spec.text.size()});
    digest_all(d, spec.total_bytes, spec.on_peer_close, spec.close_delay, spec.ends_by, spec.rounds,
               spec.more_connections);
    const ServiceSpec& service = spec.service;
    digest_all(d, service.response_bytes, service.service_time, service.closes_first,
               service.forgets_close_every);
}

void digest(Digest& d, const ApplicationState& state) {
    digest_all(d, state.spec, state.bytes_written, state.close_at);
    digest_all(d, state.is_connected, state.has_closed, state.has_shut_down, state.peer_has_closed);
    const ExchangeState& exchange = state.exchange;
    digest_all(d, exchange.workload, exchange.request_bytes, exchange.request_done, exchange.owed_bytes,
               exchange.is_audit, exchange.was_audit, exchange.has_begun, exchange.has_answered,
               exchange.forgets_close, exchange.requests);
}

}  // namespace hw::host
