"""Width and height from the head of a PNG, JPEG or TIFF, without decoding a picture.

A few bounded reads in Python: no parser of pictures runs over a stranger's bytes in this process.
"""

import struct

Size = tuple[int, int]

_WIDTH_TAG, _HEIGHT_TAG = 256, 257
_TIFF_SHORT, _TIFF_LONG = 3, 4
# Start-of-frame markers; C4, C8 and CC are tables and extensions.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_MAX_SEGMENTS = 1000


def size_of(content: bytes, kind: str) -> Size | None:
    """Width and height in pixels for kind png, jpeg or tiff (its first page); None where they can't be told."""
    try:
        return {"png": _png, "jpeg": _jpeg, "tiff": _tiff}[kind](content)
    except (struct.error, IndexError):  # the head is cut off or points outside the file
        return None


def _png(content: bytes) -> Size | None:
    if content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _jpeg(content: bytes) -> Size | None:
    at = 2
    for _ in range(_MAX_SEGMENTS):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF or marker in _JPEG_ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return None


def _tiff(content: bytes) -> Size | None:
    order = "<" if content.startswith(b"II") else ">"
    (directory,) = struct.unpack_from(order + "I", content, 4)
    (count,) = struct.unpack_from(order + "H", content, directory)
    found: dict[int, int] = {}
    for index in range(count):
        entry = directory + 2 + 12 * index
        tag, kind = struct.unpack_from(order + "HH", content, entry)
        if tag in (_WIDTH_TAG, _HEIGHT_TAG) and kind in (_TIFF_SHORT, _TIFF_LONG):
            (found[tag],) = struct.unpack_from(order + ("H" if kind == _TIFF_SHORT else "I"), content, entry + 8)
    if len(found) < 2:
        return None
    return found[_WIDTH_TAG], found[_HEIGHT_TAG]
