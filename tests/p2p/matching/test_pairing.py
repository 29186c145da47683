from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p import policy
from p2p.facts import InvoiceLineFacts
from p2p.inputs.match import OrderLineRecord
from p2p.matching.matched import Matched
from p2p.matching.pairing import likeness
from p2p.matching.three_way import match
from tests.p2p.invoices import LINE, ORDER_LINE, D, billing, line, request

A3 = replace(
    ORDER_LINE, id=32, number=2, sku="TP-A380", description="Copier paper A3 80 gsm, white", unit_price=D("36.75")
)
ENVELOPES = replace(
    ORDER_LINE, id=33, number=3, sku="TP-ENVC5", description="Envelopes C5 self-seal, manila", unit_price=D("11.25")
)
ORDER = (ORDER_LINE, A3, ENVELOPES)


def paired(
    billed: tuple[InvoiceLineFacts, ...], *ordered: OrderLineRecord, named: tuple[int, ...] = ()
) -> dict[int, int]:
    """Invoice line → order line that it was paired with."""
    matched: Matched = match(request(billing(*billed), *ordered, named_by_person=named), policy.TOLERANCES)
    return {pair.billed.number or 0: pair.shares[0].line.number for pair in matched.pairs}


def bare(quantity: str, price: str, description: str, **fields: object) -> InvoiceLineFacts:
    """A line without an article number."""
    return line(quantity, price, **{"sku": "", "description": description, **fields})


@pytest.mark.parametrize(
    ("billed", "order_line"),
    [
        (line("1", "36.75", sku="tp a380", description="?"), 2),
        (bare("1", "36.75", "A3 copier paper, 80 gsm, white"), 2),
        (bare("1", "36.75", "COPIER PAPER A3 80GSM WHITE (500 sheets)"), 2),
        (bare("1", "36.75", "Your article TP-A380"), 2),
        (bare("1", "11.25", "Manila envelopes C5"), 3),
        (bare("1", "12.40", "Envelopes C5 self-seal, manila"), 3),
        (bare("1", "11.25", "Stationery", po_line=3), 3),
    ],
)
def test_a_line_is_paired_with_what_it_names(billed: InvoiceLineFacts, order_line: int) -> None:
    assert paired((billed,), *ORDER) == {1: order_line}


@pytest.mark.parametrize(
    "billed",
    [
        bare("1", "18.40", "Delivery charge"),  # the price alone
        bare("1", "99.00", "Delivery charge", po_line=1),  # the place alone
        bare("1", "18.40", ""),
        bare("1", "36.80", "VAT 20 %"),
    ],
)
def test_a_line_that_names_nothing_stays_unpaired(billed: InvoiceLineFacts) -> None:
    assert paired((billed,), *ORDER) == {}


def test_lines_are_never_paired_by_position() -> None:
    lines = (
        bare("1", "11.25", "Envelopes C5 self-seal, manila"),
        bare("1", "18.40", "Copier paper A4 80 gsm, white"),
        bare("1", "36.75", "Copier paper A3 80 gsm, white"),
    )
    assert paired(lines, *ORDER) == {1: 3, 2: 1, 3: 2}


def test_an_order_line_that_a_person_entered_counts_whatever_is_printed() -> None:
    billed = (bare("1", "99.00", "Consultancy", po_line=2),)
    assert paired(billed, *ORDER) == {}
    assert paired(billed, *ORDER, named=(1,)) == {1: 2}


def test_a_free_order_line_never_catches_a_tax_line() -> None:
    free = replace(ENVELOPES, unit_price=D(0), description="Delivery, free of charge", sku="")
    lines = (LINE, bare("1", "36.80", "VAT 20 %"))
    assert paired(lines, ORDER_LINE, free) == {1: 1}


def test_several_invoice_lines_may_bill_one_order_line() -> None:
    matched = match(request(billing(line("4", "18.40"), line("6", "18.40")), ORDER_LINE), policy.TOLERANCES)
    assert matched.billed_now() == {31: D(10)}


def test_one_invoice_line_is_spread_over_order_lines_that_cannot_be_told_apart() -> None:
    later = replace(ORDER_LINE, id=34, number=4, quantity=D(20), received=D(20))
    matched = match(request(billing(line("25", "18.40")), ORDER_LINE, later), policy.TOLERANCES)
    assert matched.billed_now() == {31: D(10), 34: D(15)}


def test_the_second_delivery_bills_what_the_first_left() -> None:
    first = replace(ORDER_LINE, invoiced=D(10), invoiced_value=D(184))
    later = replace(ORDER_LINE, id=34, number=4)
    matched = match(request(billing(line("10", "18.40")), first, later), policy.TOLERANCES)
    assert matched.billed_now() == {34: D(10)}


def test_of_two_prices_for_one_thing_each_line_takes_its_own() -> None:
    dear = replace(ORDER_LINE, id=34, number=4, unit_price=D("21.00"))
    assert paired((line("1", "21.00"), line("1", "18.40")), ORDER_LINE, dear) == {1: 4, 2: 1}


def test_other_figures_make_another_thing() -> None:
    assert likeness("Copier paper A4 80 gsm", "Copier paper A3 80 gsm") < policy.TOLERANCES.same_item
    assert likeness("Bracket 12 mm", "Bracket 12 mm, zinc") >= policy.TOLERANCES.same_item


@given(st.permutations([LINE, line("2", "36.75", sku="TP-A380"), line("3", "11.25", sku="TP-ENVC5"), line("1", "9")]))
def test_the_order_of_the_lines_does_not_matter(lines: list[InvoiceLineFacts]) -> None:
    matched = match(request(billing(*lines), *ORDER), policy.TOLERANCES)
    straight = match(
        request(
            billing(LINE, line("2", "36.75", sku="TP-A380"), line("3", "11.25", sku="TP-ENVC5"), line("1", "9")), *ORDER
        ),
        policy.TOLERANCES,
    )
    assert matched.billed_now() == straight.billed_now()
