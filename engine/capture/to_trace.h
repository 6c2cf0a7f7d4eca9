#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "capture/capture_file.h"
#include "sim/trace.h"
#include "sim/world.h"
#include "wire/ipv4.h"

// A capture as a trace: what the ladder shows of a run it shows of any program's capture.

namespace hw::capture {

// A conversation: all segments between two sockets.
struct Stream {
    wire::Endpoint first{};  // who sent the first SYN, or else the first segment
    wire::Endpoint second{};
    std::uint32_t segments = 0;
    friend bool operator==(const Stream&, const Stream&) = default;
};

// What a capture held beside TCP over IPv4, in frames.
struct Skipped {
    std::uint32_t unknown_link = 0;  // a link type that is not read
    std::uint32_t not_ipv4 = 0;
    std::uint32_t not_tcp = 0;
    std::uint32_t fragments = 0;
    std::uint32_t malformed = 0;  // no whole IPv4 and TCP header
    friend bool operator==(const Skipped&, const Skipped&) = default;
};

struct Import {
    // Two hosts, as the file names them. Nothing has happened in it: it is there for names and addresses.
    sim::World world{};
    // Time begins with the stream's first segment. Nothing is known of what either TCP thought: no notes. States are
    // those that the segments show (capture/state_watch.h); what a host sends without a segment that arrives at
    // that moment is a Deadline's.
    sim::Trace trace{};
    // What the file says of a packet; by PacketId.
    std::vector<std::string> remarks{};
    std::vector<Stream> streams{};  // in the order of their first segments
    std::uint32_t shown = 0;        // index into `streams`
    Skipped skipped{};
    std::uint32_t bad_checksums = 0;  // of the stream's segments; taken all the same: see import_of()
    bool is_cut = false;              // there are more segments than were wanted
    bool has_flights = false;         // the file saw packets leave and arrive: see import_of()
};

struct ImportOptions {
    std::optional<std::uint32_t> stream{};  // none: the one with the most segments
    std::uint32_t most_packets = 90'000;    // of the stream; a trace has two events for each
    std::optional<Instant> until{};         // since the stream's first segment
};

// A capture sees each packet once: when it was sent or when it arrived is not to be told, so it does both at that
// moment, and the ladder draws it level. Where a file has the same packet twice under one number, leaving and
// arriving, its flight is known (Tap::Place::Both); a packet of such a file that is not seen to arrive is Lost.
//
// Wrong TCP checksums are no reason to leave a segment out: where the interface computes them, captures on its own
// host have none. The error is a sentence: no TCP over IPv4, no such stream.
Result<Import, std::string> import_of(const CaptureFile& file, const ImportOptions& options = {});

}  // namespace hw::capture
