"""Which parts make cases: one per document, by content."""

from email.message import EmailMessage

import pytest

from p2p.mail.arrival import NOTHING_ATTACHED, NOTHING_LEFT, take_apart
from tests.p2p.mail.messages import OTHER_PDF, PDF, UBL, message, picture, raw

LOGO = picture(200, 60)
PAGE = picture(1240, 1754, form="JPEG")


def documents(content: bytes) -> list[str]:
    return [document.filename for document in take_apart(content).documents]


def ignored(content: bytes) -> dict[str | None, str]:
    return {one.file: one.why for one in take_apart(content).ignored}


def related(*pictures: tuple[str, bytes]) -> EmailMessage:
    """A mail whose HTML shows the pictures, with a PDF beside it."""
    html = "".join(f'<img src="CID:{name}%40mail">' for name, _ in pictures)
    mail = message(html=html)
    body = mail.get_payload()[1]  # type: ignore[index]  # multipart/alternative: text, then HTML
    assert isinstance(body, EmailMessage)
    for name, content in pictures:
        body.add_related(content, maintype="image", subtype="png", cid=f"<{name}@mail>", filename=f"{name}.png")
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="invoice.pdf")
    return mail


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.txt", b"junk before\n" + PDF, "application/pdf"),
        ("a.png", picture(300, 300), "image/png"),
        ("a.bin", PAGE, "image/jpeg"),
        ("a.tif", picture(1240, 1754, form="TIFF"), "image/tiff"),
        ("a.xml", UBL, "application/xml"),
        ("", PDF, "application/pdf"),
    ],
)
def test_a_document_is_known_by_its_content(name: str, content: bytes, media_type: str) -> None:
    (found,) = take_apart(raw((name, content))).documents
    assert (found.filename, found.media_type, found.content, found.twin) == (name, media_type, content, None)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.pdf", b"MZ\x90\x00", "program"),
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"This is no PDF at all.", "not a PDF"),
        ("a.zip", b"PK\x03\x04" + b"x" * 50, "archive"),
        ("a.docx", b"PK\x03\x04" + b"[Content_Types].xml", "Office"),
        ("winmail.dat", b"\x78\x9f\x3e\x22" + b"x" * 50, "winmail.dat"),
        ("logo.png", LOGO, "200 by 60"),
        ("banner.jpg", picture(1200, 120, form="JPEG"), "1200 by 120"),
        ("logo.gif", picture(600, 600, form="GIF"), "not a PDF"),
        ("logo.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "drawing"),
    ],
)
def test_other_files_are_left_with_the_reason(name: str, content: bytes, word: str) -> None:
    found = ignored(raw((name, content)))
    assert word in found[name]
    assert found[None] == NOTHING_LEFT
    assert documents(raw((name, content))) == []


@pytest.mark.parametrize(
    ("declared", "word"),
    [
        ("text/calendar", "calendar"),
        ("text/vcard", "contact"),
        ("application/pkcs7-signature", "signature"),
        ("application/pgp-signature", "signature"),
        ("application/pkcs7-mime", "sealed"),
    ],
)
def test_some_parts_are_known_by_their_declared_type_only(declared: str, word: str) -> None:
    mail = message(("a.pdf", PDF))
    mail.add_attachment(b"0\x82", maintype=declared.split("/")[0], subtype=declared.split("/")[1], filename="x")
    assert word in ignored(mail.as_bytes())["x"]
    assert documents(mail.as_bytes()) == ["a.pdf"]


def test_a_mail_without_attachment_says_so() -> None:
    assert ignored(raw()) == {None: NOTHING_ATTACHED}


def test_logos_beside_the_invoice_make_no_cases() -> None:
    content = related(("one", LOGO), ("two", picture(800, 600)), ("three", PAGE)).as_bytes()
    assert documents(content) == ["invoice.pdf"]
    assert set(ignored(content)) == {"one.png", "two.png", "three.png"}


def test_two_invoices_are_two_documents_in_their_order() -> None:
    assert documents(raw(("b.pdf", PDF), ("a.pdf", OTHER_PDF))) == ["b.pdf", "a.pdf"]


def test_the_same_bytes_twice_are_one() -> None:
    content = raw(("a.pdf", PDF), ("copy.pdf", PDF))
    assert documents(content) == ["a.pdf"]
    assert "twice" in ignored(content)["copy.pdf"]


def test_a_pdf_and_its_xml_are_one() -> None:
    (found,) = take_apart(raw(("INV-77.xml", UBL), ("INV-77.pdf", PDF))).documents
    assert found.filename == "INV-77.pdf"
    assert found.twin is not None
    assert found.twin.content == UBL


def test_a_forwarded_invoice_is_found() -> None:
    outer = message(message_id="<outer@buyer.example>")
    outer.add_attachment(message(("inner.pdf", PDF)))
    assert documents(outer.as_bytes()) == ["inner.pdf"]


def test_a_mail_may_be_nothing_but_the_invoice() -> None:
    content = (
        b"From: scanner@buyer.example\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf\r\n"
        b"Content-Transfer-Encoding: binary\r\n\r\n" + PDF
    )
    assert take_apart(content).documents[0].content.startswith(b"%PDF")


def test_more_documents_than_a_mail_may_bring_are_left_with_the_reason() -> None:
    content = raw(*((f"{number}.pdf", PDF + str(number).encode()) for number in range(103)))
    assert len(documents(content)) == 100
    assert "100 documents" in ignored(content)["102.pdf"]
