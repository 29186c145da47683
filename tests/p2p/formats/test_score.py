"""Verdicts on single fields."""

import pytest

from p2p.formats.reading import Field, Reading
from p2p.formats.score import Label, Score, judged


def verdict(name: str, wanted: str | None, found: str | None, **label: object) -> list[str]:
    reading = Reading(format="pdf", fields={name: Field(value=found, confidence=0.9, source="text")})
    made = Label(file="a", route="r", labels={name: wanted}, **label)  # type: ignore[arg-type]
    return [v.outcome for v in judged(made, reading)]


@pytest.mark.parametrize(
    ("name", "wanted", "found", "outcome"),
    [
        ("gross", "100.00", "100.0", "right"),
        ("gross", "100.00", "100.01", "wrong"),
        ("seller_name", "Muster GmbH", "MUSTER  GMBH", "right"),
        ("iban", "DE12 3456", "DE123456", "right"),
        ("due_date", "2026-01-01", None, "blank"),
        ("due_date", None, None, "right"),
        ("due_date", None, "2026-01-01", "wrong"),
    ],
)
def test_outcomes(name: str, wanted: str | None, found: str | None, outcome: str) -> None:
    assert verdict(name, wanted, found) == [outcome]


def test_what_is_not_printed_may_be_blank_and_what_is_unlabelled_does_not_count() -> None:
    assert verdict("iban", "DE12", None, not_printed=("iban",)) == []
    assert verdict("iban", None, "DE12", partial=True) == []


def test_core_counts_documents_with_number_date_and_gross_right() -> None:
    truth = {"invoice_number": "1", "invoice_date": "2026-01-01", "gross": "1.00"}
    fields = {name: Field(value=value, confidence=1.0, source="text") for name, value in truth.items()}
    good = judged(Label(file="a", route="r", labels=dict(truth)), Reading(format="pdf", fields=fields))
    bad = judged(Label(file="b", route="r", labels=dict(truth)), Reading(format="pdf", fields={}))
    score = Score([*good, *bad])
    assert score.core("r") == (1, 2)
    assert score.counts(route="r") == {"right": 3, "blank": 3}
