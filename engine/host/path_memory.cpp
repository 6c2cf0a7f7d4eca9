#include "host/path_memory.h"

#include <algorithm>

namespace hw::host {

namespace {

// The kernel's table has its limits too (FNHE_RECLAIM_DEPTH): what was told first is forgotten.
constexpr std::size_t most_paths = 64;

}  // namespace

void digest(Digest& d, const PathMemory& path) { digest_all(d, path.remote, path.mtu, path.until); }

std::uint16_t path_mtu_to(const std::vector<PathMemory>& paths, wire::Ipv4Address remote, Instant now) {
    const auto known = std::find_if(paths.begin(), paths.end(),
                                    [&](const PathMemory& path) { return path.remote == remote; });
    return known == paths.end() || known->until <= now ? std::uint16_t{0} : known->mtu;
}

void remember_path_mtu(std::vector<PathMemory>& paths, const PathMemory& path) {
    std::erase_if(paths, [&](const PathMemory& old) { return old.remote == path.remote; });
    if (paths.size() == most_paths) paths.erase(paths.begin());
    paths.push_back(path);
}

}  // namespace hw::host
