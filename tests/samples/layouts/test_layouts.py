"""Each layout prints what it says it prints, in order, and nothing on top of something else."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations

import pdfplumber
import pytest

from samples.layouts import LAYOUTS, draw_invoice, layout_named
from samples.layouts.layout import Layout
from samples.layouts.spelling import (
    dashed,
    dotted,
    english,
    french,
    german,
    long_english,
    long_french,
    plain,
    slashed,
)
from samples.truth import Invoice, Line
from tests.samples.orders import credit_of, invoice_of, vendor_for

every_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)


def words_of(pdf: bytes) -> list[list[dict[str, float | str]]]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return [page.extract_words() for page in document.pages]


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def squeezed(text: str) -> str:
    return re.sub(r"[\s-]", "", text).casefold()


def spellings(name: str, value: str, invoice: Invoice) -> tuple[str, ...]:
    """How the value of a field may stand on paper."""
    if name in {"invoice_date", "due_date"}:
        day = date.fromisoformat(value)
        return tuple(spell(day) for spell in (slashed, dotted, dashed, long_english, long_french))
    if name in {"net", "tax", "gross", "payable"}:
        amount = {"net": invoice.net, "tax": invoice.tax}.get(name, invoice.gross)
        return tuple(spell(amount) for spell in (plain, english, german, french))
    return {
        "document_type": ("invoice", "rechnung", "facture"),
        "currency": ("£", "€", "GBP"),
    }.get(name, (value,))


@every_layout
def test_same_invoice_gives_same_bytes_and_the_subject_only_changes_them(layout: Layout) -> None:
    invoice = invoice_of(vendor_for(layout.name))
    first, second = (draw_invoice(invoice, layout.name) for _ in range(2))
    copy = draw_invoice(invoice, layout.name, subject="Copy")
    assert first == second
    assert copy.pdf != first.pdf
    assert text_of(copy.pdf) == text_of(first.pdf)


@every_layout
def test_every_true_value_is_printed(layout: Layout) -> None:
    invoice = invoice_of(vendor_for(layout.name))
    drawing = draw_invoice(invoice, layout.name)
    text = squeezed(text_of(drawing.pdf))
    missing = [
        name
        for name, value in drawing.truth.fields.items()
        if value and not any(squeezed(spelling) in text for spelling in spellings(name, value, invoice))
    ]
    assert missing == []


@every_layout
@pytest.mark.parametrize("name", ["iban", "sort_code", "account_number", "seller_vat_id", "due_date"])
def test_what_the_truth_calls_null_is_not_printed(layout: Layout, name: str) -> None:
    invoice = replace(invoice_of(vendor_for(layout.name)), po_number="")
    drawing = draw_invoice(invoice, layout.name)
    if drawing.truth.fields[name] is not None:
        return
    bank, text = invoice.bank, squeezed(text_of(drawing.pdf))
    assert bank
    values = {
        "iban": bank.iban,
        "sort_code": bank.sort_code,
        "account_number": bank.account_number,
        "seller_vat_id": invoice.seller.vat_id,
        "due_date": long_english(invoice.due),
    }
    assert not values[name] or squeezed(values[name]) not in text.replace(squeezed(bank.iban), "")


@every_layout
def test_the_figures_of_a_line_stand_on_one_line(layout: Layout) -> None:
    invoice = invoice_of(vendor_for(layout.name))
    (words, *_) = words_of(draw_invoice(invoice, layout.name).pdf)
    for line in invoice.lines:
        net_tops = tops(words, line)
        assert net_tops, f"{line.description}: quantity, price and amount are not in one row"


def tops(words: list[dict[str, float | str]], line: Line) -> set[int]:
    """Rows in which the line's unit price and net amount both stand, whatever the country's commas."""

    def rows(*texts: str) -> set[int]:
        return {round(float(word["top"])) for word in words if str(word["text"]).lstrip("£") in texts}

    price = rows(*(spell(line.unit_price) for spell in (plain, english, german, french)))
    return price & rows(*(spell(line.net) for spell in (plain, english, german, french)))


@every_layout
@pytest.mark.parametrize("form", ["invoice", "credit_note", "long"])
def test_nothing_overlaps_and_nothing_leaves_the_page(layout: Layout, form: str) -> None:
    invoice = invoice_of(vendor_for(layout.name), items=5)
    if form == "credit_note":
        invoice = credit_of(invoice)
    if form == "long":
        invoice = replace(invoice, lines=invoice.lines * 9)
    for words in words_of(draw_invoice(invoice, layout.name).pdf):
        assert [word["text"] for word in words if float(word["x0"]) < 0 or float(word["x1"]) > 595] == []
        assert [(a["text"], b["text"]) for a, b in combinations(words, 2) if overlap(a, b)] == []


def overlap(a: dict[str, float | str], b: dict[str, float | str]) -> bool:
    """Boxes that share more than a hair; boxes are a little taller than their letters."""

    def shared(low: str, high: str) -> float:
        return min(float(a[high]), float(b[high])) - max(float(a[low]), float(b[low]))

    return shared("x0", "x1") > 0.5 and shared("top", "bottom") > 2.5


@every_layout
def test_a_credit_note_says_so_and_asks_for_no_payment(layout: Layout) -> None:
    credit = credit_of(invoice_of(vendor_for(layout.name)))
    drawing = draw_invoice(credit, layout.name)
    text = squeezed(text_of(drawing.pdf))
    assert any(word in text for word in ("creditnote", "gutschrift", "avoir"))
    assert squeezed(credit.corrects) in text
    fields = drawing.truth.fields
    assert fields["document_type"] == "credit_note"
    assert fields["due_date"] is fields["iban"] is fields["account_number"] is None


def test_the_dense_layout_numbers_its_pages() -> None:
    vendor = vendor_for("dense")
    text = text_of(draw_invoice(invoice_of(vendor, items=24), "dense").pdf)
    assert "Page 1 of 2" in text
    assert "Page 2 of 2" in text


def test_layout_names_are_unique_and_an_unknown_one_is_answered_with_the_list() -> None:
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)
    with pytest.raises(ValueError, match="There are: classic"):
        layout_named("baroque")
