"""Messages and files made for a test: as small as they can be and still be what they claim."""

import io
from email.message import EmailMessage
from email.policy import SMTP

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OTHER_PDF = PDF.replace(b"1.7", b"1.6")
UBL = (
    b'<?xml version="1.0"?>\n<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'
    b"<ID>INV-77</ID></Invoice>"
)
CII = (
    b'<rsm:CrossIndustryInvoice xmlns:rsm="a" xmlns:ram="b"><rsm:ExchangedDocumentContext><ram:ID>urn:cen.eu'
    b"</ram:ID></rsm:ExchangedDocumentContext><rsm:ExchangedDocument><ram:ID> R-2026/9 </ram:ID>"
    b"</rsm:ExchangedDocument></rsm:CrossIndustryInvoice>"
)


def picture(width: int, height: int, form: str = "PNG") -> bytes:
    """A plain white picture."""
    file = io.BytesIO()
    Image.new("L", (width, height), 255).save(file, form)
    return file.getvalue()


def message(
    *files: tuple[str, bytes],
    html: str = "",
    message_id: str = "<one@vendor.example>",
    subject: str = "Invoice",
    sender: str = "Accounts <ar@vendor.example>",
) -> EmailMessage:
    """A mail with a text body and these (name, content) attachments."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = "invoices@buyer.example"
    mail["Subject"] = subject
    mail["Date"] = "Mon, 02 Mar 2026 10:00:00 +0100"
    if message_id:
        mail["Message-ID"] = message_id
    mail.set_content("Please find our invoice attached.")
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail


def raw(*files: tuple[str, bytes], **headers: str) -> bytes:
    """The same as bytes with CRLF line ends."""
    return message(*files, **headers).as_bytes()
