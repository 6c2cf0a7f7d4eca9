#include "lesson/incident/trial.h"

namespace hw::lesson::incident {

namespace {

host::WorkloadSpec workload_of(const Setup& setup, std::uint32_t phase) {
    host::WorkloadSpec spec{.interval = setup.size.intervals[phase] * setup.gateways,
                            .request_bytes = request_bytes,
                            .response_bytes = response_bytes,
                            .audit_every = audit_every,
                            .audit_bytes = audit_bytes,
                            .retries = setup.retries};
    for (std::uint32_t i = 0; i < setup.backend_ports; ++i)
        spec.targets.push_back({backend_address, static_cast<std::uint16_t>(backend_port + i)});
    if (setup.pool > 0) {
        spec.use = host::ConnectionUse::Pool;
        spec.connections = setup.pool;
    }
    if (setup.shares_one_connection) {
        spec.use = host::ConnectionUse::Multiplexed;
        spec.connections = 1;
    }
    if (setup.closes_first == Closer::Backend) spec.closes_first = host::ClosesFirst::Server;
    if (setup.aborts) spec.closes_by = host::ClosesBy::Reset;
    return spec;
}

host::ApplicationSpec service_of(const Setup& setup) {
    host::ApplicationSpec service{.kind = host::ApplicationKind::Service};
    service.service = {.response_bytes = response_bytes, .service_time = service_time};
    if (setup.closes_first == Closer::Backend) service.service.closes_first = host::ClosesFirst::Server;
    service.service.forgets_close_every = setup.forgets_close_every;
    return service;
}

// Each machine has a secret of its own, made from its address.
host::HostConfig config_of(host::HostConfig config) {
    config.isn.secret = {.k0 = config.address.raw * 0x9e37'79b9'7f4a'7c15ull, .k1 = config.address.raw};
    return config;
}

void add_gateway(sim::World& world, const Setup& setup, std::uint32_t number) {
    host::HostConfig config = setup.gateway;
    if (number > 0) {
        config.name = "gw2";
        config.address = second_gateway_address;
    }
    const host::AddressBlock sources{config.address, setup.source_addresses};
    config.address_block = sources;
    const HostId gateway = sim::add_host(world, config_of(std::move(config)));
    if (number == 0) sim::add_host(world, config_of(setup.backend));
    sim::add_link(world, {.a = gateway, .b = backend_id, .config = {.delay = one_way}});
    for (std::uint32_t phase = 0; phase < phase_count; ++phase) {
        host::WorkloadSpec spec = workload_of(setup, phase);
        if (setup.source_addresses > 1) spec.sources = sources;
        // Two gateways take turns. The first request comes one interval into the phase, the last one at its end.
        const Instant begins = Instant{} + phase_length * phase + setup.size.intervals[phase] * (number + 1);
        sim::schedule(world, begins, sim::SetWorkload{gateway, spec});
    }
}

}  // namespace

sim::World make_world(const Setup& setup) {
    sim::World world = sim::make_world({.seed = 11});
    for (std::uint32_t i = 0; i < setup.gateways; ++i) add_gateway(world, setup, i);
    for (std::uint32_t i = 0; i < setup.backend_ports; ++i) {
        const auto port = static_cast<std::uint16_t>(backend_port + i);
        sim::schedule(world, Instant{}, sim::Listen{backend_id, port, service_of(setup)});
    }
    return world;
}

sim::MeasuredRun make_trial(const Setup& setup) {
    return {make_world(setup), {.every = sample_every, .until = trial_ends_at}};
}

Phases try_out(const Setup& setup) {
    sim::MeasuredRun run = make_trial(setup);
    while (!run.advance(1'000'000)) {}
    return measure_phases(run.series());
}

}  // namespace hw::lesson::incident
