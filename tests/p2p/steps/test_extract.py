"""The second step: reading, in a child process, each file once."""

import io
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from p2p import readings, receiving, store
from p2p.formats.known import KnownVendor
from p2p.models import Company, Document, Vendor
from p2p.steps import extract, receive
from tests.p2p.conftest import NOW
from tests.p2p.mail.messages import raw
from workflow import engine
from workflow.models import Case, StepRun

pytestmark = [pytest.mark.parts, pytest.mark.usefixtures("intake")]


def page(*lines: str) -> bytes:
    """A PDF page with these lines."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    for number, line in enumerate(lines):
        canvas.drawString(60, 780 - 20 * number, line)
    canvas.save()
    return file.getvalue()


INVOICE = page("Vendor Ltd", "INVOICE", "Invoice number: INV-77", "Invoice date: 02/03/2026", "Total due: £120.00")


def facts_of(content: bytes) -> extract.Facts:
    (case,) = receiving.receive(raw(("INV-77.pdf", content)), source="command", now=NOW).cases
    document = Document.objects.get(case_id=case)
    file = receive.FileFacts(
        id=document.pk,
        sha256=document.sha256,
        filename=document.filename,
        media_type=document.media_type,
        size=document.size,
    )
    return extract.Facts(document=file)


def test_the_case_keeps_what_was_read() -> None:
    (case,) = receiving.receive(raw(("INV-77.pdf", INVOICE)), source="command", now=NOW).cases
    for queue in ("cases", "documents"):
        engine.run_link(int(case), queue, clock=lambda: NOW)
    assert Case.objects.get().state == "completed"
    output: Any = StepRun.objects.get(step="extract").output
    assert output["format"] == "pdf"
    assert output["fields"]["invoice_number"]["value"] == "INV-77"
    assert (store.pages_dir(Document.objects.get().sha256) / output["pages"][0]["image"]).is_file()


def test_a_file_is_read_once() -> None:
    facts = facts_of(INVOICE)
    first = extract.run(facts)
    (kept,) = store.pages_dir(facts.document.sha256).glob("reading-*.json")
    before = kept.stat().st_mtime_ns
    assert extract.run(facts) == first
    assert kept.stat().st_mtime_ns == before


def test_a_reading_whose_page_images_are_gone_is_made_again() -> None:
    facts = facts_of(INVOICE)
    first = extract.run(facts)
    pages = store.pages_dir(facts.document.sha256)
    image = pages / str(first.pages[0].image)
    image.unlink()
    assert extract.run(facts) == first
    assert image.is_file()


def test_a_bad_document_is_a_reading_that_says_why() -> None:
    reading = extract.run(facts_of(b"%PDF-1.7 and then nothing"))
    assert reading.error_code == "corrupt"


def test_the_reader_is_told_what_the_company_knows() -> None:
    Company.objects.create(id=1, name="Buyer Ltd", vat_id="GB123456789")
    Vendor.objects.create(code="V1", name="Vendor Ltd", currency="GBP", payment_terms="net 30", iban="X")
    known = readings.known()
    assert (known.buyer_name, known.buyer_vat_id) == ("Buyer Ltd", "GB123456789")
    assert known.vendors == (KnownVendor(code="V1", name="Vendor Ltd", vat_id=None, iban="X"),)
