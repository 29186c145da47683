"""An XML file as text to read: no parser sees it, whatever is in it stays text."""

import pytest

from p2p.mail.letter import MOST
from p2p.xml_text import text_of
from tests.p2p.formats import drawn


def test_it_stands_as_its_author_wrote_it() -> None:
    assert text_of(drawn.UBL.encode()) == drawn.UBL.strip()


def test_one_long_line_is_broken_at_its_elements() -> None:
    long = f'<?xml version="1.0"?><a><b x="1">text</b><c/><d><e>{"e " * 200}</e></d></a>'
    lines = text_of(long.encode()).splitlines()
    assert lines[:5] == ['<?xml version="1.0"?>', "<a>", '  <b x="1">text</b>', "  <c/>", "  <d>"]
    assert lines[-2:] == ["  </d>", "</a>"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbf<a>\xc3\xa9</a>", "<a>é</a>"),
        ("<a>é</a>".encode("utf-16"), "<a>é</a>"),
        (
            b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>',
            '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>',
        ),
        (b'<?xml version="1.0" encoding="unicode_escape"?><a/>', '<?xml version="1.0" encoding="unicode_escape"?><a/>'),
        (b"<a>\xff</a>", "<a>\ufffd</a>"),
        (b"", ""),
    ],
)
def test_it_is_decoded_as_it_declares(content: bytes, text: str) -> None:
    assert text_of(content) == text


def test_an_embedded_file_is_left_out_and_entities_stay_as_they_are() -> None:
    bomb = f'<!DOCTYPE a [<!ENTITY l "{"&k;" * 5}">]><a>&l;<file>{"QUJD" * 1000}</file></a>'
    text = text_of(bomb.encode())
    assert "[an embedded file, 4,000 characters]" in text
    assert "&l;" in text
    assert "QUJDQUJD" not in text


def test_it_ends_somewhere() -> None:
    assert len(text_of(b"<a>" + b"<b>x</b>\n" * 100_000)) < MOST + 200
