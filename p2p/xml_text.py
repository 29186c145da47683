"""An XML file as text to read: decoded, an element a line, embedded files left out. Nothing is parsed. Pure."""

import re
from contextlib import suppress

from p2p.mail.letter import shortened
from p2p.mail.text import visible

MOST_BYTES = 4_000_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9_-]{1,20})["']""")
_USUAL = re.compile(r"utf-8|us-ascii|iso-8859-\d{1,2}|windows-125\d", re.IGNORECASE)
_EMBEDDED = re.compile(r"[A-Za-z0-9+/=\s]{2000,}")
_BETWEEN = re.compile(r">\s*<")
_LONG = 300  # characters a line: a file with such lines was not written to be read
_DEEPEST = 20


def text_of(content: bytes) -> str:
    """What the file says, as its author nested it."""
    text = _EMBEDDED.sub(_left_out, _decoded(content[:MOST_BYTES]))
    if max(map(len, text.splitlines()), default=0) > _LONG:
        text = _nested(text)
    return shortened(visible(text).strip())


def _decoded(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.removeprefix(mark).decode(encoding, "replace")
    declared = _DECLARED.match(content.lstrip())
    name = declared[1].decode("ascii") if declared else "utf-8"
    if _USUAL.fullmatch(name):
        with suppress(LookupError, ValueError):
            return content.decode(name)
    return content.decode("utf-8", "replace")


def _left_out(found: re.Match[str]) -> str:
    return f"[an embedded file, {len(found[0]):,} characters]" if found[0].strip() else "\n"


def _nested(text: str) -> str:
    depth, lines = 0, []
    for line in _BETWEEN.sub(">\n<", text).splitlines():
        closes = line.startswith("</")
        depth = max(0, depth - closes)
        lines.append("  " * min(depth, _DEEPEST) + line)
        opens = line.startswith("<") and not closes and line[1:2] not in ("?", "!")
        depth += opens and "</" not in line and not line.endswith("/>")
    return "\n".join(lines)
