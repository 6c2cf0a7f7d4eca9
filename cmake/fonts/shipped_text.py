#!/usr/bin/env python3
"""The characters of every text we ship: what the subset fonts must be able to draw.

Shipped text is the string literals of the C++ rooms, the lessons' words and tables, and the page around the
canvas. Comments are not shipped. ASCII is always included, since numbers and names are made at run time.

usage: shipped_text.py REPOSITORY [--output FILE]    (without --output: one line per character, with its files)
"""
import argparse
import pathlib
import re

CPP_ROOMS = ["engine", "ui", "native", "web"]
WORDS = [("lessons", "**/*.md"), ("lessons", "**/*.toml"), ("lessons", "**/*.txt"), ("ui", "**/*.toml"),
         ("web", "**/*.html"), ("web", "**/*.js")]
ASCII = {chr(code) for code in range(0x20, 0x7F)}

# A comment, a raw string, or a string literal; whichever begins first wins.
TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/'
    r'|R"(?P<fence>[^()\s\\]{0,16})\((?P<raw>.*?)\)(?P=fence)"'
    r'|"(?P<text>(?:[^"\\\n]|\\.)*)"'
    r"|'(?:[^'\\\n]|\\.)'",
    re.DOTALL)
ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))')


def cpp_literals(source):
    """The text of the string literals of C++ source, with \\u and \\U escapes resolved."""
    parts = []
    for token in TOKEN.finditer(source):
        text = token.group("raw") or token.group("text") or ""
        parts.append(ESCAPE.sub(lambda match: chr(int(match.group(1) or match.group(2), 16)), text))
    return "\n".join(parts)


def shipped_texts(root):
    """Yields (path, text) for every file that holds shipped text."""
    root = pathlib.Path(root)
    for room in CPP_ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".cpp", ".h", ".inc"):
                yield path.relative_to(root), cpp_literals(path.read_text(encoding="utf-8"))
    for room, pattern in WORDS:
        for path in sorted((root / room).glob(pattern)):
            yield path.relative_to(root), path.read_text(encoding="utf-8")


def used_characters(root):
    """Maps every shipped printable character to the first file that uses it."""
    used = {character: pathlib.Path("ASCII") for character in sorted(ASCII)}
    for path, text in shipped_texts(root):
        for character in text:
            if character not in used and (character.isprintable() or character == "\u00a0"):
                used[character] = path
    return used


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root")
    parser.add_argument("--output", type=pathlib.Path)
    arguments = parser.parse_args()

    used = used_characters(arguments.root)
    if not arguments.output:
        for character, path in sorted(used.items()):
            print(f"U+{ord(character):04X} {character} {path}")
        return
    content = "".join(sorted(used))
    # Why: left alone when equal, the fonts are not made again for every edit of a sentence.
    if not arguments.output.exists() or arguments.output.read_text(encoding="utf-8") != content:
        arguments.output.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
