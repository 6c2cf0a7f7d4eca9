#include "capture/read.h"

#include "capture/file_reader.h"
#include "capture/pcapng_blocks.h"

namespace hw::capture {

std::string to_text(const ReadError& error) {
    return "byte " + std::to_string(error.offset) + ": " + error.message;
}

std::string refuse_frame(std::uint64_t captured_bytes, std::size_t frames_so_far) {
    if (captured_bytes > max_frame_bytes)
        return "a frame of " + std::to_string(captured_bytes) + " bytes; expected at most " +
               std::to_string(max_frame_bytes);
    if (frames_so_far >= max_frames)
        return "more than " + std::to_string(max_frames) + " frames are not read";
    return "";
}

Result<CaptureFile, ReadError> read_capture(std::span<const std::uint8_t> bytes) {
    if (bytes.size() > max_file_bytes)
        return ReadError{max_file_bytes,
                         "the file is longer than " + std::to_string(max_file_bytes) + " bytes"};
    if (is_pcap(bytes)) return read_pcap(bytes);
    FileReader reader(bytes, ByteOrder::Big);
    if (reader.number_32() == pcapng::section_header) return read_pcapng(bytes);
    return ReadError{0, "expected a pcap or a pcapng file: it begins with neither's magic number"};
}

}  // namespace hw::capture
