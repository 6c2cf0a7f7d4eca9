#include <algorithm>
#include <optional>

#include "capture/file_reader.h"
#include "capture/pcapng_blocks.h"

// draft-ietf-opsawg-pcapng: section after section, block after block; a block of an unknown type is passed over
// (§3.2).

namespace hw::capture {
namespace {

using namespace pcapng;

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::uint32_t least_block_bytes = 12;
constexpr std::uint32_t most_block_bytes = 16u << 20;

// What an interface says of its frames' times.
struct Clock {
    std::uint8_t resolution = 6;  // §4.2, if_tsresol: a power of 10, or of 2 if the highest bit is set
    std::int64_t offset_s = 0;
};

// False: later than the year 2262, or before 1677.
bool time_of(const Clock& clock, std::uint64_t ticks, std::int64_t& time_ns) {
    const std::uint8_t exponent = clock.resolution & 0x7f;
    std::uint64_t seconds = 0;
    std::uint64_t rest_ns = 0;
    if ((clock.resolution & 0x80) != 0) {
        if (exponent > 63) return false;
        seconds = ticks >> exponent;
        const std::uint64_t rest = ticks & ((std::uint64_t{1} << exponent) - 1);
        // Why: 2^34 ticks times 10^9 do not fit into 64 bits; of a finer clock nanoseconds need the upper bits.
        const std::uint8_t too_fine =
            exponent > 32 ? static_cast<std::uint8_t>(exponent - 32) : std::uint8_t{0};
        rest_ns = (rest >> too_fine) * std::uint64_t{second_ns} >> (exponent - too_fine);
    } else {
        if (exponent > 19) return false;
        std::uint64_t in_a_second = 1;
        for (std::uint8_t i = 0; i < exponent; ++i) in_a_second *= 10;
        seconds = ticks / in_a_second;
        const std::uint64_t rest = ticks % in_a_second;
        rest_ns = exponent <= 9 ? rest * (std::uint64_t{second_ns} / in_a_second)
                                : rest / (in_a_second / std::uint64_t{second_ns});
    }
    constexpr std::int64_t most_s = 9'000'000'000;
    if (seconds > std::uint64_t{most_s} || clock.offset_s > most_s || clock.offset_s < -most_s) return false;
    const std::int64_t total_s = static_cast<std::int64_t>(seconds) + clock.offset_s;
    if (total_s > most_s || total_s < -most_s) return false;
    time_ns = total_s * second_ns + static_cast<std::int64_t>(rest_ns);
    return true;
}

std::string text_of(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

class Reader {
  public:
    explicit Reader(std::span<const std::uint8_t> bytes) : file_bytes_(bytes, ByteOrder::Little) {}

    Result<CaptureFile, ReadError> read() {
        while (file_bytes_.left() > 0 && !error_) read_block();
        if (error_) return *error_;
        return std::move(file_);
    }

  private:
    void fail(std::uint64_t offset, std::string message) {
        if (!error_) error_ = ReadError{offset, std::move(message)};
    }

    // "\n" is a section in whichever byte order it is read; the magic number after the length tells which.
    void read_block() {
        const std::uint64_t begin = file_bytes_.offset();
        const std::uint32_t type = file_bytes_.number_32();
        if (type == section_header) find_byte_order();
        const std::uint32_t length = file_bytes_.number_32();
        if (file_bytes_.is_short()) return fail(begin, "the file ends within a block's header");
        if (length < least_block_bytes || length % 4 != 0 || length > most_block_bytes)
            return fail(begin + 4, "a block of " + std::to_string(length) +
                                       " bytes; expected a multiple of 4, 12 to " +
                                       std::to_string(most_block_bytes));
        FileReader body = file_bytes_.part(length - least_block_bytes);
        const std::uint64_t end = file_bytes_.offset();
        const std::uint32_t length_again = file_bytes_.number_32();
        if (file_bytes_.is_short())
            return fail(begin + 4,
                        "a block of " + std::to_string(length) + " bytes; the file ends within it");
        if (length_again != length)
            return fail(end, "the block's length is repeated as " + std::to_string(length_again) +
                                 "; expected " + std::to_string(length));
        read_body(type, body);
        if (!error_ && body.is_short()) fail(body.offset(), "a block ends before what it must hold");
    }

    void find_byte_order() {
        FileReader ahead = file_bytes_;
        ahead.take(4);
        const std::uint64_t at = ahead.offset();
        ahead.set_order(ByteOrder::Little);
        const std::uint32_t magic = ahead.number_32();
        if (magic == byte_order_magic)
            file_bytes_.set_order(ByteOrder::Little);
        else if (magic == 0x4d3c'2b1a)
            file_bytes_.set_order(ByteOrder::Big);
        else
            fail(at, "expected the byte-order magic 1A2B3C4D of a section");
    }

    void read_body(std::uint32_t type, FileReader& body) {
        switch (type) {
            case section_header: return read_section(body);
            case interface_description: return read_interface(body);
            case enhanced_packet: return read_packet(body, body.number_32());
            case obsolete_packet: {
                const std::uint16_t interface = body.number_16();
                body.take(2);  // how many were dropped
                return read_packet(body, interface);
            }
            case simple_packet: return read_simple_packet(body);
            case name_resolution: return read_names(body);
            default: return;
        }
    }

    // §4.1: what follows has its own interfaces, counted from 0 again.
    void read_section(FileReader& body) {
        body.take(4);
        const std::uint64_t at = body.offset();
        const std::uint16_t major = body.number_16();
        body.take(2 + 8);
        if (major != 1) return fail(at, "version " + std::to_string(major) + "; expected version 1");
        first_interface_ = file_.interfaces.size();
        read_options(body, [&](std::uint16_t code, std::span<const std::uint8_t> value) {
            if (code == comment) add_paragraph(file_.comment, value);
            if (code == shb_application) file_.application = text_of(value);
        });
    }

    void read_interface(FileReader& body) {
        if (file_.interfaces.size() >= max_interfaces)
            return fail(body.offset(), "more than " + std::to_string(max_interfaces) + " interfaces");
        Interface interface;
        Clock clock;
        interface.link_type = body.number_16();
        body.take(2);
        interface.snap_bytes = body.number_32();
        read_options(body, [&](std::uint16_t code, std::span<const std::uint8_t> value) {
            if (code == if_name) interface.name = text_of(value);
            if (code == if_description) interface.description = text_of(value);
            if (code == if_time_resolution && value.size() == 1) clock.resolution = value[0];
            if (code == if_time_offset && value.size() == 8)
                clock.offset_s = static_cast<std::int64_t>(ordered(value).number_64());
        });
        file_.interfaces.push_back(std::move(interface));
        clocks_.push_back(clock);
    }

    void read_packet(FileReader& body, std::uint32_t interface) {
        const std::uint64_t begin = body.offset();
        Frame frame;
        if (!set_interface(frame, interface, begin)) return;
        const std::uint64_t high = body.number_32();
        const std::uint64_t ticks = high << 32 | body.number_32();
        if (!time_of(clocks_[frame.interface], ticks, frame.time_ns))
            return fail(begin, "a time that is not between the years 1684 and 2255");
        const std::uint32_t captured = body.number_32();
        frame.original_bytes = std::max(body.number_32(), captured);
        if (!take_bytes(frame, body, captured)) return;
        body.take(padded(captured) - captured);
        read_options(body, [&](std::uint16_t code, std::span<const std::uint8_t> value) {
            if (code == comment) add_paragraph(frame.comment, value);
            if (code == epb_flags && value.size() == 4)
                frame.direction = direction_of(ordered(value).number_32() & 3);
            if (code == epb_packet_id && value.size() == 8) frame.packet = ordered(value).number_64();
        });
        file_.frames.push_back(std::move(frame));
    }

    // §4.4: of the first interface, cut at its snapshot length, and nobody knows when.
    void read_simple_packet(FileReader& body) {
        Frame frame;
        if (!set_interface(frame, 0, body.offset())) return;
        frame.original_bytes = body.number_32();
        const std::uint32_t snap = file_.interfaces[frame.interface].snap_bytes;
        const std::uint32_t captured = snap > 0 ? std::min(snap, frame.original_bytes) : frame.original_bytes;
        if (!file_.frames.empty()) frame.time_ns = file_.frames.back().time_ns;
        if (take_bytes(frame, body, captured)) file_.frames.push_back(std::move(frame));
    }

    void read_names(FileReader& body) {
        while (body.left() >= 4 && !error_) {
            const std::uint16_t kind = body.number_16();
            const std::uint16_t length = body.number_16();
            if (kind == end_of_names) return;
            const auto record = body.take(padded(length));
            if (body.is_short() || kind != ipv4_name || length < 5 || file_.names.size() >= max_interfaces)
                continue;
            Name name;
            for (std::uint32_t i = 0; i < 4; ++i) name.address.raw = name.address.raw << 8 | record[i];
            const auto words = record.subspan(4, length - 4u);
            name.name = text_of(words.first(static_cast<std::size_t>(
                std::find(words.begin(), words.end(), std::uint8_t{0}) - words.begin())));
            file_.names.push_back(std::move(name));
        }
    }

    bool set_interface(Frame& frame, std::uint32_t interface, std::uint64_t offset) {
        const std::size_t count = file_.interfaces.size() - first_interface_;
        if (interface >= count) {
            fail(offset, "a packet of interface " + std::to_string(interface) +
                             "; the section has described " + std::to_string(count));
            return false;
        }
        frame.interface = static_cast<std::uint32_t>(first_interface_) + interface;
        return true;
    }

    bool take_bytes(Frame& frame, FileReader& body, std::uint32_t captured) {
        const std::uint64_t at = body.offset();
        if (std::string message = refuse_frame(captured, file_.frames.size()); !message.empty()) {
            fail(at, std::move(message));
            return false;
        }
        const auto bytes = body.take(captured);
        if (body.is_short()) {
            fail(at, "a packet of " + std::to_string(captured) + " bytes; its block has only " +
                         std::to_string(bytes.size()));
            return false;
        }
        frame.bytes.assign(bytes.begin(), bytes.end());
        return true;
    }

    // §3.5: code, length, value, padding; the end may be left unsaid.
    template <class Take>
    void read_options(FileReader& body, Take take) {
        while (body.left() >= 4 && !error_) {
            const std::uint64_t at = body.offset();
            const std::uint16_t code = body.number_16();
            const std::uint16_t length = body.number_16();
            if (code == end_of_options) return;
            const auto value = body.take(padded(length));
            if (body.is_short())
                return fail(at,
                            "an option of " + std::to_string(length) + " bytes; its block ends within it");
            take(code, value.first(length));
        }
    }

    FileReader ordered(std::span<const std::uint8_t> value) const { return {value, file_bytes_.order()}; }

    static Direction direction_of(std::uint32_t bits) {
        return bits == 1 ? Direction::Inbound : bits == 2 ? Direction::Outbound : Direction::Unknown;
    }
    static void add_paragraph(std::string& text, std::span<const std::uint8_t> paragraph) {
        text += (text.empty() ? "" : "\n") + text_of(paragraph);
    }

    FileReader file_bytes_;
    CaptureFile file_{};
    std::vector<Clock> clocks_{};  // by interface
    std::size_t first_interface_ = 0;
    std::optional<ReadError> error_{};
};

}  // namespace

Result<CaptureFile, ReadError> read_pcapng(std::span<const std::uint8_t> bytes) {
    return Reader(bytes).read();
}

}  // namespace hw::capture
