#!/usr/bin/env python3
"""Proves that a screenshot shows a drawn window, not a blank one: a PNG of at least 1280 by 720 pixels with many
colours of which none fills nearly everything. Needs no library.

usage: check_picture.py FILE.png    ends with "N passed, N failed"
"""
import collections
import struct
import sys
import zlib


def chunks(data):
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        yield kind, data[at + 8:at + 8 + length]
        at += 12 + length


def paeth(left, up, corner):
    guess = left + up - corner
    distances = (abs(guess - left), abs(guess - up), abs(guess - corner))
    return (left, up, corner)[distances.index(min(distances))]


def unfilter(kind, row, above, step):
    """Undoes PNG's filter of one row in place (PNG specification, §9)."""
    for i in range(len(row) if kind else 0):
        left = row[i - step] if i >= step else 0
        up, corner = above[i], above[i - step] if i >= step else 0
        row[i] = (row[i] + (0, left, up, (left + up) // 2, paeth(left, up, corner))[kind]) & 255
    return row


def decode(data):
    """(width, height, rows of pixels as bytes) of an 8-bit RGB or RGBA picture."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG")
    parts = list(chunks(data))
    width, height, depth, colour = struct.unpack(">IIBB", parts[0][1][:10])
    step = {2: 3, 6: 4}[colour]
    if depth != 8:
        raise ValueError(f"{depth} bits a channel")
    raw = zlib.decompress(b"".join(body for kind, body in parts if kind == b"IDAT"))
    above, rows, stride = bytes(width * step), [], width * step + 1
    for y in range(height):
        line = raw[y * stride:(y + 1) * stride]
        above = bytes(unfilter(line[0], bytearray(line[1:]), above, step))
        rows.append([above[x:x + 3] for x in range(0, width * step, step)])
    return width, height, rows


def complaints(width, height, rows):
    counts = collections.Counter(pixel for row in rows for pixel in row)
    share = counts.most_common(1)[0][1] / (width * height)
    if width < 1280 or height < 720:
        yield f"{width} x {height} pixels is smaller than the window that was asked for"
    if len(counts) < 24:
        yield f"only {len(counts)} colours"
    if share > 0.97:
        yield f"one colour fills {share:.0%} of it"


def main():
    blank = (1280, 720, [[b"\0\0\0"] * 1280] * 720)
    assert len(list(complaints(*blank))) == 2, "a blank picture went unnoticed"
    with open(sys.argv[1], "rb") as file:
        wrong = list(complaints(*decode(file.read())))
    for sentence in wrong:
        print(f"{sys.argv[1]}: {sentence}")
    print(f"{1 - bool(wrong)} passed, {int(bool(wrong))} failed")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
