"""A page and the e-invoice beside it, as one reading."""

import pytest

from p2p.formats.reading import Field, Line, Page, Reading
from p2p.twin_reading import CONTRADICTED, merged

BOX = (10.0, 20.0, 90.0, 30.0)


def on_page(value: str | None, confidence: float = 0.9) -> Field:
    return Field(value=value, confidence=confidence, source="text", page=1, box=BOX)


def stated(value: str | None) -> Field:
    return Field(value=value, confidence=0.99, source="xml", why="stated")


def paper(**fields: Field) -> Reading:
    pages = (Page(number=1, width=595, height=842, words=80, image="page-001.png"),)
    return Reading(format="pdf", pages=pages, fields=fields, lines=(Line(description="from the page"),))


def xml(**fields: Field) -> Reading:
    return Reading(format="ubl", fields=fields, lines=(Line(description="from the XML"),))


def test_where_both_agree_the_value_has_a_place_and_keeps_its_confidence() -> None:
    both = merged(paper(gross=on_page("120.0")), xml(gross=stated("120.00")))
    assert both.fields["gross"] == Field(
        value="120.00", confidence=0.99, source="xml", page=1, box=BOX, why="stated; the same on the page"
    )
    assert (both.format, both.pages[0].image, both.lines[0].description) == ("ubl", "page-001.png", "from the XML")


@pytest.mark.parametrize("name", ["gross", "iban", "invoice_number", "currency", "account_number"])
def test_where_they_disagree_on_the_money_nobody_is_sure(name: str) -> None:
    both = merged(paper(**{name: on_page("2")}), xml(**{name: stated("1")}))
    assert both.fields[name].value == "1"
    assert both.fields[name].confidence == CONTRADICTED
    assert both.fields[name].runner_up == "2"
    assert "the e-invoice says 1, the page 2" in both.notes[-1]


@pytest.mark.parametrize(
    ("name", "page"),
    [("seller_name", on_page("Vendor Limited")), ("gross", on_page("12.00", 0.2)), ("gross", on_page(None, 0))],
)
def test_spelling_and_misreading_are_no_disagreement(name: str, page: Field) -> None:
    both = merged(paper(**{name: page}), xml(**{name: stated("120.00")}))
    assert (both.fields[name].value, both.fields[name].confidence, both.notes) == ("120.00", 0.99, ())


def test_what_only_the_page_says_counts_too() -> None:
    both = merged(paper(po_number=on_page("PO-1")), xml(po_number=stated(None), gross=stated("1.00")))
    assert both.fields["po_number"] == on_page("PO-1")
    assert both.fields["gross"] == stated("1.00")


def test_if_one_cannot_be_read_the_other_counts() -> None:
    broken = Reading(format=None, error="Damaged.", error_code="corrupt")
    assert merged(paper(gross=on_page("1.00")), broken).fields["gross"].value == "1.00"
    assert merged(broken, xml(gross=stated("1.00"))).fields["gross"].value == "1.00"
    assert merged(broken, broken).error == "Damaged."
