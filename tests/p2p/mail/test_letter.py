"""A mail as people read it: headers, text, what came with it; nothing of its HTML but words."""

import time
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from p2p.mail.from_html import text_of
from p2p.mail.letter import MOST, letter
from tests.p2p.mail.messages import PDF, message, raw


def mail_of(text: str, subtype: str = "plain", **headers: str) -> bytes:
    mail = EmailMessage(policy=SMTP)
    for name, value in {"From": "a@b.example", **headers}.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text, subtype=subtype)
    return mail.as_bytes()


def test_it_shows_who_wrote_to_whom_and_where_an_answer_goes() -> None:
    text = letter(
        mail_of("Pay now.", Reply_To="other@evil.example", To="us@c.example", Subject="=?utf-8?q?F=C3=BCr?="), []
    )
    assert text == "From: a@b.example\nReply-To: other@evil.example\nTo: us@c.example\nSubject: Für\n\nPay now."


def test_plain_text_is_preferred_and_html_is_read_where_there_is_none() -> None:
    both = letter(message(html="<p>Rich</p>").as_bytes(), [])
    assert "Please find our invoice attached." in both
    assert "Rich" not in both
    assert letter(mail_of("<p>Rich</p><img src='https://x.example/a.gif'>", "html"), []).endswith("\n\nRich")


def test_it_lists_what_came_with_it_and_why_it_was_left_aside() -> None:
    ignored: list[dict[str, str | None]] = [
        {"file": "logo.png", "why": "A logo."},
        {"file": None, "why": "Too many parts."},
    ]
    text = letter(raw(("a.pdf", PDF)), ignored)
    assert text.endswith("Attached:\n- a.pdf\n\nLeft aside:\n- logo.png: A logo.\n- Too many parts.")


@pytest.mark.parametrize(
    ("charset", "body", "read"),
    [
        ("iso-8859-1", "Zahlung fällig".encode("latin-1"), "Zahlung fällig"),
        ("windows-1252", "12 €".encode("cp1252"), "12 €"),
        ("gb18030", "发票".encode("gb18030"), "发票"),
        ("us-ascii", "fällig".encode(), "fällig"),
        ("no-such-charset", "fällig".encode("cp1252"), "fällig"),
        ("unicode_escape", b"\\u0041", "\\u0041"),
        ("punycode", b"a" * 50, "a" * 50),
    ],
)
def test_the_text_is_decoded_as_the_sender_says_if_that_fits(charset: str, body: bytes, read: str) -> None:
    head = (
        f"From: a@b.example\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    assert letter(head.encode() + body, []).endswith(f"\n\n{read}")


def test_invisible_characters_and_endless_texts_are_cut() -> None:
    text = letter(mail_of("a\u202eb\u200b\x07c " + "x" * (MOST + 5)), [])
    assert "abc x" in text
    assert "[Cut here: 9 more characters are in the original.]" in text
    assert len(text) < MOST + 200


def test_what_is_no_mail_says_so() -> None:
    assert letter(b"", []).startswith("The email is empty")


def test_html_becomes_its_words() -> None:
    page = """<html><head><title>T</title><style>p{color:red}</style></head><body><!-- <p>no --><h1>Dear
    all</h1><p>A &amp; B<br>C</p><table><tr><td>1</td><td>2</td></tr></table><script>alert("<p>x")</script>
    <ScRipT >let a = "<!--";</sCript\n><a href="javascript:x">link</a> &lt;script&gt;</body>"""
    assert text_of(page) == "Dear all\n\nA & B\nC\n\n1 2\n\nlink <script>"


@pytest.mark.parametrize("piece", ["<", "<!--", "<script>", "<a ", "&", "&#", "<![CDATA[", "</", "<p"])
def test_no_html_is_slow(piece: str) -> None:
    started = time.process_time()
    text_of(piece * (400_000 // len(piece)))
    assert time.process_time() - started < 3


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="<>!-/abscriptp &;\"'\n", max_size=200))
def test_html_of_any_kind_is_read(source: str) -> None:
    assert isinstance(text_of(source), str)
