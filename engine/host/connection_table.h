#pragma once

#include "host/host.h"

// The slots of Host::connections and the indexes that lead to them (host/time_wait.h has those without a slot,
// and find_handle()). Everything here keeps these in step:
// a connection with a TCB is in `live` and in the demultiplexer, a record without one in `closed`, a free
// slot in neither; each record's id leads to its slot.

namespace hw::host {

// Room for a connection that begins now, with the next ConnectionId. Returns its slot; references into
// Host::connections are no longer valid.
std::uint32_t add_connection(Host& host, const FourTuple& tuple, const ApplicationSpec& application);

// Room for a connection that was one before, with the id it had then and older than all that are live. The
// demultiplexer knows its four-tuple already. Returns its slot; references are no longer valid.
std::uint32_t revive_connection(Host& host, ConnectionId id, const FourTuple& tuple);
// The other way round: the slot is free, and nobody remembers the connection but the demultiplexer.
void forget_live(Host& host, std::uint32_t slot);

// The TCB of a live connection is gone: what remains is its record, until it is the oldest of too many.
void retire_connection(Host& host, std::uint32_t slot, ClosedBy closed_by);

// The slot of a record; FlatIndex::absent when never made or forgotten.
std::uint32_t slot_of(const Host& host, ConnectionId id);

// The connection no longer counts against its listener's backlog.
void leave_backlog(Host& host, Connection& connection);

// The listener at `port` is about to go: none of its half-open connections counts against it any more. Linear
// in live connections, since nobody closes listeners often.
void leave_backlogs_of(Host& host, std::uint16_t port);

// nullptr when nothing listens there.
Listener* listener_at(Host& host, std::uint16_t port);

}  // namespace hw::host
