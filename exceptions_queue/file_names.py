"""Names and types of strangers' files, fit to stand in a header and on a disk. Pure."""

import re
import unicodedata

_LONGEST = 150
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")
_TYPE = re.compile(r"[a-z]{1,20}/[a-z0-9][a-z0-9.+-]{0,80}")
# Separators of paths, and what some systems don't take in names.
_UNFIT = frozenset('/\\:*?"<>|')


def safe_name(name: str) -> str:
    """The name without path, invisible characters and signs that mean something elsewhere; never empty."""
    seen = "".join(" " if unicodedata.category(char)[0] in "CZ" else "_" if char in _UNFIT else char for char in name)
    plain = " ".join(seen.split()).strip(". ")
    if len(plain) > _LONGEST:
        ending = _ENDING.search(plain)
        kept = ending[0] if ending else ""
        plain = plain[: _LONGEST - len(kept)] + kept
    return plain or "document"


def safe_type(media_type: str) -> str:
    """The media type if it is one, else that of plain bytes."""
    return media_type if _TYPE.fullmatch(media_type) else "application/octet-stream"
