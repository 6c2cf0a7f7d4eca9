#include "wire/option_layout.h"

#include "wire/option_kinds.h"

namespace hw::wire {
namespace {

struct List {
    FixedVector<std::uint8_t, 128> bytes{};

    void byte(std::uint8_t value) { bytes.push_back(value); }
    void word_16(std::uint16_t value) {
        byte(static_cast<std::uint8_t>(value >> 8)), byte(static_cast<std::uint8_t>(value));
    }
    void word_32(std::uint32_t value) {
        word_16(static_cast<std::uint16_t>(value >> 16)), word_16(static_cast<std::uint16_t>(value));
    }
    // Of every `modulus` places the one `rest` behind a multiple.
    void align(std::uint32_t modulus, std::uint32_t rest) {
        while (bytes.size() % modulus != rest) byte(static_cast<std::uint8_t>(OptionKind::NoOperation));
    }
    void option(OptionKind kind, std::uint32_t length) {
        byte(static_cast<std::uint8_t>(kind)), byte(static_cast<std::uint8_t>(length));
    }
};

void put_fast_open(List& list, const Options& options) {
    const bool is_experiment = options.fast_open_is_experimental;
    list.option(is_experiment ? OptionKind::Experiment2 : OptionKind::FastOpenCookie,
                (is_experiment ? 4 : 2) + options.fast_open_cookie.size());
    if (is_experiment) list.word_16(fast_open_experiment);
    for (const std::uint8_t byte : options.fast_open_cookie) list.byte(byte);
}

}  // namespace

FixedVector<std::uint8_t, 128> freebsd_option_bytes(const Options& options) {
    List list;
    if (options.has_mss) {
        list.option(OptionKind::MaximumSegmentSize, 4);
        list.word_16(options.mss);
    }
    if (options.has_window_scale) {
        list.align(2, 1);
        list.option(OptionKind::WindowScale, 3);
        list.byte(options.window_scale);
    }
    if (options.sack_permitted) {
        list.align(2, 0);
        list.option(OptionKind::SackPermitted, 2);
    }
    if (options.has_timestamps) {
        list.align(4, 2);
        list.option(OptionKind::Timestamps, 10);
        list.word_32(options.timestamps.value);
        list.word_32(options.timestamps.echo_reply);
    }
    if (!options.sack.empty()) {
        list.align(4, 2);
        list.option(OptionKind::Sack, 2 + 8 * options.sack.size());
        for (const SackBlock& block : options.sack)
            list.word_32(block.left.raw), list.word_32(block.right.raw);
    }
    if (options.has_fast_open) put_fast_open(list, options);
    if (options.has_user_timeout) {
        list.option(OptionKind::UserTimeout, 4);
        list.word_16(options.user_timeout);
    }
    for (const std::uint8_t byte : options.unknown) list.byte(byte);
    while (list.bytes.size() % 4 != 0) list.byte(static_cast<std::uint8_t>(OptionKind::EndOfList));
    return list.bytes;
}

}  // namespace hw::wire
