"""What isn't an invoice, what came before, and what is given back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from samples.company import BUYER, due_date
from samples.demo.scenario import Earlier, Writer
from samples.desk import BEFORE_FIRST_BILL, Desk, Draft, Want, expected
from samples.documents import Document, as_pdf, as_scan
from samples.layouts.statement import Entry, draw_statement
from samples.mail import File, Letter
from samples.manifest import Expected
from samples.pictures import icon
from samples.scan import UNREADABLE
from samples.truth import FIELDS, Truth
from samples.vendors import CASTLE_WYE, THORNBURY

ORIGINAL, REPEATED = "clean-classic", "clean-two-column"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Castle and Wye//Visits//EN\r\nBEGIN:VEVENT\r\n"
    "UID:visit-{day:%Y%m%d}@castlewye.example\r\nDTSTAMP:{day:%Y%m%d}T080000Z\r\nDTSTART:{day:%Y%m%d}T180000Z\r\n"
    "SUMMARY:Window cleaning\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def unreadable(desk: Desk, _earlier: Earlier) -> Draft:
    """The order exists and was received, so that a person who types the invoice in can have it paid."""
    invoice = desk.bill(desk.order(THORNBURY, (Want("TP-ENVC5", 10),)))
    page = as_scan(as_pdf(invoice, THORNBURY.layout), "pdf", desk.random, UNREADABLE)
    document = replace(page, truth=Truth(dict.fromkeys(FIELDS)))
    return Draft(
        title="A page that nobody can read",
        mail=desk.send(desk.letter(THORNBURY, [document])),
        cases=(replace(expected(None, document, "waiting", "unreadable"), gross=None, currency=None),),
        invoices=(invoice,),
    )


def statement(desk: Desk, earlier: Earlier) -> Draft:
    invoice = earlier[ORIGINAL].invoices[0]
    paid = Decimal("318.60")
    entries = (
        Entry(desk.today - timedelta(days=61), "INV-003718", "Invoice", paid),
        Entry(desk.today - timedelta(days=30), "BACS", "Payment received - thank you", -paid),
        Entry(invoice.issued, invoice.number, "Invoice", invoice.gross),
    )
    pdf, truth = draw_statement(THORNBURY.party, BUYER, desk.today, entries)
    file = File(f"Statement {desk.today:%Y-%m}.pdf", pdf)
    letter = _plain(desk, "Your statement of account", "Please find attached your statement.", file)
    case = Expected(file.name, THORNBURY.code, None, None, "waiting", "not_payable_document", truth)
    return Draft("A statement of account: nothing to pay", desk.send(letter), (case,))


def no_invoice(desk: Desk, _earlier: Earlier) -> Draft:
    day = desk.today + timedelta(days=3)
    party = CASTLE_WYE.party
    letter = Letter(
        sender=(party.name, party.email),
        to=("Accounts", BUYER.email),
        subject="Window cleaning next week",
        paragraphs=("Good morning,", "our team comes on the day in the calendar file.", party.name),
        sent=desk.clock(),
        files=(File("visit.ics", CALENDAR.format(day=day).encode()),),
        pictures=(File("image001.png", icon("#0e5a66")),),
    )
    return Draft("A mail without an invoice", desk.send(letter))


def duplicate(desk: Desk, earlier: Earlier) -> Draft:
    """The same page in another file of other bytes, in another mail."""
    invoice = earlier[ORIGINAL].invoices[0]
    document = as_pdf(invoice, THORNBURY.layout, subject="Copy")
    words = "We have not received payment yet and send you a copy of our invoice."
    return Draft(
        title="The first invoice again, in a new file",
        mail=desk.send(desk.letter(THORNBURY, [document], words)),
        cases=(expected(THORNBURY, document, "waiting", "suspected_duplicate"),),
        after=(ORIGINAL,),
    )


def same_mail(_desk: Desk, earlier: Earlier) -> Draft:
    return Draft(
        title="The second mail, delivered once more",
        mail=earlier[REPEATED].mail,
        after=(REPEATED,),
        duplicate_of=REPEATED,
    )


def credit_note(desk: Desk, earlier: Earlier) -> Draft:
    """Four of twelve files went back."""
    original = earlier[ORIGINAL].invoices[0]
    returned = replace(original.lines[1], quantity=Decimal(4))
    credit = replace(
        original,
        document_type="credit_note",
        number=f"CN-{desk.serial - BEFORE_FIRST_BILL:06d}",
        issued=desk.today - timedelta(days=1),
        due=due_date(original.terms, desk.today - timedelta(days=1)),
        lines=(returned,),
        corrects=original.number,
    )
    document = as_pdf(credit, THORNBURY.layout)
    return Draft(
        title="A credit note for goods returned",
        mail=desk.send(desk.letter(THORNBURY, [document])),
        cases=(expected(THORNBURY, document),),
        after=(ORIGINAL,),
    )


def _plain(desk: Desk, subject: str, words: str, file: File) -> Letter:
    nothing: list[Document] = []
    letter = desk.letter(THORNBURY, nothing)
    return replace(letter, subject=subject, paragraphs=("Good morning,", words, THORNBURY.party.name), files=(file,))


SAMPLES: tuple[tuple[str, Writer], ...] = (
    ("unreadable", unreadable),
    ("statement", statement),
    ("no-invoice", no_invoice),
    ("duplicate", duplicate),
    ("same-mail-again", same_mail),
    ("credit-note", credit_note),
)
