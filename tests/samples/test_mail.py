"""Messages parse, show their pictures by content id, and are the same bytes for the same letter."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from samples.mail import File, Letter, forwarded, message
from samples.pictures import icon, logo

LETTER = Letter(
    sender=("Thornbury Paper", "accounts@thornburypaper.example"),
    to=("Accounts", "invoices@brackenfield.example"),
    subject="Rechnung für Mai",
    paragraphs=("Good morning,", "paper & pens for £5"),
    sent=datetime(2026, 3, 20, 8, 5, tzinfo=UTC),
    files=(File("Invoice 1.pdf", b"%PDF-1.4 one"), File("visit.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")),
    pictures=(File("logo.png", logo("Thornbury", "#1f6f43")), File("icon.png", icon("red"))),
)


def parsed(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert [part.defects for part in mail.walk()] == [[] for _ in mail.walk()]
    return mail


def test_same_letter_and_token_give_same_bytes() -> None:
    assert message(LETTER, "t1") == message(LETTER, "t1")
    assert message(LETTER, "t1") != message(LETTER, "t2")


def test_headers_name_sender_time_and_token() -> None:
    mail = parsed(message(LETTER, "t1"))
    assert mail["From"] == "Thornbury Paper <accounts@thornburypaper.example>"
    assert mail["Subject"] == "Rechnung für Mai"
    assert mail["Date"].datetime == LETTER.sent
    assert mail["Message-ID"] == "<t1@thornburypaper.example>"


def test_attachments_keep_name_type_and_bytes() -> None:
    files = list(parsed(message(LETTER, "t1")).iter_attachments())
    assert [(part.get_filename(), part.get_content_type()) for part in files] == [
        ("Invoice 1.pdf", "application/pdf"),
        ("visit.ics", "text/calendar"),
    ]
    assert files[0].get_content() == b"%PDF-1.4 one"


def test_pictures_are_inline_and_the_html_shows_each() -> None:
    mail = parsed(message(LETTER, "t1"))
    html = mail.get_body(("html",))
    assert html
    shown = [part for part in mail.walk() if part.get_content_disposition() == "inline"]
    assert len(shown) == 2
    assert all(f'src="cid:{str(part["Content-ID"]).strip("<>")}"' in html.get_content() for part in shown)
    assert "paper &amp; pens for £5" in html.get_content()


def test_a_forwarded_message_is_whole_inside() -> None:
    inner = message(LETTER, "t1")
    cover = Letter(("Imogen", "imogen@brackenfield.example"), LETTER.to, "FW", ("See below.",), LETTER.sent)
    mail = parsed(forwarded(inner, cover, "t2"))
    (attached,) = mail.iter_attachments()
    assert attached.get_content_type() == "message/rfc822"
    assert attached.get_content()["Message-ID"] == "<t1@thornburypaper.example>"
    assert [part.get_filename() for part in attached.get_content().iter_attachments()] == ["Invoice 1.pdf", "visit.ics"]
