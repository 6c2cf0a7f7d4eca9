#!/usr/bin/env python3
"""Writes the characters of GB 2312, 7,445 in all, with Latin accents and punctuation: what a lesson from elsewhere is likely
to be written with.

usage: wide_text.py FILE
"""
import sys


def gb_2312():
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes([row, cell]).decode("gb2312")
            except UnicodeDecodeError:
                continue


def main():
    latin = [chr(code) for first, last in [(0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027), (0x2190, 0x21FF)]
             for code in range(first, last + 1)]
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write("".join(sorted(set(latin) | set(gb_2312()))))


if __name__ == "__main__":
    main()
