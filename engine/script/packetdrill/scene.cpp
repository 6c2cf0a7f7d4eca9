#include "script/packetdrill/scene.h"

namespace hw::packetdrill {

Conversation& Scene::begin_conversation() {
    current = conversations.size();
    conversations.push_back({.local = {options.local, 0},
                             .remote = {options.remote, options.connect_port},
                             .first_departure = machine.departures.size()});
    return conversations.back();
}

std::int32_t Scene::live(std::int32_t script_descriptor) const {
    const auto known = descriptors.find(script_descriptor);
    return known == descriptors.end() ? -1 : known->second;
}

const host::Connection* Scene::connection() {
    const Conversation* with = conversation();
    if (with == nullptr) return nullptr;
    const host::Connection* newest = nullptr;
    for (const host::Connection& one : machine.host.connections) {
        const bool is_it = one.id.exists() && one.tuple.remote == with->remote &&
                           (with->local.port == 0 || one.tuple.local.port == with->local.port);
        if (is_it && (newest == nullptr || newest->id < one.id)) newest = &one;
    }
    return newest;
}

std::string seconds_text(Duration since_the_beginning) {
    const std::string micros = std::to_string(since_the_beginning.us % 1'000'000);
    return std::to_string(since_the_beginning.us / 1'000'000) + "." + std::string(6 - micros.size(), '0') +
           micros;
}

void Scene::tell(Instant at, std::string_view what) {
    story.push_back(seconds_text(at - Instant{}) + " " + std::string(what));
}

}  // namespace hw::packetdrill
