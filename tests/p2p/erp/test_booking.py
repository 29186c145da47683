from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p.erp.booking import booking_of
from p2p.erp.failures import PostingRefused
from p2p.erp.requests import PostingRequest
from p2p.facts import InvoiceFacts, InvoiceLineFacts, MatchedLine, MatchFacts, OrderFacts, VendorFacts

VENDOR = VendorFacts(
    id=7,
    code="V1001",
    name="Thornbury Paper Supplies Ltd",
    vat_id="",
    currency="GBP",
    payment_terms="net 30",
    iban="",
    sort_code="202959",
    account_number="63748472",
    status="active",
    found_by="vat_id",
)
ORDER = OrderFacts(order_id=3, po_number="PO-7001", currency="GBP")
BY_HAND = OrderFacts(gl_account="6310", cost_centre="FAC")
NO_MATCH = MatchFacts()


def invoice(gross: str, net: str | None = None, tax: str | None = None, **other: object) -> InvoiceFacts:
    fields = {"document_type": "invoice", "currency": "GBP", **other}
    return InvoiceFacts(
        invoice_number="INV-1",
        invoice_date=date(2026, 5, 11),
        gross=Decimal(gross),
        net=None if net is None else Decimal(net),
        tax=None if tax is None else Decimal(tax),
        **fields,  # type: ignore[arg-type]
    )


def matched(
    quantity: str, price: str, *, ordered_at: str | None = None, received: str = "0", number: int = 1
) -> MatchedLine:
    return MatchedLine(
        invoice_line=number,
        order_line_id=number,
        order_line=number,
        description="Copier paper",
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        ordered_quantity=Decimal(100),
        order_price=Decimal(ordered_at or price),
        received=Decimal(received),
        already_invoiced=Decimal(0),
        net=abs(Decimal(quantity)) * Decimal(price),
        gl_account="6200",
        cost_centre="ADM",
    )


def lines(posting: PostingRequest) -> list[tuple[str, ...]]:
    """Account, cost centre, debit and credit; "" for zero."""
    return [
        (entry.account, entry.cost_centre, *(str(side or "") for side in (entry.debit, entry.credit)))
        for entry in posting.entries
    ]


def test_received_goods_settle_the_goods_receipt() -> None:
    match = MatchFacts(lines=(matched("10", "18.40", received="10"),))
    posting = booking_of(invoice("220.80", "184.00", "36.80"), VENDOR, ORDER, match)
    assert lines(posting) == [
        ("2110", "", "184.00", ""),
        ("2201", "", "36.80", ""),
        ("2100", "", "", "220.80"),
    ]
    assert [entry.vendor_code for entry in posting.entries] == ["", "", "V1001"]


def test_an_accepted_price_difference_goes_to_the_cost_centre() -> None:
    match = MatchFacts(lines=(matched("10", "19.00", ordered_at="18.40", received="10"),))
    posting = booking_of(invoice("228.00", "190.00", "38.00"), VENDOR, ORDER, match)
    assert lines(posting)[:2] == [("2110", "", "184.00", ""), ("6200", "ADM", "6.00", "")]


def test_a_lower_price_is_credited_to_the_cost_centre() -> None:
    match = MatchFacts(lines=(matched("10", "18.00", ordered_at="18.40", received="10"),))
    posting = booking_of(invoice("216.00", "180.00", "36.00"), VENDOR, ORDER, match)
    assert lines(posting)[:2] == [("2110", "", "184.00", ""), ("6200", "ADM", "", "4.00")]


def test_services_without_receipts_are_an_expense_at_once() -> None:
    match = MatchFacts(lines=(matched("8", "17.50"),))
    posting = booking_of(invoice("168.00", "140.00", "28.00"), VENDOR, ORDER, match)
    assert lines(posting) == [
        ("6200", "ADM", "140.00", ""),
        ("2201", "", "28.00", ""),
        ("2100", "", "", "168.00"),
    ]


def test_a_credit_note_is_the_mirror_image() -> None:
    match = MatchFacts(lines=(matched("-2", "18.40", received="10"),))
    credit = invoice("44.16", "36.80", "7.36", document_type="credit_note")
    posting = booking_of(credit, VENDOR, ORDER, match)
    assert posting.kind == "credit_note"
    assert lines(posting) == [
        ("2110", "", "", "36.80"),
        ("2201", "", "", "7.36"),
        ("2100", "", "44.16", ""),
    ]


@pytest.mark.parametrize(
    ("net", "tax", "booked"),
    [
        ("100.00", "20.00", [("6310", "FAC", "100.00", ""), ("2201", "", "20.00", "")]),
        (None, "20.00", [("6310", "FAC", "100.00", ""), ("2201", "", "20.00", "")]),
        ("100.00", None, [("6310", "FAC", "100.00", ""), ("2201", "", "20.00", "")]),
        (None, None, [("6310", "FAC", "120.00", "")]),
    ],
)
def test_coded_by_hand(net: str | None, tax: str | None, booked: list[tuple[str, ...]]) -> None:
    posting = booking_of(invoice("120.00", net, tax), VENDOR, BY_HAND, NO_MATCH)
    assert lines(posting) == [*booked, ("2100", "", "", "120.00")]


@pytest.mark.parametrize(
    ("gross", "rounding"),
    [("120.02", ("7980", "", "0.02", "")), ("119.98", ("7980", "", "", "0.02"))],
)
def test_pennies_are_rounded_away(gross: str, rounding: tuple[str, ...]) -> None:
    posting = booking_of(invoice(gross, "100.00", "20.00"), VENDOR, BY_HAND, NO_MATCH)
    assert rounding in lines(posting)
    assert posting.gross == Decimal(gross)


@pytest.mark.parametrize("gross", ["120.03", "119.97", "1200.00"])
def test_more_than_pennies_is_refused(gross: str) -> None:
    with pytest.raises(PostingRefused, match=r"add up to 120\.00 GBP.*never booked away"):
        booking_of(invoice(gross, "100.00", "20.00"), VENDOR, BY_HAND, NO_MATCH)


def test_freight_that_a_person_accepted_is_an_expense() -> None:
    billed = (
        InvoiceLineFacts(number=1, net=Decimal("184.00")),
        InvoiceLineFacts(number=2, net=Decimal("12.50")),
        InvoiceLineFacts(number=3, description="Thank you for your business"),
    )
    match = MatchFacts(lines=(matched("10", "18.40", received="10"),))
    posting = booking_of(invoice("235.80", "196.50", "39.30", lines=billed), VENDOR, ORDER, match)
    assert ("7900", "", "12.50", "") in lines(posting)


def test_freight_by_quantity_and_price_counts_too() -> None:
    billed = (InvoiceLineFacts(number=2, quantity=Decimal(2), unit_price=Decimal("6.25")),)
    match = MatchFacts(lines=(matched("10", "18.40", received="10"),))
    posting = booking_of(invoice("196.50", "196.50", "0", lines=billed), VENDOR, ORDER, match)
    assert ("7900", "", "12.50", "") in lines(posting)


def test_a_discount_line_lowers_the_expense() -> None:
    match = MatchFacts(lines=(matched("8", "17.50"), replace(matched("1", "10", number=2), net=Decimal(-10))))
    posting = booking_of(invoice("156.00", "130.00", "26.00"), VENDOR, ORDER, match)
    assert lines(posting)[:2] == [("6200", "ADM", "140.00", ""), ("6200", "ADM", "", "10.00")]


def test_vat_that_is_stated_nowhere_is_what_the_matched_lines_leave() -> None:
    match = MatchFacts(lines=(matched("10", "18.40", received="10"),))
    posting = booking_of(invoice("220.80"), VENDOR, ORDER, match)
    assert ("2201", "", "36.80", "") in lines(posting)


def test_lines_above_the_gross_are_refused() -> None:
    match = MatchFacts(lines=(matched("10", "18.40", received="10"),))
    with pytest.raises(PostingRefused, match=r"add up to 184\.00 GBP, its gross is 150\.00"):
        booking_of(invoice("150.00"), VENDOR, ORDER, match)


def test_matched_by_total_no_line_is_an_extra() -> None:
    billed = (InvoiceLineFacts(number=5, net=Decimal("184.00")),)
    line = replace(matched("10", "18.40", received="10"), invoice_line=None)
    posting = booking_of(
        invoice("184.00", "184.00", "0", lines=billed), VENDOR, ORDER, MatchFacts(lines=(line,), by_total=True)
    )
    assert lines(posting) == [("2110", "", "184.00", ""), ("2100", "", "", "184.00")]


@pytest.mark.parametrize(
    ("document", "order"),
    [
        (invoice("120.00", "100.00", "20.00"), ORDER),  # nothing matched
        (invoice("120.00", "100.00", "20.00"), OrderFacts(gl_account="6310")),  # half a coding
        (replace(invoice("120.00"), gross=None), BY_HAND),
        (replace(invoice("120.00"), invoice_date=None), BY_HAND),
    ],
)
def test_what_is_missing_is_never_guessed(document: InvoiceFacts, order: OrderFacts) -> None:
    with pytest.raises(PostingRefused):
        booking_of(document, VENDOR, order, NO_MATCH)


def test_yen_have_no_pennies() -> None:
    posting = booking_of(invoice("1200", "1000", "200", currency="JPY"), VENDOR, BY_HAND, NO_MATCH)
    assert lines(posting) == [("6310", "FAC", "1000", ""), ("2201", "", "200", ""), ("2100", "", "", "1200")]


def test_nothing_is_booked_for_nothing() -> None:
    assert booking_of(invoice("0.00", "0.00", "0.00"), VENDOR, BY_HAND, NO_MATCH).entries == ()


amounts = st.decimals(min_value="0.01", max_value="90000", places=2)
prices = st.decimals(min_value="0.0001", max_value="900", places=4)


@given(
    st.lists(st.tuples(st.integers(1, 500), prices, prices, st.booleans()), min_size=1, max_size=8),
    st.integers(-2, 2),
    st.sampled_from(["invoice", "credit_note"]),
)
def test_what_is_booked_always_balances(
    billed: list[tuple[int, Decimal, Decimal, bool]], pennies: int, kind: str
) -> None:
    sign = -1 if kind == "credit_note" else 1
    match = MatchFacts(
        lines=tuple(
            replace(
                matched(str(sign * count), str(price), ordered_at=str(ordered), received=str(int(came)), number=n),
                net=(count * price).quantize(Decimal("0.01")),
            )
            for n, (count, price, ordered, came) in enumerate(billed, 1)
        )
    )
    net = sum((line.net for line in match.lines), Decimal(0))
    document = invoice(str(net + Decimal(pennies) / 100), str(net), "0", document_type=kind)
    if document.gross is None or document.gross <= 0:
        return
    posting = booking_of(document, VENDOR, ORDER, match)
    debit, credit = (sum(getattr(entry, side) for entry in posting.entries) for side in ("debit", "credit"))
    assert debit == credit
    assert all((entry.debit > 0) != (entry.credit > 0) for entry in posting.entries)
    (vendor,) = (entry for entry in posting.entries if entry.vendor_code)
    assert (vendor.debit if kind == "credit_note" else vendor.credit) == document.gross
