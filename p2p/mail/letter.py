"""A mail as people read it: who wrote to whom, the text, what came with it. Pure.

Plain text where the mail has some, else the words of its HTML. No picture is fetched and no link followed.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from p2p.mail.from_html import text_of
from p2p.mail.parse import NotAMail, ParsedMail, Part, parse
from p2p.mail.text import visible

# What mails are written in. Other names of codecs in Python are no charsets, or slow.
_USUAL = re.compile(
    r"(us-)?ascii|utf-?8|utf-?16(le|be)?|(x-)?mac-?roman|iso-?8859-?\d{1,2}|latin-?\d|(windows-?|cp)125\d|koi8-[ru]"
    r"|gb2312|gbk|gb18030|big5|euc-(jp|kr)|shift[_-]jis|iso-2022-jp"
)
MOST = 40_000  # characters of text; the rest is in the original


def letter(raw: bytes, ignored: Iterable[Mapping[str, Any]]) -> str:
    """The whole mail as text. `ignored` are the parts that made no case, each with its `file` and `why`."""
    mail = parse(raw)
    if isinstance(mail, NotAMail):
        return mail.why
    head = "\n".join(f"{name}: {value}" for name, value in mail.headers)
    left = [f"{one['file']}: {one['why']}" if one["file"] else str(one["why"]) for one in ignored]
    blocks = (head, _body(mail) or "(no text)", _listed("Attached", _files(mail)), _listed("Left aside", left))
    return "\n\n".join(filter(None, blocks))


def _body(mail: ParsedMail) -> str:
    parts = [part for part in mail.parts if part.is_body]
    plain = [_decoded(part) for part in parts if part.content_type == "text/plain"]
    texts = plain if any(text.strip() for text in plain) else [text_of(_decoded(part)) for part in parts]
    return shortened(visible("\n\n".join(text.strip() for text in texts if text.strip())))


def shortened(text: str) -> str:
    """The text, cut where it is longer than anybody reads here."""
    if len(text) <= MOST:
        return text
    return f"{text[:MOST]}\n\n[Cut here: {len(text) - MOST:,} more characters are in the original.]"


def _decoded(part: Part) -> str:
    """By the charset that the sender names, if it fits; what is no text at all still shows something."""
    content = part.content[: MOST * 8]
    for charset in (part.charset, "utf-8"):
        if _USUAL.fullmatch(charset):
            with suppress(LookupError, ValueError):
                return content.decode(charset)
    return content.decode("cp1252", "replace")


def _files(mail: ParsedMail) -> list[str]:
    return [part.filename or f"unnamed {part.content_type}" for part in mail.parts if not part.is_body]


def _listed(title: str, lines: list[str]) -> str:
    return "\n".join((f"{title}:", *(f"- {line}" for line in lines))) if lines else ""
