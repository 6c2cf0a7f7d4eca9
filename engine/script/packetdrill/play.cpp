#include "script/packetdrill/play.h"

#include <utility>

#include "host/profile.h"
#include "script/packetdrill/parse.h"
#include "script/packetdrill/player.h"
#include "script/packetdrill/profile.h"

namespace hw::packetdrill {
namespace {

// Linux grows the buffer for what is to be sent with the congestion window, up to tcp_wmem[2]: no script that does
// not turn SO_SNDBUF or tcp_wmem sees its end.
constexpr std::uint32_t send_buffer_bytes = 4 << 20;

host::HostConfig config_for(const Options& options, const Profile& profile) {
    host::HostConfig config;
    config.name = "packetdrill";
    config.address = options.local;
    (profile.apply != nullptr ? profile.apply : profiles()[0].apply)(config);
    config.kept_content_bytes = 0;
    const std::uint16_t extra = extra_header_bytes(options.ip_version);
    config.tcp.mtu = static_cast<std::uint16_t>(options.mtu - std::min(options.mtu, extra));
    config.tcp.mss = static_cast<std::uint16_t>(config.tcp.mtu - std::min<std::uint16_t>(config.tcp.mtu, 40));
    if (options.ip_version == IpVersion::V6) config.tcp.min_path_mtu = 1'280 - 20;  // RFC 8200 §5
    config.tcp.coalesced_segment_bytes = options.mss;
    config.tcp.send_buffer_bytes = send_buffer_bytes;
    config.isn.secret = SipKey{0x5061'636b'6574'6472, 0x696c'6c20'6b65'7973};
    return config;
}

// Google's run_all.py plays what is named so over IPv6 only.
bool is_for_ipv6(std::string_view path) {
    constexpr std::string_view ending = "v6.pkt";
    return path.size() >= ending.size() && path.substr(path.size() - ending.size()) == ending;
}

}  // namespace

Play play_script(const Script& script, const PlaySettings& settings) {
    Play play{.path = script.path};
    PlaySettings chosen = settings;
    for (const Setting& setting : script.settings) {
        play.failure = set_option(chosen.options, setting);
        if (play.failure) return play;
    }
    if (is_for_ipv6(script.path) && chosen.options.ip_version == IpVersion::V4)
        chosen.options.ip_version = IpVersion::V6;
    const Profile* named = find_profile(settings.profile);
    const Profile& profile = named != nullptr ? *named : profile_of(script);
    play.profile = profile.name;
    Player player(script, chosen, config_for(chosen.options, profile));
    if (profile.apply == nullptr)
        player.scene().remarks.push_back({{},
                                          "there is no profile " + std::string(profile.name) +
                                              " yet: played as " + std::string(profiles()[0].name)});
    player.run(play);
    Digest digest_of_host;
    host::digest(digest_of_host, player.scene().machine.host);
    play.digest = digest_of_host.value();
    return play;
}

Play play_text(std::string path, std::string_view text, const PlaySettings& settings) {
    const auto script = parse_script(path, text, settings.options.definitions);
    if (script.ok()) return play_script(*script, settings);
    Play play{.path = std::move(path)};
    play.failure = script.error();
    return play;
}

}  // namespace hw::packetdrill
