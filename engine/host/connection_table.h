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

// The user of the connection's socket has closed it. A record that was only kept for its socket's sake is now one
// of those that may be forgotten.
void lose_socket(Host& host, std::uint32_t slot);

// The connection no longer counts against its listener's backlog; see also Listener::is_used_up.
void leave_backlog(Host& host, Connection& connection);

// The listener that a segment meets: one that waits for its sender before one that waits for anybody, one on its very
// address before one on all of them; nullptr when nothing listens there.
Listener* listener_at(Host& host, const FourTuple& tuple);
// The one that the passive connection came to; nullptr when it has gone.
Listener* listener_of(Host& host, const Connection& connection);

}  // namespace hw::host
