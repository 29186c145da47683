"""Clean invoices in unusual wrappings: several in a mail, among pictures, forwarded, as XML, with an XML twin."""

from dataclasses import replace

from samples.company import BUYER, Vendor
from samples.demo.scenario import Earlier, Writer
from samples.desk import Desk, Draft, Want, expected
from samples.documents import Document, as_pdf, as_ubl
from samples.mail import File, Letter, forwarded
from samples.pictures import icon, logo
from samples.truth import Invoice
from samples.vendors import GREENHOLM, LOWTHER, MERROW, OSTLER

COLLEAGUE = ("Imogen Hale", "imogen.hale@brackenfield.example")


def _bill(desk: Desk, vendor: Vendor, *wants: Want) -> Invoice:
    return desk.bill(desk.order(vendor, wants))


def _pdf(desk: Desk, vendor: Vendor, *wants: Want) -> Document:
    return as_pdf(_bill(desk, vendor, *wants), vendor.layout)


def two_in_one_mail(desk: Desk, _earlier: Earlier) -> Draft:
    documents = [_pdf(desk, OSTLER, Want("OT-FIB500", 1)), _pdf(desk, OSTLER, Want("OT-SIP10", 2))]
    return Draft(
        title="Two invoices in one mail",
        mail=desk.send(desk.letter(OSTLER, documents)),
        cases=tuple(expected(OSTLER, document) for document in documents),
    )


def among_logos(desk: Desk, _earlier: Earlier) -> Draft:
    """The logo is large and shown by the HTML; the icon is attached, but too small to be a page."""
    document = _pdf(desk, MERROW, Want("COF-DEC1", 6), Want("SRV-MAC", 1))
    letter = desk.letter(MERROW, [document])
    shown = (
        File("logo.png", logo(MERROW.party.name, "#5b3a1e")),
        File("banner.png", logo("Harvest blend", "#8a5a2b", 640, 320)),
    )
    letter = replace(letter, pictures=shown, files=(File("image003.png", icon("#1877f2")), *letter.files))
    return Draft("Logo and signature images beside the PDF", desk.send(letter), (expected(MERROW, document),))


def forwarded_by_colleague(desk: Desk, _earlier: Earlier) -> Draft:
    document = _pdf(desk, GREENHOLM, Want("ADD-STAB", 4), Want("KERO-28", 150))
    inner = desk.send(replace(desk.letter(GREENHOLM, [document]), to=COLLEAGUE))
    cover = Letter(
        sender=COLLEAGUE,
        to=("Accounts", BUYER.email),
        subject=f"FW: Invoice {document.invoice.number}",
        paragraphs=("This one came to me by mistake.", "Imogen"),
        sent=desk.clock(),
    )
    mail = forwarded(inner, cover, desk.token())
    return Draft("Forwarded by a colleague, as a whole message", mail, (expected(GREENHOLM, document),))


def ubl_only(desk: Desk, _earlier: Earlier) -> Draft:
    document = as_ubl(_bill(desk, OSTLER, Want("OT-ENG", 2)))
    return Draft(
        "An e-invoice: UBL and nothing else", desk.send(desk.letter(OSTLER, [document])), (expected(OSTLER, document),)
    )


def pdf_and_ubl(desk: Desk, _earlier: Earlier) -> Draft:
    document = _pdf(desk, LOWTHER, Want("HIRE-DEH", 3), Want("HIRE-DEL", 1))
    twin = as_ubl(document.invoice)
    case = replace(expected(LOWTHER, document), twin=twin.file.name)
    return Draft("A PDF with its XML: one invoice", desk.send(desk.letter(LOWTHER, [document, twin])), (case,))


SAMPLES: tuple[tuple[str, Writer], ...] = (
    ("two-invoices", two_in_one_mail),
    ("logos-beside", among_logos),
    ("forwarded", forwarded_by_colleague),
    ("ubl", ubl_only),
    ("pdf-and-xml", pdf_and_ubl),
)
