"""Getting a picture of a page ready to be recognised: straight, of even contrast, large enough."""

from __future__ import annotations

from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter, ImageOps

_SKEW_LIMIT = 6.0
_SKEW_COARSE = 1.0
_SKEW_FINE = 0.25
_SKEW_IGNORED = 0.2
_THUMB_WIDTH = 900


def skew(picture: Image.Image) -> float:
    """Degrees by which the text leans, within ±6: the turn at which the rows of print are the sharpest."""
    thumb = ImageOps.autocontrast(picture.convert("L"))
    thumb.thumbnail((_THUMB_WIDTH, _THUMB_WIDTH * 3))
    thumb = ImageOps.invert(thumb)
    best = max(_steps(-_SKEW_LIMIT, _SKEW_LIMIT, _SKEW_COARSE), key=lambda angle: _sharpness(thumb, angle))
    fine = _steps(best - _SKEW_COARSE, best + _SKEW_COARSE, _SKEW_FINE)
    return max(fine, key=lambda angle: _sharpness(thumb, angle))


def straightened(picture: Image.Image) -> Image.Image:
    """The picture turned upright, if it leans."""
    angle = skew(picture)
    if abs(angle) <= _SKEW_IGNORED:
        return picture
    return picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white")


def evened(picture: Image.Image) -> Image.Image:
    """Shadows and grey paper divided out: each spot is compared with the paper around it."""
    grey = picture.convert("L")
    small = grey.resize((max(1, grey.width // 8), max(1, grey.height // 8)))
    paper = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(6)).resize(grey.size)
    return ImageOps.autocontrast(ImageOps.invert(ImageChops.subtract(paper, grey)), cutoff=(1, 2))


def _steps(low: float, high: float, step: float) -> list[float]:
    return [low + step * index for index in range(round((high - low) / step) + 1)]


def _sharpness(inverted: Image.Image, angle: float) -> float:
    """How much the ink differs from row to row: print and gaps alternate most when the rows lie level."""
    turned = inverted.rotate(angle, fillcolor=0) if angle else inverted
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return float(sum((after - before) ** 2 for before, after in pairwise(rows)))
