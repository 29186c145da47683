"""HTML to the text in it: for reading only. Nothing is run, fetched or kept of its marks. Pure.

One pass from "<" to "<", so that no nesting and no unclosed mark makes it slow.
"""

import html
import re

_COMMENT = "!--"
_UNREAD = frozenset(("script", "style", "head", "title", "template", "noscript"))
_BREAKS = re.compile(
    "address|article|blockquote|br|div|dl|dt|footer|h[1-6]|header|hr|li|ol|p|pre|section|table|tr|ul", re.ASCII
)
_CELLS = frozenset(("td", "th"))
_NAME = re.compile(r"/?\s{0,9}([a-z][a-z0-9]{0,19})", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_GAPS = re.compile(r"\n{3,}")


def text_of(source: str) -> str:
    """The words of a page of HTML, a paragraph a line."""
    first, *marked = source.split("<")
    pieces, unread = [_flat(first)], ""
    for piece in marked:
        mark, text, unread = _comment(piece) if _in_comment(piece, unread) else _tag(piece, unread)
        pieces += (mark, "" if unread else _flat(text))
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


def _in_comment(piece: str, unread: str) -> bool:
    return unread == _COMMENT or (not unread and piece.startswith("!--"))


def _comment(piece: str) -> tuple[str, str, str]:
    _, end, text = piece.partition("-->")
    return "", text, "" if end else _COMMENT


def _tag(piece: str, unread: str) -> tuple[str, str, str]:
    """What stands in the mark's place, the text after it, and the element that is passed over from here on."""
    tag, _, text = piece.partition(">")
    found = _NAME.match(tag)
    name = found[1].lower() if found else ""
    return _space(name), text, _passed_over(name, unread, closing=tag.startswith("/"))


def _flat(text: str) -> str:
    """Line ends in HTML are spaces."""
    return html.unescape(text).replace("\r", " ").replace("\n", " ")


def _passed_over(name: str, unread: str, *, closing: bool) -> str:
    if unread:
        return "" if closing and name == unread else unread
    return name if name in _UNREAD and not closing else ""


def _space(name: str) -> str:
    if _BREAKS.fullmatch(name):
        return "\n"
    return "  " if name in _CELLS else ""
