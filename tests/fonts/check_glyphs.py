#!/usr/bin/env python3
"""Proves that the subset fonts can draw every character that we ship.

usage: check_glyphs.py REPOSITORY FONTS_FOLDER    one check per font; ends with "N passed, N failed"
"""
import pathlib
import sys

from fontTools.ttLib import TTFont

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "cmake" / "fonts"))
from shipped_text import ASCII, cpp_literals, used_characters  # noqa: E402


def drawable(font_path):
    """The characters that a font file has an outline for; a space needs none."""
    font = TTFont(font_path)
    outlines = font["CFF "].cff.topDictIndex[0].CharStrings
    return {chr(code) for code, glyph in font.getBestCmap().items()
            if glyph in outlines and glyph != ".notdef"}


def missing(wanted, font_path):
    has = drawable(font_path)
    return [character for character in wanted if character not in has]


def self_test(sans):
    """Each assertion is a way in which this check could have been blind."""
    literals = cpp_literals(r'''
        // 注释 is not shipped
        auto a = "握手"; auto b = u8"\u2192"; auto c = R"x(第"三"步)x"; auto d = '"'; int e = 1'000'000; /* 也不 */
        auto f = "// 在字符串里";''')
    assert all(character in literals for character in "握手→第三步在"), literals
    assert not any(character in literals for character in "注释也"), literals
    assert missing(["\U0001F680", "\u1000"], sans) == ["\U0001F680", "\u1000"], "a foreign glyph went unnoticed"
    return 3


def main():
    root, fonts = sys.argv[1], pathlib.Path(sys.argv[2])
    passed, failed = self_test(fonts / "handwave-sans.otf"), 0
    used = used_characters(root)
    for font_name, wanted in [("handwave-sans.otf", used), ("handwave-mono.otf", dict.fromkeys(ASCII, "ASCII"))]:
        without = missing(wanted, fonts / font_name)
        for character in without:
            print(f"{used.get(character)}: U+{ord(character):04X} {character} has no glyph in {font_name}")
        print(f"{font_name}: {len(wanted) - len(without)} of {len(wanted)} characters")
        passed, failed = passed + (not without), failed + bool(without)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
