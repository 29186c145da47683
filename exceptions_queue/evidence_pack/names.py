"""What files are called in a pack: names that no system stumbles over, whatever a stranger called them. Pure."""

import re
import unicodedata

_LONGEST = 60
_UNFIT = re.compile(r"[^\w.-]+")
# By type, not by the sender's word. What a browser would run as a page gets an ending that opens as text.
_ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "message/rfc822": ".eml",
    "application/json": ".json",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "application/xml": ".xml.txt",
    "text/xml": ".xml.txt",
    "text/html": ".html.txt",
    "image/svg+xml": ".svg.txt",
}


def plain(name: str) -> str:
    """Letters, digits, dots, dashes and underscores of the name; never empty, never with a dot or dash in front."""
    kept = _UNFIT.sub("_", unicodedata.normalize("NFKC", name))
    return kept.strip("._-")[:_LONGEST].rstrip("._-") or "paper"


def ending(media_type: str) -> str:
    """The ending for a type; `.bin` where it is none that a pack knows."""
    return _ENDINGS.get(media_type, ".bin")


def folder_of(place: int, title: str) -> str:
    """Where the files of a paper lie. The number in front tells papers of the same name apart."""
    return f"papers/{place:02}-{plain(title)}"
