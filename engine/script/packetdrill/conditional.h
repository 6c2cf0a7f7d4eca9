#pragma once

#include <string>
#include <string_view>

namespace hw::packetdrill {

// Scripts of FreeBSD's suite say "#ifdef FreeBSD … #else … #endif" where systems differ, and "#ifdef STANDARD" where
// the RFC does. Lines of branches that are not ours become empty, so that the others keep their numbers. A script
// that turns switches of net.inet means FreeBSD.
std::string choose_branches(std::string_view text);

}  // namespace hw::packetdrill
