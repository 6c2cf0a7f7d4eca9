#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "capture/pcapng_write.h"
#include "capture/read.h"
#include "capture/to_trace.h"
#include "tests/fuzz/target.h"

// libFuzzer target: any bytes as a capture file. It is refused with a place in it and a sentence, or read; then it
// survives being written and read again, but for what pcapng does not say as finely, and becomes a trace or not.

using namespace hw::capture;

HW_FUZZ_TARGET(capture) {
    const auto file = read_capture({data, size});
    if (!file.ok()) {
        if (file.error().offset > size || file.error().message.empty()) std::abort();
        return 0;
    }
    const auto again = read_capture(write_pcapng(*file));
    if (!again.ok() || again->frames.size() != file->frames.size()) std::abort();
    for (std::size_t i = 0; i < file->frames.size(); ++i)
        if (again->frames[i].bytes != file->frames[i].bytes) std::abort();
    const auto import = import_of(*file);
    if (!import.ok()) {
        if (import.error().empty()) std::abort();
        return 0;
    }
    const hw::sim::Trace& trace = import->trace;
    for (const hw::sim::EventRecord& event : trace.events)
        if (event.first_packet_sent + event.packets_sent > trace.packets.size()) std::abort();
    return 0;
}
