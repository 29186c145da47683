from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from p2p.card import card_of
from workflow.people import Card, Dossier

NOW = datetime(2026, 5, 12, tzinfo=UTC)
RECEIVED = {
    "document": {"id": 1, "filename": "scan 7.pdf"},
    "email": {"sender": "accounts@thornbury.example", "subject": "Our invoice", "message_id": "<1@x>"},
}
EXTRACTED = {
    "format": "scan",
    "fields": {
        "document_type": {"value": "invoice"},
        "invoice_number": {"value": "INV-1"},
        "seller_name": {"value": "Thornbury Paper"},
        "gross": {"value": "220.80"},
        "currency": {"value": "GBP"},
        "invoice_date": {"value": "2026-05-11"},
        "po_number": {"value": None},
    },
}
VALIDATED = {
    "document_type": "invoice",
    "invoice_number": "INV-1",
    "invoice_date": "2026-05-11",
    "seller_name": "Thornbury Paper",
    "po_number": "PO-7001",
    "currency": "GBP",
    "gross": "220.80",
}
VENDOR = {
    "id": 7,
    "code": "V1001",
    "name": "Thornbury Paper Supplies Ltd",
    "vat_id": "",
    "currency": "GBP",
    "payment_terms": "net 30",
    "iban": "",
    "sort_code": "",
    "account_number": "",
    "status": "active",
    "found_by": "name",
}


def card(**outputs: Any) -> Card:
    return card_of(Dossier(case_id=1, uid="u", received_at=NOW, now=NOW, subject={}, outputs=outputs))


def test_nothing_is_known_at_first() -> None:
    assert card() == Card()


def test_a_received_document_goes_by_its_file_and_sender() -> None:
    assert card(receive=RECEIVED) == Card(
        number="scan 7.pdf",
        party="accounts@thornbury.example",
        search="scan 7.pdf Our invoice accounts@thornbury.example",
    )


def test_an_upload_without_a_mail_goes_by_its_file() -> None:
    assert card(receive={**RECEIVED, "email": None}) == Card(number="scan 7.pdf", search="scan 7.pdf")


def test_what_was_read_replaces_it() -> None:
    read = card(receive=RECEIVED, extract=EXTRACTED)
    assert (read.number, read.party, read.amount, read.currency) == (
        "INV-1",
        "Thornbury Paper",
        Decimal("220.80"),
        "GBP",
    )
    assert read.due_on is None


def test_what_was_misread_is_left_out() -> None:
    fields = {**EXTRACTED["fields"], "gross": {"value": "much"}, "colour": {"value": "red"}}  # type: ignore[dict-item]
    assert card(extract={"fields": fields}).amount is None


def test_an_unreadable_document_still_has_a_card() -> None:
    assert card(receive=RECEIVED, extract={"format": None, "error": "encrypted", "fields": {}}).number == "scan 7.pdf"


def test_the_vendor_s_terms_say_when_it_is_due() -> None:
    known = card(receive=RECEIVED, extract=EXTRACTED, validate=VALIDATED, identify_vendor=VENDOR)
    assert known == Card(
        number="INV-1",
        party="Thornbury Paper Supplies Ltd",
        amount=Decimal("220.80"),
        currency="GBP",
        due_on=date(2026, 6, 10),
        at_risk_at=datetime(2026, 6, 9, 23, 0, tzinfo=UTC),
        search="INV-1 Thornbury Paper Supplies Ltd V1001 Thornbury Paper PO-7001 scan 7.pdf Our invoice "
        "accounts@thornbury.example",
    )


@pytest.mark.parametrize("terms", ["soon", ""])
def test_terms_that_mean_nothing_leave_the_due_date_open(terms: str) -> None:
    assert card(validate=VALIDATED, identify_vendor={**VENDOR, "payment_terms": terms}).due_on is None


def test_a_credit_note_is_never_late() -> None:
    credit = card(validate={**VALIDATED, "document_type": "credit_note"}, identify_vendor=VENDOR)
    assert credit.at_risk_at is None


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("invoice_number", "9" * 300, "9" * 100),
        ("invoice_number", "IN\0V", "INV"),
    ],
)
def test_the_card_fits_its_columns(field: str, value: str, kept: str) -> None:
    assert card(validate={**VALIDATED, field: value}).number == kept


def test_an_absurd_amount_is_not_shown() -> None:
    assert card(validate={**VALIDATED, "gross": "1" + "0" * 16}).amount is None
