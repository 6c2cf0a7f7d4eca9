#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "lesson/history.h"
#include "lesson/lesson.h"
#include "tcp/findings.h"
#include "tcp/rows.h"

// Which rows of the step table (RFC 9293 §3.10) a lesson's runs show, step by step: the coverage matrix. It is
// always counted from a run, never written down. A row is shown where it decided, or found something: that a
// segment had no RST, and went on, shows nothing of the rule about RST.

namespace hw::lesson {

using RowSet = std::array<bool, tcp::row_count>;

// True for a finding that only says that there was nothing to do: no RST, no text, no FIN.
bool is_trivial(tcp::Finding finding);

// True for the two rows about IP's security labels, which our hosts do not carry (RFC 9293 §A.1.2): every run comes
// past them, and none can show what they would do.
bool is_never_checked(tcp::Row row);

// The rows that the run shows, and those that it only comes past.
void add_shown_rows(RowSet& rows, const History& run);
void add_reached_rows(RowSet& rows, const History& run);

// The places of a lesson at which something runs: its steps, and the challenge after them.
std::uint32_t place_count(const Lesson& lesson);

// The rows that the runs of one place show when it is played as its author would.
RowSet rows_of_place(const Lesson& lesson, std::uint32_t place);

// Numbers of the places, from 1, at which a row is shown.
std::vector<std::uint32_t> places_with(std::span<const RowSet> places, tcp::Row row);

}  // namespace hw::lesson
