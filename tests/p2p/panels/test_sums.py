from dataclasses import replace

from p2p.panels.sums import Sum, sums_of
from tests.p2p.invoices import INVOICE, LINE, D, billing


def test_every_sum_is_worked_out_again() -> None:
    found = list(sums_of(replace(INVOICE, payable=D("220.80"))))
    assert found == [
        Sum("lines.1", "Line 1 Copier paper A4 80 gsm, white", "10 × £18.40", "£184.00", "£184.00", ""),
        Sum("net", "Net amount", "all lines together", "£184.00", "£184.00", ""),
        Sum("gross", "Total", "net £184.00 + VAT £36.80", "£220.80", "£220.80", ""),
        Sum("payable", "Amount payable", "the total", "£220.80", "£220.80", ""),
    ]


def test_what_is_out_says_by_how_much() -> None:
    wrong = billing(replace(LINE, net=D("180.00")), gross=D("230.00"))
    assert [each.difference for each in sums_of(wrong)] == ["−£4.00", "", "+£14.00"]


def test_a_penny_of_rounding_is_no_difference() -> None:
    assert [each.difference for each in sums_of(replace(INVOICE, gross=D("220.82")))] == ["", "", ""]


def test_what_the_document_leaves_out_is_not_held_against_it() -> None:
    bare = replace(INVOICE, net=None, tax=None, lines=(replace(LINE, net=None),))
    assert list(sums_of(bare)) == [
        Sum("lines.1", "Line 1 Copier paper A4 80 gsm, white", "10 × £18.40", "£184.00", "", ""),
        Sum("net", "Net amount", "all lines together", "£184.00", "", ""),
    ]
