"""What tshark says of a packet, and what our trace says of it: where both must agree, and where tshark only guesses.

tshark sees a conversation's packets as they pass one point; our trace knows who sent what and why. Judged is every
packet of every conversation but those into which somebody injected a segment, or one of whose packets passes that
point with changed bytes, or at the senders those with an old duplicate, or one that is edited on its way: there the
file has what no TCP sent, or the answer to it, and a trace of TCPs has nothing to say.

1. Well formed: no malformed packet, and both checksums good, but where our trace says that the network changed it.
2. Told: the comment is what our trace says of its fate; every packet that was lost has one.
3. Sent again. Our trace: it begins with a sequence number that its TCP had sent before. tshark: one of
   retransmission, fast_retransmission, spurious_retransmission, out_of_order, which it tells apart by time: at its
   sender a segment cannot be out of order, and is called so when it is sent again within a round trip.
   Where a segment arrives, both mean: it begins below the highest number that has arrived.
   By its nature tshark cannot see: (a) one octet, or none, just below that number is a keep_alive, whether it
   is a probe or really that octet again; (b) longer text from there on is new, for the octet was a probe's; (c) the
   octet of a zero_window_probe, sent again, is a zero_window_probe again. And (d) what no connection remembers, a
   SYN cookie's SYN,ACK, nobody sends again: the same SYN is answered anew. (e) Where the highest number is just 2^32,
   tshark has forgotten it: its 0 is "not known yet". (f) A SYN with another number begins anew.
4. spurious_retransmission: its receiver had acknowledged all of it, by then and at that point.
5. fast_retransmission: the octet that three equal ACKs ask for, within 20 ms of the last of them.
6. zero_window, keep_alive, zero_window_probe: the window field is 0; our trace's findings say that a timer probed.
   After a RST, whose window field means nothing, tshark still takes its 0 for the window.
7. duplicate_ack, window_update: a bare ACK that repeats its predecessor, or moves only its window.
8. lost_segment: it begins beyond the highest number so far. ack_lost_segment: it acknowledges what has not passed, and
   said so once.
   Neither happens at the senders, but for one thing: the octet of a zero_window_probe does not count for tshark, and
   when it was accepted nevertheless, numbers go on beyond it. Once that or a gap has put tshark's count of what can
   be acknowledged out of step, its ack_lost_segment is not judged.
"""

ANALYSES = ["retransmission", "fast_retransmission", "spurious_retransmission", "out_of_order", "zero_window",
            "zero_window_probe", "zero_window_probe_ack", "keep_alive", "keep_alive_ack", "duplicate_ack",
            "window_update", "lost_segment", "ack_lost_segment"]
MUST_OCCUR = [name for name in ANALYSES if name != "ack_lost_segment"]  # so that nothing is agreed on by silence
AGAIN = {"retransmission", "fast_retransmission", "spurious_retransmission", "out_of_order"}
PROBES = {"timeout_probes_window", "keep_alive_probes"}


def before(a, b):
    """Whether sequence number a comes before b, modulo 2^32."""
    return 0 < (b - a) % 2**32 < 2**31


class Side:
    """What has passed of one direction of a conversation."""

    def __init__(self):
        self.next = None  # the highest sequence number so far, and one
        self.iss = None  # of its latest SYN
        self.ack = None  # of the latest segment …
        self.window = None
        self.was_reset = False  # the latest segment was a RST, whose window field means nothing (but to tshark)
        self.equal_acks = 0  # bare ACKs equal to it since
        self.lost_ack = None  # the latest number of it that was acknowledged without having passed
        self.is_counted = True  # what can be acknowledged is what tshark thinks: see 8
        self.was_probe = ""  # what tshark takes the latest segment for: "keep_alive", "zero_window_probe", or ""


def length_of(packet):
    """How many sequence numbers it occupies (RFC 9293 §3.4)."""
    return packet["text"] + ("SYN" in packet["ctl"]) + ("FIN" in packet["ctl"])


def sockets_of(packet):
    """Which conversation it belongs to."""
    return {(packet["from"], packet.get("source_port")), (packet["to"], packet.get("destination_port"))}


def old_duplicates(segments):
    """Those that arrive after their sender's SYN of a later connection has left (§3.4.1)."""
    syns = {}
    way_of = lambda packet: (packet["from"], packet["to"], packet["source_port"], packet["destination_port"])
    for packet in segments:
        if packet["ctl"] == "SYN":
            syns.setdefault(way_of(packet), []).append(packet)
    return [packet for packet in segments
            if any(syn["id"] > packet["id"] and syn["sent_us"] < packet.get("ended_us", 0)
                   and syn["seq"] != packet["seq"] for syn in syns.get(way_of(packet), []))]


def expect(packet, side, other):
    """What tshark must say of a packet, from what has passed before: a set of names; AGAIN stands for any of it."""
    ctl, text, seq, window = packet["ctl"], packet["text"], packet["seq"], packet["window"]
    is_control = any(bit in ctl for bit in ("SYN", "FIN", "RST"))
    said = set()
    is_probe = text == 1 and seq == side.next and other.window == 0
    if is_probe:
        said.add("zero_window_probe")
    else:
        if window == 0 and not is_control:
            said.add("zero_window")
        if side.next is not None and before(side.next, seq) and "RST" not in ctl:
            said.add("lost_segment")
        if text <= 1 and side.next is not None and seq == (side.next - 1) % 2**32 and not is_control:
            said.add("keep_alive")
        is_bare_ack = text == 0 and seq == side.next and packet.get("ack") == side.ack and not is_control
        if is_bare_ack and window != 0 and window != side.window:
            said.add("window_update")
        if is_bare_ack and window == side.window:
            if window != 0 and other.was_probe == "keep_alive":
                said.add("keep_alive_ack")
            elif window == 0 and other.was_probe == "zero_window_probe":
                said.add("zero_window_probe_ack")
            elif window != 0:
                said.add("duplicate_ack")
    if "ack" in packet and other.next is not None and before(other.next, packet["ack"]):
        if other.lost_ack is None or before(other.lost_ack, packet["ack"]):
            said.add("ack_lost_segment")
    is_new_syn = "SYN" in ctl and side.iss is not None and seq != side.iss
    begins_below = length_of(packet) > 0 and side.next is not None and before(seq, side.next) and not is_new_syn
    follows_probe = text > 1 and side.next is not None and seq == (side.next - 1) % 2**32
    if begins_below and "keep_alive" not in said and not follows_probe:
        said.add("again")
    return said


def pass_by(packet, said, side, other):
    """The packet has passed."""
    end = (packet["seq"] + length_of(packet)) % 2**32
    if "zero_window_probe" not in said and (side.next is None or before(side.next, end)):
        side.next = end or None  # tshark: 0 is "not known yet"
    # tshark counts on across segments with text, and until another number is acknowledged.
    side.equal_acks = 0 if packet.get("ack") != side.ack else side.equal_acks + ("duplicate_ack" in said)
    side.ack, side.window, side.was_reset = packet.get("ack"), packet["window"], "RST" in packet["ctl"]
    if "SYN" in packet["ctl"]:
        side.iss = packet["seq"]
    if "ack_lost_segment" in said:
        other.lost_ack = packet["ack"]
    side.is_counted = side.is_counted and not said & {"zero_window_probe", "lost_segment"}
    side.was_probe = next((name for name in ("keep_alive", "zero_window_probe") if name in said), "")


class Judge:
    def __init__(self, run, view, rows, counts):
        self.packets = {packet["id"]: packet for packet in run["packets"]}
        self.events = {event["index"]: event for event in run["events"]}
        self.view, self.rows, self.counts = view, rows, counts
        self.problems = []
        self.streams = {}
        self.unjudged = {row["tcp.stream"] for row in rows if self.is_foreign(row)}
        # What arrives may not pass here as it arrives, or not in its turn, but its answers do pass.
        segments = [packet for packet in run["packets"] if "ctl" in packet]
        if view == "senders":
            foreign = [packet for packet in segments if packet.get("edited")] + old_duplicates(segments)
        else:
            foreign = [packet for packet in segments if packet.get("injected")]
        foreign = [sockets_of(packet) for packet in foreign]
        self.unjudged |= {row["tcp.stream"] for row in rows if sockets_of(self.packet_of(row)) in foreign}

    def packet_of(self, row):
        return self.packets[int(row["frame.packet_id"])]

    @staticmethod
    def leaves(row, view):
        return view == "senders" or (view != "receivers" and int(row["frame.packet_flags_direction"] or "0", 0) != 1)

    def is_changed(self, row):
        """Whether it passes with other bytes than its sender's; a copy has those of what it was copied from."""
        if self.leaves(row, self.view):
            return False
        packet = self.packet_of(row)
        while packet is not None:
            if any(packet.get(how) for how in ("corrupted", "edited")):
                return True
            packet = self.packets.get(packet.get("copy_of"))
        return False

    def is_foreign(self, row):
        packet = self.packet_of(row)
        while packet.get("copy_of") is not None and packet["copy_of"] in self.packets:
            packet = self.packets[packet["copy_of"]]
        return bool(packet.get("injected")) or self.is_changed(row)

    def fail(self, row, what):
        self.problems.append(f"frame {row['frame.number']}, packet {row['frame.packet_id']}: {what}")

    def judge(self):
        for row in self.rows:
            self.judge_bytes(row)
            self.judge_comment(row)
            packet = self.packet_of(row)
            if not packet.get("icmp") and row["tcp.stream"] not in self.unjudged:
                self.judge_analysis(row, packet)
        return self.problems

    def judge_bytes(self, row):
        packet = self.packet_of(row)
        if self.is_changed(row):
            return
        if row["_ws.malformed"]:
            self.fail(row, "malformed")
        wanted = "1"
        if row["ip.checksum.status"] != wanted or (row["tcp.checksum.status"] != wanted and not packet.get("icmp")):
            self.fail(row, f"checksums: IP {row['ip.checksum.status']}, TCP {row['tcp.checksum.status']}")
        if row["ip.len"] != str(packet["length"]):
            self.fail(row, f"length {row['ip.len']}, not {packet['length']}")

    def judge_comment(self, row):
        packet = self.packet_of(row)
        remark = packet.get("remark", "")
        if self.leaves(row, self.view) and not row["frame.comment"].startswith(remark[:200]):
            self.fail(row, f"comment '{row['frame.comment']}', not '{remark}'")
        if packet["fate"] != "delivered" and not row["frame.comment"]:
            self.fail(row, f"no comment says that it was {packet['fate']}")

    def judge_analysis(self, row, packet):
        said = {name for name in ANALYSES if row["tcp.analysis." + name]}
        for name in said:
            self.counts[name] += 1
        leaves = self.leaves(row, self.view)
        sides = self.streams.setdefault(row["tcp.stream"], {})
        way = (packet["from"], packet["source_port"], packet["to"], packet["destination_port"])
        side = sides.setdefault(way, Side())
        other = sides.setdefault((way[2], way[3], way[0], way[1]), Side())
        wanted = expect(packet, side, other)
        self.compare(row, packet, said, wanted, side, other)
        if leaves:
            self.compare_with_sender(row, packet, said, wanted, side, other)
        pass_by(packet, said, side, other)

    def compare(self, row, packet, said, wanted, side, other):
        kinds = (said - AGAIN) | ({"again"} if said & AGAIN else set())
        if not other.is_counted:
            kinds, wanted = kinds - {"ack_lost_segment"}, wanted - {"ack_lost_segment"}
        if kinds != wanted:
            self.fail(row, f"tshark says {sorted(said)}; expected {sorted(wanted)}")
        is_new_syn = "SYN" in packet["ctl"] and packet["seq"] != side.iss
        if self.view == "senders" and ("lost_segment" in said and side.is_counted and not is_new_syn
                                       or "ack_lost_segment" in said and other.is_counted):
            self.fail(row, f"a gap at the senders: {sorted(said)}")
        end = (packet["seq"] + packet["text"]) % 2**32
        is_acked = packet["text"] > 0 and other.ack is not None and not before(other.ack, end)
        if "spurious_retransmission" in said and not is_acked:
            self.fail(row, "spurious_retransmission, but it was not acknowledged")
        if "fast_retransmission" in said and not (other.equal_acks >= 2 and other.ack == packet["seq"]):
            self.fail(row, "fast_retransmission, but nobody asked for it")

    def compare_with_sender(self, row, packet, said, wanted, side, other):
        """What the trace knows beyond the file: who sent it, and why."""
        is_again = packet["resends"] is not None
        findings = set(self.events[packet["sent_by"]].get("findings", []))
        if "again" in wanted and not is_again and packet["connection"] is not None:
            self.fail(row, f"tshark says {sorted(said & AGAIN)}, our trace that it is new")
        excused = {"keep_alive", "zero_window_probe"} & said
        if is_again and length_of(packet) > 0 and not said & AGAIN and not excused and side.next is not None:
            self.fail(row, "our trace says that it is sent again, tshark that it is not")
        if "keep_alive" in said and not (findings & PROBES or is_again):
            self.fail(row, f"keep_alive, but our findings are {sorted(findings)}")
        if "zero_window_probe" in said and "timeout_probes_window" not in findings and not other.was_reset:
            self.fail(row, f"zero_window_probe, but our findings are {sorted(findings)}")


def judge(run, view, rows, counts):
    """The list of what disagrees."""
    return Judge(run, view, rows, counts).judge()
