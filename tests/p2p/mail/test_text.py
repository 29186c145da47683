"""Header words: decoded, one line, nothing invisible."""

import pytest

from p2p.mail.text import address, file_name, one_line


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Invoice 14", "Invoice 14"),
        ("=?utf-8?q?Rechnung_f=C3=BCr_M=C3=A4rz?=", "Rechnung für März"),
        ("=?iso-8859-15?B?pA==?= 12", "€ 12"),
        ("=?no-such-charset?q?=C3=BC?=", "Ã¼"),
        ("=?utf-8?b?VEVTVA=?=", "TEST"),
        ("a\r\nBcc: all@example.com", "a Bcc: all@example.com"),
        ("invoice\u202efdp.exe\x00", "invoice fdp.exe"),
        ("broken \udce9 byte", "broken byte"),
    ],
)
def test_a_header_becomes_one_clean_line(header: str, words: str) -> None:
    assert one_line(header) == words


def test_a_header_is_cut_to_what_can_be_stored() -> None:
    assert len(one_line("x" * 5000)) == 998


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Ann <Ann@Vendor.Example>", "ann@vendor.example"),
        ('"billing@bank.example" <thief@else.example>', "thief@else.example"),
        ("=?utf-8?q?J=C3=BCrgen?= <j@vendor.example>", "j@vendor.example"),
        ("nobody", "nobody"),
        (None, ""),
    ],
)
def test_the_address_is_what_counts_of_a_sender(header: str | None, found: str) -> None:
    assert address(header) == found


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("invoice.pdf", "invoice.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\invoice.pdf", "invoice.pdf"),
        ("=?utf-8?q?Rechnung_M=C3=A4rz.pdf?=", "Rechnung März.pdf"),
        ("..", ""),
        (None, ""),
        ("x" * 400 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_a_file_name_is_never_a_path(header: str | None, name: str) -> None:
    assert file_name(header) == name
