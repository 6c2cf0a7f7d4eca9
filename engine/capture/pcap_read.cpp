#include <algorithm>

#include "capture/file_reader.h"

// draft-ietf-opsawg-pcap §4: a header of 24 bytes, then packet records.

namespace hw::capture {
namespace {

struct Magic {
    std::uint32_t value;  // as read in network byte order
    ByteOrder order;
    std::int64_t fraction_ns;  // the unit of a record's second number
};
constexpr Magic magics[] = {{0xa1b2'c3d4, ByteOrder::Big, 1'000},
                            {0xd4c3'b2a1, ByteOrder::Little, 1'000},
                            {0xa1b2'3c4d, ByteOrder::Big, 1},
                            {0x4d3c'b2a1, ByteOrder::Little, 1}};

const Magic* find_magic(std::span<const std::uint8_t> bytes) {
    const std::uint32_t value = FileReader(bytes, ByteOrder::Big).number_32();
    const auto found =
        std::find_if(std::begin(magics), std::end(magics), [&](const Magic& m) { return m.value == value; });
    return found == std::end(magics) ? nullptr : found;
}

constexpr std::int64_t second_ns = 1'000'000'000;

}  // namespace

bool is_pcap(std::span<const std::uint8_t> bytes) { return find_magic(bytes) != nullptr; }

Result<CaptureFile, ReadError> read_pcap(std::span<const std::uint8_t> bytes) {
    const Magic& magic = *find_magic(bytes);
    FileReader reader(bytes, magic.order);
    reader.take(4);
    const std::uint16_t major = reader.number_16();
    reader.take(2 + 4 + 4);  // the minor version, and two numbers that nobody writes any more
    CaptureFile file;
    Interface interface;
    interface.snap_bytes = reader.number_32();
    // "the most significant bits" say how long the link layer's check sequence is.
    interface.link_type = reader.number_32() & 0x03ff'ffff;
    if (reader.is_short()) return ReadError{bytes.size(), "the file ends within its header of 24 bytes"};
    if (major != 2) return ReadError{4, "version " + std::to_string(major) + "; expected version 2"};
    file.interfaces.push_back(interface);

    while (reader.left() > 0) {
        const std::uint64_t begin = reader.offset();
        Frame frame;
        const std::int64_t seconds = reader.number_32();
        const std::int64_t fraction = reader.number_32();
        frame.time_ns = seconds * second_ns + fraction * magic.fraction_ns;
        const std::uint32_t captured = reader.number_32();
        frame.original_bytes = std::max(reader.number_32(), captured);
        if (reader.is_short()) return ReadError{begin, "the file ends within a packet record's header"};
        if (std::string message = refuse_frame(captured, file.frames.size()); !message.empty())
            return ReadError{begin + 8, std::move(message)};
        const auto taken = reader.take(captured);
        if (reader.is_short())
            return ReadError{begin + 8, "a packet of " + std::to_string(captured) +
                                            " bytes; the file has only " + std::to_string(taken.size())};
        frame.bytes.assign(taken.begin(), taken.end());
        file.frames.push_back(std::move(frame));
    }
    return file;
}

}  // namespace hw::capture
