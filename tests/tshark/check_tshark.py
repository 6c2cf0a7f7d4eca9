#!/usr/bin/env python3
"""The real tshark reads what handwave writes, and says of every packet what our own trace says.

usage: check_tshark.py HANDWAVE [--seeds N] [NAME...]

Every world of 'handwave run', the lessons' runs and random worlds are captured at the senders, at the receivers and
at a host. rules.py says what must agree and where tshark's heuristics differ by their nature.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import tomllib

import rules

FIELDS = ["frame.number", "frame.packet_id", "frame.packet_flags_direction", "frame.interface_name", "frame.comment",
          "_ws.malformed", "ip.len", "ip.checksum.status", "tcp.checksum.status", "tcp.stream", "tcp.seq_raw"]
FIELDS += ["tcp.analysis." + name for name in rules.ANALYSES]
WORLDS = ["w0", "loss", "random-loss", "sack", "reordering", "duplication", "corruption", "congestion", "zero-window",
          "zero-window-linux", "keep-alive", "fast-open", "reset", "path-mtu", "linux", "by-hand"]


def output_of(command):
    done = subprocess.run(command, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode()


def tshark_rows(path):
    """What tshark says of each frame: a dictionary by field, of the first occurrence; "" where it says nothing."""
    # Why without reassembly: tshark calls it "malformed" when a segment that is sent again overlaps what it has.
    command = ["tshark", "-n", "-r", path, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE",
               "-o", "tcp.desegment_tcp_streams:FALSE",
               "-T", "fields", "-E", "separator=/t", "-E", "occurrence=f"]
    for field in FIELDS:
        command += ["-e", field]
    for line in output_of(command).splitlines():
        yield dict(zip(FIELDS, line.split("\t")))


def check(handwave, case, folder, change=None):
    """Runs one case; returns (frames, what disagrees, how often tshark said what). `change` falsifies our trace."""
    arguments, name = case
    run = json.loads(output_of([handwave, "run", *arguments, "--format", "json"]))
    if change:
        change(run)
    problems, counts, frames = [], collections.Counter(), 0
    for view in ["senders", "receivers"] + [host["name"] for host in run["hosts"][:1]]:
        path = os.path.join(folder, f"{threading.get_ident()}.pcapng")
        output_of([handwave, "run", *arguments, "--format", "pcapng", "--at", view, "-o", path])
        rows = list(tshark_rows(path))
        os.remove(path)
        frames += len(rows)
        found = rules.judge(run, view, rows, counts)
        problems += [f"{name} at {view}: {problem}" for problem in found]
    return frames, problems, counts


def lesson_cases(has_incident):
    """The runs of every step. Of a lesson's large worlds, which are alike, the first; the incident's if wanted."""
    root = pathlib.Path(__file__).resolve().parents[2]
    for path in sorted(root.glob("lessons/*/lesson.toml")):
        lesson, content = path.parent.name, tomllib.loads(path.read_text())
        large = {scene["id"] for scene in content["scenes"] if "measured" in scene or "incident" in scene}
        left_out = any("incident" in scene for scene in content["scenes"]) and not has_incident
        for step in content["steps"]:
            for run in step.get("runs", [{}]):
                if run.get("scene", step.get("scene")) in large:
                    if left_out:
                        continue
                    left_out = True
                arguments = [lesson, "--step", step["id"]] + (["--run", run["id"]] if "id" in run else [])
                yield arguments, " ".join(arguments)


def finds_lies(handwave, folder):
    """What our trace says is compared indeed: each of these lies about it is found."""
    def lie(run, change):
        for packet in run["packets"]:
            if change(packet):
                return True
        return False

    def forget_resending(packet):
        was, packet["resends"] = packet["resends"], None
        return was is not None

    def forget_loss(packet):
        return packet["fate"] == "dropped" and bool(packet.update(remark="all is well") or True)

    def other_window(packet):
        return packet["text"] == 0 and packet["id"] > 20 and bool(packet.update(window=0) or True)

    def other_length(packet):
        return packet["text"] > 0 and bool(packet.update(length=packet["length"] + 1) or True)

    for change in (forget_resending, forget_loss, other_window, other_length):
        _, problems, _ = check(handwave, (["loss"], "loss"), folder, lambda run, change=change: lie(run, change))
        if not problems:
            return [f"nobody notices when the trace lies: {change.__name__}"]
    return []


def comment_is_read(handwave, folder):
    """capinfos prints what the file says of itself."""
    path = os.path.join(folder, "comment.pcapng")
    output_of([handwave, "run", "loss", "--format", "pcapng", "--at", "server", "-o", path])
    wanted = "Captured at server: what it sends, and what reaches it."
    return [] if wanted in output_of(["capinfos", path]) else [f"capinfos does not print: {wanted}"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("handwave")
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--incident", action="store_true", help="167,000 packets more")
    parser.add_argument("names", nargs="*")
    wanted = parser.parse_args()
    cases = [([name], name) for name in WORLDS]
    cases += [([f"seed:{seed}"], f"seed:{seed}") for seed in range(1, wanted.seeds + 1)]
    cases += list(lesson_cases(wanted.incident))
    if wanted.names:
        cases = [([name], name) for name in wanted.names]
    passed, failed, frames, counts = 0, 0, 0, collections.Counter()
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for count, problems, said in pool.map(lambda case: check(wanted.handwave, case, folder), cases):
            frames += count
            counts += said
            passed += not problems
            failed += bool(problems)
            for problem in problems[:20]:
                print(problem)
        others = finds_lies(wanted.handwave, folder) + comment_is_read(wanted.handwave, folder)
    never = [name for name in rules.MUST_OCCUR if not counts[name]] if not wanted.names else []
    others += [f"tshark never said {name}: the test does not reach it" for name in never]
    for problem in others:
        print(problem)
    passed, failed = passed + (not others), failed + bool(others)
    print(f"{frames} frames of {len(cases)} runs; tshark said: "
          + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
