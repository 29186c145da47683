"""Which XML belongs to which PDF."""

import pytest

from p2p.mail.twins import invoice_number, twin_pairs
from tests.p2p.mail.messages import CII, UBL

OTHER_UBL = UBL.replace(b"INV-77", b"INV-78")


@pytest.mark.parametrize(
    ("pdfs", "xmls", "pairs"),
    [
        ({"p": "INV-77.pdf"}, {"x": ("inv_77.xml", UBL)}, {"p": "x"}),
        ({"p": "Invoice INV-77 March.pdf", "q": "terms.pdf"}, {"x": ("ubl.xml", UBL)}, {"p": "x"}),
        ({"p": "scan.pdf"}, {"x": ("ubl.xml", UBL)}, {"p": "x"}),
        ({"p": "a.pdf", "q": "b.pdf"}, {"x": ("ubl.xml", UBL)}, {}),
        ({"p": "INV-771.pdf", "q": "b.pdf"}, {"x": ("ubl.xml", UBL)}, {}),
        ({"p": "a.pdf"}, {"x": ("u.xml", UBL), "y": ("v.xml", OTHER_UBL)}, {}),
        (
            {"p": "INV-78.pdf", "q": "INV-77.pdf"},
            {"x": ("1.xml", UBL), "y": ("2.xml", OTHER_UBL)},
            {"q": "x", "p": "y"},
        ),
        ({"p": "a.pdf"}, {"x": ("a.xml", b"<report><ID>INV-77</ID></report>")}, {}),
        ({}, {"x": ("a.xml", UBL)}, {}),
    ],
)
def test_pairs(pdfs: dict[str, str], xmls: dict[str, tuple[str, bytes]], pairs: dict[str, str]) -> None:
    assert twin_pairs(pdfs, xmls) == pairs


@pytest.mark.parametrize(("xml", "number"), [(UBL, "INV-77"), (CII, "R-2026/9"), (b"<Invoice/>", "")])
def test_the_number_is_that_of_the_document(xml: bytes, number: str) -> None:
    assert invoice_number(xml) == number
