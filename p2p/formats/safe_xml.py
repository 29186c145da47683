"""XML from strangers: no DTD, no entities, no network, no huge trees."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from p2p.formats.refusals import DocumentRefused


def parse(data: bytes) -> etree._Element:
    """Return the root of `data`; raise `DocumentRefused` for damaged or unsafe XML."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, dtd_validation=False, no_network=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        has_dtd = b"<!DOCTYPE" in data.replace(b"\x00", b"")
        raise DocumentRefused("unsafe_xml" if has_dtd else "corrupt") from error
    docinfo = root.getroottree().docinfo
    if docinfo.internalDTD is not None or docinfo.doctype:
        raise DocumentRefused("unsafe_xml")
    return root


def local(node: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and instructions."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def namespace(node: etree._Element) -> str:
    """The element's namespace, or an empty string."""
    return node.tag.rpartition("}")[0].lstrip("{") if isinstance(node.tag, str) else ""


def every(node: etree._Element | None, path: str) -> Iterator[etree._Element]:
    """Elements at `path` ("A/B|C/D": local names, alternatives by a bar), in document order."""
    if node is None:
        return
    step, _, rest = path.partition("/")
    names = step.split("|")
    for child in node:
        if local(child) in names:
            if rest:
                yield from every(child, rest)
            else:
                yield child


def first(node: etree._Element | None, path: str) -> etree._Element | None:
    """The first element at `path`, or None."""
    return next(every(node, path), None)


def text(node: etree._Element | None, path: str) -> str | None:
    """The first non-blank text at `path`, with runs of white space made one."""
    for found in every(node, path):
        value = " ".join((found.text or "").split())
        if value:
            return value
    return None
