import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p.corrections import FIELDS, LINE_FIELDS, BadField, corrected, parse_value
from p2p.money import UnknownCurrency
from tests.p2p.invoices import answer
from workflow.outcomes import Finding


@pytest.mark.parametrize(
    ("field", "raw", "canonical"),
    [
        ("gross", " £1,234.50 ", "1234.50"),
        ("gross", "1234.5", "1234.5"),
        ("net", "-12", "-12"),
        ("invoice_date", "2026-03-31", "2026-03-31"),
        ("invoice_date", "31/03/2026", "2026-03-31"),
        ("invoice_date", "3/3/2026", "2026-03-03"),
        ("invoice_date", "31.03.26", "2026-03-31"),
        ("invoice_date", "3 Dec 2026", "2026-12-03"),
        ("due_date", "3rd December 2026,", "2026-12-03"),
        ("due_date", "December 3, 2026", "2026-12-03"),
        ("due_date", "3. Dezember 2026", "2026-12-03"),
        ("currency", "gbp", "GBP"),
        ("iban", "gb76 barc 2029 5963 7484 72", "GB76BARC20295963748472"),
        ("sort_code", "20-29-59", "202959"),
        ("seller_vat_id", "GB 290 4418 76", "GB290441876"),
        ("document_type", "Credit note", "credit_note"),
        ("invoice_number", " INV  1 ", "INV 1"),
        ("lines.2.quantity", "3", "3"),
        ("lines.2.po_line", "01", "1"),
        ("due_date", "", ""),
        ("gl_account", "6200", "6200"),
    ],
)
def test_what_people_type_becomes_canonical(field: str, raw: str, canonical: str) -> None:
    assert parse_value(field, raw) == canonical


@pytest.mark.parametrize(
    ("field", "raw", "says"),
    [
        ("gross", "1.234,50", "decimal point"),
        ("gross", "12,50", "decimal point"),
        ("gross", "NaN", "amount"),
        ("gross", "1e9", "amount"),
        ("gross", "1000000000000", "too large"),
        ("invoice_date", "2026-02-31", "2026-03-31"),
        ("invoice_date", "03/12/2026", "may be 3 December 2026 or 12 March 2026. Write 2026-12-03 or 2026-03-12"),
        ("invoice_date", "31/31/2026", "2026-03-31 or 31 March 2026"),
        ("invoice_date", "paid 31 March 2026", "2026-03-31"),
        ("currency", "POUND", "ISO 4217"),
        ("iban", "GB76BARC20295963748473", "check digits"),
        ("sort_code", "2029", "six digits"),
        ("account_number", "12a", "digits"),
        ("document_type", "cat", "statement"),
        ("invoice_number", "---", "letter or digit"),
        ("seller_name", "x" * 301, "300 characters"),
        ("total", "1", "no such field"),
        ("lines.0.quantity", "1", "lines.1.quantity"),
        ("lines.1.gross", "1", "lines.1.quantity"),
        ("lines.1", "1", "lines.1.quantity"),
        ("lines.1001.net", "1", "lines.1.quantity"),
    ],
)
def test_what_cannot_be_taken_says_what_to_write(field: str, raw: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_value(field, raw)


@given(st.sampled_from([*FIELDS, *(f"lines.1.{name}" for name in LINE_FIELDS)]), st.text())
def test_any_text_is_taken_or_refused_with_a_sentence(field: str, raw: str) -> None:
    try:
        value = parse_value(field, raw)
    except (BadField, UnknownCurrency) as refused:
        sentence = str(refused)
        assert sentence.endswith((".", "…"))
    else:
        assert parse_value(field, value) == value


def test_corrections_are_kept_and_the_newest_counts() -> None:
    finding = Finding(reason="unreadable", question="?")
    answers = (
        answer(finding, "correct", values={"gross": "1.00", "net": "1.00"}),
        answer(finding, "code_without_po", values={"gl_account": "6200"}),
        answer(finding, "correct", values={"gross": "2.00"}),
    )
    assert corrected(answers) == {"gross": "2.00", "net": "1.00"}
