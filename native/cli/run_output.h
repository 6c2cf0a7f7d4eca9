#pragma once

#include <string>

#include "capture/from_trace.h"
#include "native/cli/run_source.h"

// A run in words and in JSON.

namespace hw::cli {

// Every packet on a line, as tcpdump prints it, with when it left and arrived and what is remarkable about it.
std::string run_as_text(const FinishedRun& run);

// {"run", "hosts", "packets", "events"}, one line. Times in microseconds; of an event the findings of every row that
// TCP went through.
std::string run_as_json(const FinishedRun& run);

}  // namespace hw::cli
