"""The lines three ways: the figures of the comparison, and what of them is over."""

from dataclasses import replace

import pytest

from p2p import policy
from p2p.panels.match_lines import Line, lines_of
from tests.p2p.invoices import LINE, ORDER_LINE, D, billing, line, request


def only(*args: object, **fields: object) -> Line:
    (found,) = lines_of(request(*args, **fields), policy.TOLERANCES).lines  # type: ignore[arg-type]
    return found


def test_a_line_that_fits_has_its_figures_and_no_difference() -> None:
    assert only(billing(LINE), ORDER_LINE) == Line(
        number="1",
        description="Copier paper A4 80 gsm, white",
        unit="box",
        billed="10",
        billed_price="£18.40",
        net="£184.00",
        order_line="1",
        ordered="10",
        order_price="£18.40",
        received="10",
        invoiced="0",
    )
    assert not only(billing(LINE), ORDER_LINE).differs


def test_a_price_within_its_tolerance_differs_and_is_not_beyond() -> None:
    found = only(billing(line("10", "18.60")), ORDER_LINE)
    assert (found.price_over, found.price_percent, found.beyond) == ("+£0.20", "+1.1 %", frozenset())
    assert found.differs


def test_a_price_over_its_tolerance_is_told_absolute_and_in_percent() -> None:
    found = only(billing(line("10", "19.17")), ORDER_LINE)
    assert (found.price_over, found.price_percent, found.beyond) == ("+£0.77", "+4.2 %", frozenset({"price"}))


def test_less_than_ordered_has_its_sign_and_is_not_beyond() -> None:
    found = only(billing(line("10", "17.40")), ORDER_LINE)
    assert (found.price_over, found.price_percent, found.beyond) == ("−£1.00", "−5.4 %", frozenset())


def test_more_than_received_is_told_with_what_was_invoiced_before() -> None:
    found = only(billing(LINE), replace(ORDER_LINE, quantity=D(20), received=D(12), invoiced=D(5)))
    assert (found.ordered, found.received, found.invoiced) == ("20", "12", "5")
    assert (found.quantity_over, found.beyond) == ("+3", frozenset({"quantity"}))


def test_goods_that_have_not_come_are_all_too_many() -> None:
    found = only(billing(LINE), replace(ORDER_LINE, received=D(0)))
    assert (found.received, found.quantity_over, found.beyond) == ("0", "+10", frozenset({"quantity"}))


def test_what_is_on_no_order_line_stands_below_and_is_beyond() -> None:
    freight = replace(LINE, description="Freight", sku="", quantity=D(1), unit_price=D("25"), net=D("25"))
    whole = lines_of(request(billing(LINE, freight), ORDER_LINE), policy.TOLERANCES)
    assert [(each.description, each.order_line, each.beyond) for each in whole.lines] == [
        ("Copier paper A4 80 gsm, white", "1", frozenset()),
        ("Freight", "", frozenset({"extra"})),
    ]
    assert whole.tolerance == "2 % on a price, £5.00 on a line"
    assert whole.order == "PO-7001"


def test_creeping_up_over_several_invoices_is_beyond_though_the_line_itself_is_not() -> None:
    ordered = replace(ORDER_LINE, quantity=D(1000), received=D(1000), invoiced=D(900), invoiced_value=D("16740"))
    found = only(billing(line("10", "18.50")), ordered)
    assert (found.price_percent, found.beyond) == ("+0.5 %", frozenset({"price"}))


@pytest.mark.parametrize(
    ("invoice", "remark"),
    [
        (billing(LINE, net=D("300"), tax=D("60"), gross=D("360")), "The lines that could be read aren't the whole"),
        (billing(LINE, lines=()), "The document has no lines: its total is what is received"),
    ],
)
def test_what_else_is_to_be_known_is_said(invoice: object, remark: str) -> None:
    (said,) = lines_of(request(invoice, ORDER_LINE), policy.TOLERANCES).remarks  # type: ignore[arg-type]
    assert said.startswith(remark)
