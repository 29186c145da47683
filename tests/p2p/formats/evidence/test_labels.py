"""The label file: every language is there, and nothing in it is dead."""

import re
from pathlib import Path

import pytest

from p2p.formats.evidence import labels
from p2p.formats.evidence.hits import hits_of
from p2p.formats.evidence.rows import rows_of
from tests.p2p.formats.typed import typed

FORMATS = Path(labels.__file__).parents[1]
LANGUAGES = {"en", "de", "fr", "nl", "es", "it", "pt"}
CORE = ("invoice_number", "invoice_date", "due_date", "po_number", "net", "tax", "gross", "seller_vat_id", "buyer")


@pytest.mark.parametrize("meaning", CORE)
def test_core_meanings_are_known_in_every_language(meaning: str) -> None:
    known = {
        language for label in labels.labels().values() if meaning in label.meanings for language in label.languages
    }
    assert known >= LANGUAGES


def test_every_meaning_is_asked_for_by_some_finder() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (FORMATS / "evidence").glob("*.py"))
    meanings = {meaning for label in labels.labels().values() for meaning in label.meanings}
    unused = {meaning for meaning in meanings if not re.search(rf'"{meaning}"', code)}
    assert unused == set()


def test_no_label_is_empty_once_squeezed() -> None:
    assert "" not in labels.labels()
    assert "" not in labels.columns()


@pytest.mark.parametrize(
    ("printed", "meaning"),
    [
        ("Invoice No.:", "invoice_number"),
        ("Rechnungs-Nr.", "invoice_number"),
        ("N° de facture", "invoice_number"),
        ("F actuurnummer:", "invoice_number"),
        ("Fecha de emisión", "invoice_date"),
        ("Fällig am", "due_date"),
        ("Total à payer", "payable"),
        ("P. IVA", "seller_vat_id"),
        ("VAT Reg No", "seller_vat_id"),
        ("Sort Code", "sort_code"),
        ("Totale documento", "gross"),
    ],
)
def test_case_accents_spaces_and_signs_do_not_matter(printed: str, meaning: str) -> None:
    (row,) = rows_of((typed(printed),))
    assert meaning in hits_of(row)[0].meanings


def test_the_longest_label_wins() -> None:
    (row,) = rows_of((typed("Invoice Date Total excl. VAT"),))
    first, second = hits_of(row)
    assert first.meanings == {"invoice_date"}
    assert second.meanings == {"net"}


def test_a_recognisers_slip_is_forgiven_only_in_recognised_text() -> None:
    for source, expected in (("ocr", {"invoice_number"}), ("text", set())):
        (row,) = rows_of((typed("lnvoice Number", source=source),))
        assert {m for hit in hits_of(row) for m in hit.meanings if m == "invoice_number"} == expected
