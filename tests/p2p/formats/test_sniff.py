"""Kinds of file by their first bytes."""

import pytest

from p2p.formats.refusals import DocumentRefused
from p2p.formats.sniff import MAX_FILE_BYTES, kind_of


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n\x00junk before %PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\nrest", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"II*\x00", "tiff"),
        (b"MM\x00*", "tiff"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "xml"),
        (b"<Invoice xmlns='urn:x'>", "xml"),
        ("<?xml version='1.0'?>".encode("utf-16"), "xml"),
    ],
)
def test_kinds(head: bytes, kind: str) -> None:
    assert kind_of(head, len(head)) == kind


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04\x14\x00invoice.pdf", "archive"),
        (b"PK\x03\x04\x14\x00[Content_Types].xml", "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        (b"\x7fELF\x02\x01", "executable"),
        (b"MZ\x90\x00", "executable"),
        (b"#!/bin/sh\n", "executable"),
        (b"Rar!\x1a\x07", "archive"),
        (b"<!DOCTYPE html><html>", "unsupported_type"),
        (b"From: a@b.example\r\n", "unsupported_type"),
        (b"plain words", "unsupported_type"),
        (b"\x00\x01\x02\x03", "unsupported_type"),
    ],
)
def test_refusals_say_why(head: bytes, code: str) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        kind_of(head, len(head))
    assert refusal.value.code == code


def test_oversized_files_are_not_opened() -> None:
    with pytest.raises(DocumentRefused, match="50 MB"):
        kind_of(b"%PDF-1.7", MAX_FILE_BYTES + 1)
