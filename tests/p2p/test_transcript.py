from dataclasses import replace
from datetime import date
from decimal import Decimal

from p2p.formats.reading import Field, Line, Reading
from p2p.transcript import transcript


def reading(lines: tuple[Line, ...] = (), **values: str | None) -> Reading:
    fields = {name: Field(value=value, confidence=0.9, source="text", page=1) for name, value in values.items()}
    return Reading(format="pdf", fields=fields, lines=lines)


def test_values_are_parsed() -> None:
    text = transcript(
        reading(
            (Line(description="Paper", quantity="10", unit_price="18.40", net="184.00", po_line="1"),),
            document_type="invoice",
            invoice_date="2026-05-11",
            gross="220.80",
            iban="gb76 barc 2029 5963 7484 72",
            buyer_name=None,
        ),
        {},
    )
    assert text.invoice.gross == Decimal("220.80")
    assert text.invoice.invoice_date == date(2026, 5, 11)
    assert text.invoice.iban == "GB76BARC20295963748472"
    assert text.invoice.lines[0].po_line == 1
    assert text.unusable == ()
    assert {certainty.field for certainty in text.certainties} == {"document_type", "invoice_date", "gross", "iban"}


def test_what_cannot_be_used_is_told_and_not_dropped() -> None:
    bad_line = Line(description="Paper", quantity="ten", tax_rate="standard", net="184.00")
    text = transcript(reading((bad_line,), invoice_date="2026-02-31", gross="1.2.3", seller_name="x" * 301), {})
    assert [bad.field for bad in text.unusable] == ["invoice_date", "seller_name", "gross", "lines.1.quantity"]
    assert text.invoice.invoice_date is None
    assert text.invoice.lines[0].net == Decimal("184.00")


def test_a_correction_replaces_what_was_read_and_is_certain() -> None:
    read = reading((Line(quantity="1", net="5.00"),), gross="1.00", invoice_date="2026-02-31", tax="0.20")
    text = transcript(
        read,
        {"gross": "2.00", "invoice_date": "2026-05-11", "tax": "", "lines.1.quantity": "2", "lines.3.net": "7.00"},
    )
    assert (text.invoice.gross, text.invoice.tax) == (Decimal("2.00"), None)
    assert [(line.number, line.quantity, line.net) for line in text.invoice.lines] == [
        (1, Decimal(2), Decimal(5)),
        (3, None, Decimal(7)),
    ]
    assert text.unusable == ()
    assert {certainty.field: certainty.confidence for certainty in text.certainties} == {"gross": 1, "invoice_date": 1}


def test_a_credit_note_is_positive_however_it_is_printed() -> None:
    printed = reading(
        (
            Line(quantity="-2", unit_price="5.00", net="-10.00"),
            Line(quantity="1", unit_price="-3.00", net="-3.00"),
            Line(quantity="1", unit_price="1.00", net="-1.00"),
        ),
        document_type="credit_note",
        net="-14.00",
        tax="-2.80",
        gross="-16.80",
    )
    invoice = transcript(printed, {}).invoice
    assert (invoice.net, invoice.tax, invoice.gross) == (Decimal("14.00"), Decimal("2.80"), Decimal("16.80"))
    figures = [tuple(map(str, (line.quantity, line.unit_price, line.net))) for line in invoice.lines]
    assert figures == [("2", "5.00", "10.00"), ("1", "3.00", "3.00"), ("1", "1.00", "1.00")]


def test_a_negative_invoice_stays_negative() -> None:
    assert transcript(reading(document_type="invoice", gross="-5.00"), {}).invoice.gross == Decimal("-5.00")


def test_a_failed_reading_has_nothing() -> None:
    text = transcript(replace(reading(), error="The file is empty."), {})
    assert text.certainties == ()
    assert text.invoice.document_type == ""
