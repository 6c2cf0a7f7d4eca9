#!/usr/bin/env python3
"""Keeps the house in order: runs every rule of rules.py over every file of ours, after proving that each rule can
fail (self_test.py). One check per rule and per self-test; ends with "N passed, N failed".

usage: tests/tidy/tidy.py REPOSITORY
"""
import pathlib
import subprocess
import sys

from rules import RULES
from self_test import run_self_tests

TEXT = {".cpp", ".h", ".inc", ".c", ".js", ".mjs", ".css", ".html", ".py", ".sh", ".cmake", ".txt", ".md", ".toml",
        ".json", ".svg", ""}
# These name what they forbid.
EXEMPT = {"tests/tidy/rules.py", "tests/tidy/self_test.py"}


def our_files(root):
    """What git tracks or would track; without git (a release archive) everything but build output."""
    listing = subprocess.run(["git", "-C", root, "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
                             capture_output=True, check=False)
    if listing.returncode == 0:
        paths = [name for name in listing.stdout.decode().split("\0") if name]
    else:
        skipped = {"build", "node_modules", ".git"}
        paths = [str(path.relative_to(root)) for path in pathlib.Path(root).rglob("*")
                 if path.is_file() and not skipped & set(path.parts)]
    return sorted(path for path in paths if pathlib.Path(path).suffix in TEXT and path not in EXEMPT)


def main():
    root = pathlib.Path(sys.argv[1])
    passed, failed = run_self_tests()
    texts = {}
    for path in our_files(root):
        if (root / path).is_file():
            texts[path] = (root / path).read_text(encoding="utf-8")
    for rule in RULES:
        findings = [(path, line, what) for path, text in texts.items() for line, what in rule(path, text)]
        for path, line, what in findings:
            print(f"{path}:{line}: {rule.__name__}: {what}")
        if findings:
            print(f"    {rule.__doc__.strip()}")
        passed, failed = passed + (not findings), failed + bool(findings)
    print(f"{len(texts)} files, {len(RULES)} rules")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
