"""Pictures of the pages for people: small enough to load at once, sharp enough to read."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

DPI = 120
MAX_BYTES = 200_000
_QUALITIES = (72, 55, 40)


def save(picture: Image.Image, folder: Path, number: int) -> str:
    """Write page `number` to `folder` as a JPEG of at most `MAX_BYTES`; return its file name."""
    name = f"page-{number:03}.jpg"
    picture = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    limit = round(11.7 * DPI)
    for quality in _QUALITIES * 2:
        picture.thumbnail((limit, limit * 3))
        picture.save(folder / name, "JPEG", quality=quality, optimize=False)
        if (folder / name).stat().st_size <= MAX_BYTES:
            break
        if quality == _QUALITIES[-1]:
            limit = limit * 2 // 3
    return name
