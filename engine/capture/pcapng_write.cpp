#include "capture/pcapng_write.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "capture/pcapng_blocks.h"
#include "wire/bytes.h"

// draft-ietf-opsawg-pcapng §4: blocks of a type, a length, a body, options, and the length again.

namespace hw::capture {
namespace {

using namespace pcapng;

class Writer {
  public:
    explicit Writer(std::vector<std::uint8_t>& out) : out_(out) {}

    void number_16(std::uint16_t value) { number(value, 2); }
    void number_32(std::uint32_t value) { number(value, 4); }
    void number_64(std::uint64_t value) { number(value, 8); }
    void bytes(std::span<const std::uint8_t> bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }
    void text(std::string_view text) { out_.insert(out_.end(), text.begin(), text.end()); }
    void pad() {
        while (out_.size() % 4 != 0) out_.push_back(0);
    }

    void begin_block(std::uint32_t type) {
        begin_ = out_.size();
        has_options_ = false;
        number_32(type);
        number_32(0);  // the length, when it is known
    }
    void end_block() {
        if (has_options_) number_32(end_of_options);
        const auto length = static_cast<std::uint32_t>(out_.size() - begin_ + 4);
        number_32(length);
        for (std::uint32_t i = 0; i < 4; ++i)
            out_[begin_ + 4 + i] = static_cast<std::uint8_t>(length >> (8 * i));
    }

    void begin_option(std::uint16_t code, std::size_t length) {
        has_options_ = true;
        number_16(code);
        number_16(static_cast<std::uint16_t>(length));
    }
    // An empty text is no option.
    void text_option(std::uint16_t code, std::string_view words) {
        constexpr std::size_t most = 65'000;
        words = words.substr(0, most);
        if (words.empty()) return;
        begin_option(code, words.size());
        text(words);
        pad();
    }

  private:
    void number(std::uint64_t value, std::uint32_t count) {
        for (std::uint32_t i = 0; i < count; ++i) out_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }

    std::vector<std::uint8_t>& out_;
    std::size_t begin_ = 0;
    bool has_options_ = false;
};

void write_section(Writer& to, const CaptureFile& file) {
    to.begin_block(section_header);
    to.number_32(byte_order_magic);
    to.number_16(1);  // version 1.0
    to.number_16(0);
    to.number_64(~std::uint64_t{0});  // "the length of this section is not specified"
    to.text_option(comment, file.comment);
    to.text_option(shb_application, file.application);
    to.end_block();
}

void write_interface(Writer& to, const Interface& interface) {
    to.begin_block(interface_description);
    to.number_16(static_cast<std::uint16_t>(interface.link_type));
    to.number_16(0);
    to.number_32(interface.snap_bytes);
    to.text_option(if_name, interface.name);
    to.text_option(if_description, interface.description);
    to.begin_option(if_time_resolution, 1);
    to.number_32(6);  // 10^-6 s, and three bytes of padding
    to.end_block();
}

void write_names(Writer& to, const std::vector<Name>& names) {
    if (names.empty()) return;
    to.begin_block(name_resolution);
    for (const Name& name : names) {
        const std::string_view words = std::string_view(name.name).substr(0, 255);
        std::uint8_t address[4];
        wire::store_32(address, name.address.raw);
        to.number_16(ipv4_name);
        to.number_16(static_cast<std::uint16_t>(sizeof address + words.size() + 1));
        to.bytes(address);
        to.text(words);
        to.bytes(std::span<const std::uint8_t>{reinterpret_cast<const std::uint8_t*>(""), 1});
        to.pad();
    }
    to.number_32(end_of_names);
    to.end_block();
}

void write_frame(Writer& to, const Frame& frame) {
    const auto time_us = static_cast<std::uint64_t>(std::max<std::int64_t>(frame.time_ns, 0) / 1'000);
    to.begin_block(enhanced_packet);
    to.number_32(frame.interface);
    to.number_32(static_cast<std::uint32_t>(time_us >> 32));
    to.number_32(static_cast<std::uint32_t>(time_us));
    to.number_32(static_cast<std::uint32_t>(frame.bytes.size()));
    to.number_32(frame.original_bytes);
    to.bytes(frame.bytes);
    to.pad();
    to.text_option(comment, frame.comment);
    if (frame.direction != Direction::Unknown) {
        to.begin_option(epb_flags, 4);
        to.number_32(static_cast<std::uint32_t>(frame.direction));
    }
    if (frame.packet) {
        to.begin_option(epb_packet_id, 8);
        to.number_64(*frame.packet);
    }
    to.end_block();
}

}  // namespace

std::vector<std::uint8_t> write_pcapng(const CaptureFile& file) {
    std::vector<std::uint8_t> bytes;
    Writer to(bytes);
    write_section(to, file);
    for (const Interface& interface : file.interfaces) write_interface(to, interface);
    write_names(to, file.names);
    for (const Frame& frame : file.frames) write_frame(to, frame);
    return bytes;
}

}  // namespace hw::capture
