"""Taking messages apart: whatever the bytes are, there is an answer."""

import base64
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from p2p.mail import parse as parsing
from p2p.mail.parse import NotAMail, ParsedMail, parse
from tests.p2p.mail.messages import PDF, message, raw


def parsed(content: bytes) -> ParsedMail:
    mail = parse(content)
    assert isinstance(mail, ParsedMail), mail
    return mail


def refused(content: bytes) -> str:
    mail = parse(content)
    assert isinstance(mail, NotAMail)
    return mail.why


def test_a_mail_gives_its_headers_and_parts() -> None:
    mail = parsed(raw(("a.pdf", PDF)))
    assert (mail.message_id, mail.sender, mail.subject) == ("<one@vendor.example>", "ar@vendor.example", "Invoice")
    assert mail.sent_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert [(part.filename, part.is_body) for part in mail.parts] == [("", True), ("a.pdf", False)]
    assert mail.parts[1].content == PDF


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\r\n", b"Hello there\n", PDF, b"\x00" * 100, b"PK\x03\x04" + b"x" * 99]
)
def test_what_is_no_mail_is_named(content: bytes) -> None:
    assert "email" in refused(content)


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Foo 9999 99:99:99 +9999", "31 Dec 9999 23:59:59 -1200"])
def test_an_impossible_date_is_no_date(date: str) -> None:
    assert parsed(f"From: a@b.example\r\nDate: {date}\r\n\r\nHello\r\n".encode()).sent_at is None


def test_a_nested_message_is_walked() -> None:
    outer = message(message_id="<outer@buyer.example>", subject="Fwd: Invoice")
    outer.add_attachment(message(("inner.pdf", PDF), message_id="<inner@vendor.example>"))
    mail = parsed(outer.as_bytes())
    assert mail.message_id == "<outer@buyer.example>"
    assert [part.filename for part in mail.parts if not part.is_body] == ["inner.pdf"]


def test_a_nested_message_may_be_encoded_against_the_standard() -> None:
    inner = base64.encodebytes(raw(("inner.pdf", PDF)))
    content = (
        b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + inner + b"\r\n--x--\r\n"
    )
    assert [part.content for part in parsed(content).parts if part.filename] == [PDF]


def nested(depth: int) -> bytes:
    mail = message(("deep.pdf", PDF))
    for number in range(depth):
        outer = EmailMessage()
        outer["From"] = f"a{number}@b.example"
        outer.set_content(mail)
        mail = outer
    return mail.as_bytes()


def test_what_is_nested_too_deep_is_left_and_said() -> None:
    mail = parsed(nested(30))
    assert mail.parts == ()
    assert "nested" in mail.overflow


def test_what_is_nested_beyond_all_measure_is_refused() -> None:
    assert "nested" in refused(nested(parsing.MAX_CONTAINERS + 1))


def test_more_parts_than_anybody_sends_are_left_and_said() -> None:
    mail = parsed(raw(*((f"{number}.pdf", PDF) for number in range(parsing.MAX_PARTS + 5))))
    assert len(mail.parts) == parsing.MAX_PARTS
    assert str(parsing.MAX_PARTS) in mail.overflow


def test_a_bomb_of_lines_is_refused_before_it_is_parsed() -> None:
    assert "lines" in refused(b"From: a@b.example\n\n" + b"\n" * (parsing.MAX_LINES + 1))


def test_a_mail_too_large_is_refused_before_it_is_parsed() -> None:
    assert "larger than 50 MB" in refused(b"From: a@b.example\n\n" + b"x" * parsing.MAX_MAIL_BYTES)


def test_an_endless_header_costs_no_time() -> None:
    content = b"From: a@b.example\r\nContent-Type: multipart/mixed" + b'; a="\\"' * 200_000 + b"\r\n\r\nHello\r\n"
    assert parsed(content).sender == "a@b.example"


HEADERS = st.sampled_from(
    ["From", "Date", "Subject", "Message-ID", "Content-Type", "Content-Disposition", "Content-Transfer-Encoding"]
)
VALUES = st.one_of(
    st.binary(max_size=40).filter(lambda value: b"\n" not in value and b"\r" not in value),
    st.sampled_from(
        [
            b"multipart/mixed; boundary=x",
            b"message/rfc822",
            b"base64",
            b"x-uuencode",
            b"attachment; filename*=no-such''%FF%00",
            b"attachment; filename*0*=utf-8''a; filename*2=\"b\"",
            b"=?utf-8?b?////?=",
        ]
    ),
)


@settings(max_examples=200, deadline=None)
@given(
    headers=st.lists(st.tuples(HEADERS, VALUES), max_size=8),
    bodies=st.lists(st.one_of(st.binary(max_size=60), st.just(b"--x\r\n"), st.just(b"--x--\r\n")), max_size=6),
)
def test_no_bytes_make_it_raise(headers: list[tuple[str, bytes]], bodies: list[bytes]) -> None:
    head = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in headers)
    mail = parse(head + b"\r\n" + b"".join(bodies))
    if isinstance(mail, ParsedMail):
        for text in (mail.message_id, mail.sender, mail.subject, *(part.filename for part in mail.parts)):
            text.encode()
            assert "\x00" not in text
            assert "\n" not in text
