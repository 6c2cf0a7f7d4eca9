#include "wire/options.h"

#include "wire/bytes.h"
#include "wire/option_kinds.h"

namespace hw::wire {

void digest(Digest& d, const Options& options) {
    digest_all(d, options.has_mss, options.has_window_scale, options.has_timestamps, options.sack_permitted,
               options.mss, options.window_scale, options.timestamps.value, options.timestamps.echo_reply);
    digest(d, options.sack.size());
    for (const SackBlock& block : options.sack) digest_all(d, block.left, block.right);
    digest_all(d, options.has_fast_open, options.fast_open_is_experimental, options.has_user_timeout,
               options.user_timeout, options.fast_open_cookie.size());
    for (const std::uint8_t byte : options.fast_open_cookie) digest(d, byte);
    digest(d, options.has_accurate_ecn);
    const AccurateEcn& ecn = options.accurate_ecn;
    digest_all(d, ecn.ee0b, ecn.eceb, ecn.ee1b, ecn.fields, ecn.is_order_1);
    digest(d, options.unknown.size());
    for (const std::uint8_t byte : options.unknown) digest(d, byte);
}

std::string_view option_name(std::uint8_t kind) {
    switch (static_cast<OptionKind>(kind)) {
        case OptionKind::EndOfList: return "End of Option List (EOL)";
        case OptionKind::NoOperation: return "No-Operation (NOP)";
        case OptionKind::MaximumSegmentSize: return "Maximum segment size";
        case OptionKind::WindowScale: return "Window scale";
        case OptionKind::SackPermitted: return "SACK permitted";
        case OptionKind::Sack: return "SACK";
        case OptionKind::Timestamps: return "Timestamps";
        case OptionKind::Md5Signature: return "TCP MD5 signature";
        case OptionKind::UserTimeout: return "User Timeout";
        case OptionKind::Authentication: return "Authentication Option";
        case OptionKind::MultipathTcp: return "Multipath TCP";
        case OptionKind::FastOpenCookie: return "TCP Fast Open Cookie";
        case OptionKind::AccurateEcn0: return "Accurate ECN, order 0";
        case OptionKind::AccurateEcn1: return "Accurate ECN, order 1";
        case OptionKind::Experiment1:
        case OptionKind::Experiment2: return "Experimental";
    }
    return "Unknown";
}

bool is_legal_option_length(std::uint8_t kind, std::uint8_t length) {
    switch (static_cast<OptionKind>(kind)) {
        case OptionKind::MaximumSegmentSize: return length == 4;
        case OptionKind::WindowScale: return length == 3;
        case OptionKind::SackPermitted: return length == 2;
        // RFC 2018 §3: "a SACK option that specifies n blocks will have a length of 8*n+2 bytes".
        case OptionKind::Sack: return length == 10 || length == 18 || length == 26 || length == 34;
        case OptionKind::Timestamps: return length == 10;
        case OptionKind::UserTimeout: return length == 4;  // RFC 5482 §3: "its value MUST be 4"
        default: return length >= 2;                       // it counts its kind and itself (RFC 9293 §3.1)
    }
}

FastOpenOption fast_open_of(std::span<const std::uint8_t> option) {
    const bool is_experiment = option[0] == static_cast<std::uint8_t>(OptionKind::Experiment2) &&
                               option.size() >= 4 && load_16(&option[2]) == fast_open_experiment;
    if (!is_experiment && option[0] != static_cast<std::uint8_t>(OptionKind::FastOpenCookie)) return {};
    const std::span<const std::uint8_t> cookie = option.subspan(is_experiment ? 4 : 2);
    // "Cookie: 0, or 4 to 16 bytes"; "The number MUST be even."
    const bool is_legal =
        cookie.empty() || (cookie.size() >= 4 && cookie.size() <= 16 && cookie.size() % 2 == 0);
    return {.is_legal = is_legal, .is_experimental = is_experiment, .cookie = cookie};
}

}  // namespace hw::wire
