"""Words from mail headers, made safe to store, show and log: one line, no controls, bounded."""

import re
import unicodedata
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.utils import parseaddr

_SUBJECT_LENGTH = 998
_NAME_LENGTH = 255
# Cc controls, Cf formats (bidi overrides make "fdp.exe" read "exe.pdf"), Cs lone surrogates, line separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def one_line(raw: object, length: int = _SUBJECT_LENGTH) -> str:
    """A header's value as people read it: encoded words decoded, invisible characters gone, cut to `length`."""
    text = _decoded(str(raw)) if not isinstance(raw, Header) else str(raw)
    seen = "".join(" " if unicodedata.category(char) in _UNSEEN else char for char in text)
    return " ".join(seen.split())[:length]


def visible(text: str) -> str:
    """Text of several lines without invisible characters: nothing in it turns round what is read."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n")
    return "\n".join("".join(c for c in line if unicodedata.category(c) not in _UNSEEN).rstrip() for line in lines)


def address(raw: object) -> str:
    """The address in a From header, in small letters; the cleaned header itself where there is none."""
    if raw is None:
        return ""
    found = parseaddr(one_line(raw))[1]
    return found.lower() if "@" in found else one_line(raw)


def file_name(raw: object) -> str:
    """A sender's file name without any path, at most 255 characters with its ending kept."""
    if raw is None:
        return ""
    name = re.split(r"[/\\]", one_line(raw, 4 * _NAME_LENGTH))[-1].strip(". ")
    if len(name) <= _NAME_LENGTH:
        return name
    stem, dot, ending = name.rpartition(".")
    kept = (dot + ending)[-16:] if stem else ""
    return name[: _NAME_LENGTH - len(kept)] + kept


def _decoded(text: str) -> str:
    try:
        chunks = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(_chunk(content, charset) for content, charset in chunks)


def _chunk(content: bytes | str, charset: str | None) -> str:
    if isinstance(content, str):
        return content
    try:
        return content.decode(charset or "utf-8")
    except (LookupError, UnicodeError):  # a charset that nobody knows, or not the one that was named
        return content.decode("latin-1")
