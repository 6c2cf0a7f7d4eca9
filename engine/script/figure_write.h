#pragma once

#include <string>

#include "base/result.h"
#include "script/figure.h"
#include "sim/trace.h"

// A run, written as the figures of RFC 9293 §3.5 and §3.6 are drawn: what play_figure() reads, out of what a
// world did.

namespace hw::script {

struct WrittenFigure {
    std::string text{};
    bool plays = false;  // play_figure() does all that the run did
};

// The figure of a run of two hosts, host 0 being TCP Peer A: its numbered lines, with the states at both ends.
// What users did stands in parentheses, what was lost is "--x", what others overtook is "...", and what only a
// timer sent has its "(wait …)" or "(2 MSL)" before it. Copies, edited segments and injected ones are
// "(duplicate)". An application that answers by itself shows as its user: a FIN that no command asked for is a
// "(Close)". Of control bits it has SYN, FIN, RST and ACK, as the RFC's figures do, and no options.
//
// Waits stand where a timer makes something happen; but where two timers run and the order of their ends hangs on
// how long everything took, every wait is written. Which of both it is, playing it with `options` tells.
//
// `trace` is one from the world's beginning. The error is a sentence: a third host, two connections at a time, an
// ICMP error, a LISTEN in the midst of it, or more lines than a figure may have.
Result<WrittenFigure, std::string> write_figure(const sim::Trace& trace, const FigureOptions& options = {});

}  // namespace hw::script
