#include "script/packetdrill/machine.h"

#include <utility>

namespace hw::packetdrill {

host::sys::Caller Machine::caller() {
    output_.clear();
    return {host, output_, now};
}

void Machine::collect() {
    for (std::uint32_t i = 0; i < output_.packet_count; ++i) {
        const auto bytes = output_.packets[i].bytes.span();
        departures.push_back({now + output_.packets[i].held, {bytes.begin(), bytes.end()}});
    }
    output_.packet_count = 0;
    for (host::Completion& completion : output_.completions) completions.push_back(std::move(completion));
    output_.completions.clear();
}

void Machine::packet_arrives(std::span<const std::uint8_t> packet) {
    output_.clear();
    host::packet_arrives(host, packet, now, output_);
    collect();
}

bool Machine::serve_deadline(Instant limit) {
    const Instant next = host::next_deadline(host);
    if (next.is_never() || limit < next || is_exhausted()) return false;
    ++deadlines_;
    now = later_of(now, next);
    output_.clear();
    host::deadlines_pass(host, now, output_);
    collect();
    return true;
}

}  // namespace hw::packetdrill
