from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p import policy
from p2p.checks import price_variance
from p2p.facts import InvoiceFacts, MatchFacts, OrderFacts
from p2p.inputs.match import MatchRequest, OrderLineRecord
from p2p.rules import Tolerances
from p2p.steps import match_three_way
from tests.p2p.invoices import CLERK, INVOICE, LINE, NOW, ORDER_LINE, D, answer, billing, line, request
from workflow.outcomes import Ask, Finish, Outcome, Proceed, Wait

FREIGHT = line("1", "15.00", sku="", description="Carriage")


def decided(facts: MatchRequest, rules: Tolerances = policy.TOLERANCES) -> Outcome:
    return match_three_way.decide(facts, rules)


def reasons(outcome: Outcome) -> list[str]:
    if not isinstance(outcome, Ask):
        return []
    return [outcome.finding.reason, *(finding.reason for finding in outcome.also)]


def asked(facts: MatchRequest) -> Ask:
    outcome = decided(facts)
    assert isinstance(outcome, Ask), outcome
    return outcome


def stands(ordered: str = "10", received: str = "10", invoiced: str = "0", price: str = "18.40") -> OrderLineRecord:
    """The order line with these quantities, what was invoiced at the order's price."""
    return replace(
        ORDER_LINE,
        quantity=D(ordered),
        received=D(received),
        invoiced=D(invoiced),
        unit_price=D(price),
        invoiced_value=D(invoiced) * D(price),
    )


def credit(*lines: Any, **fields: Any) -> InvoiceFacts:
    return billing(*lines, document_type="credit_note", **fields)


def test_what_was_ordered_and_received_goes_on() -> None:
    outcome = decided(request(INVOICE, ORDER_LINE))
    assert isinstance(outcome, Proceed)
    (matched,) = outcome.output.lines
    assert (matched.invoice_line, matched.order_line_id, matched.quantity) == (1, 31, D(10))
    assert (matched.net, matched.gl_account, matched.cost_centre) == (D("184.00"), "6200", "ADM")


def test_an_invoice_coded_by_hand_is_held_against_nothing() -> None:
    coded = request(INVOICE, order=OrderFacts(gl_account="6200", cost_centre="ADM"))
    assert decided(coded) == Proceed(MatchFacts())


# --- price ---


@pytest.mark.parametrize(
    ("quantity", "price", "ordered", "asks"),
    [
        ("10", "18.40", "18.40", False),
        ("10", "17.00", "18.40", False),  # less than ordered passes
        ("1", "10.20", "10.00", False),  # exactly 2 %
        ("1", "10.21", "10.00", True),
        ("100", "10.05", "10.00", False),  # exactly £5.00 on the line
        ("101", "10.05", "10.00", True),
        ("1", "0.02", "0.01", True),
        ("10", "0.00", "18.40", False),
        ("1", "0.01", "0", True),
    ],
)
def test_a_price_over_the_order(quantity: str, price: str, ordered: str, asks: bool) -> None:
    facts = request(billing(line(quantity, price)), stands("200", "200", price=ordered))
    assert reasons(decided(facts)) == (["price_variance"] if asks else [])


def test_the_question_has_the_numbers_in_it() -> None:
    outcome = asked(request(billing(line("10", "12.40")), stands(price="11.90")))
    assert outcome.finding.sentence == (
        "Line 1 “Copier paper A4 80 gsm, white”: invoiced 10 at £12.40 each, ordered at £11.90: 4.2 % over, "
        "tolerance 2 %. Accept invoice INV-003411 over £148.80?"
    )
    (told,) = outcome.finding.evidence["lines"]
    assert (told["invoiced_price"], told["order_price"], told["over"], told["over_percent"]) == (
        "12.4",
        "11.9",
        "5",
        "4.2",
    )
    assert outcome.output.lines[0].quantity == 10


def test_nothing_expected_is_named_without_a_percentage() -> None:
    outcome = asked(request(billing(line("1", "15.00")), stands(price="0")))
    assert "for what was ordered free of charge" in outcome.finding.sentence
    assert outcome.finding.evidence["lines"][0]["over_percent"] is None


def test_a_line_that_is_not_on_the_order_is_asked_about() -> None:
    outcome = asked(request(billing(LINE, FREIGHT), ORDER_LINE))
    assert outcome.finding.reason == "price_variance"
    assert "Line 2 “Carriage”: £15.00 isn't on order PO-7001" in outcome.finding.sentence
    accepted = decided(request(billing(LINE, FREIGHT), ORDER_LINE, answers=(answer(outcome.finding, "accept"),)))
    assert isinstance(accepted, Proceed)
    assert [matched.invoice_line for matched in accepted.output.lines] == [1]


def test_a_discount_that_is_not_on_the_order_passes() -> None:
    discount = replace(line("1", "-10.00", sku="", description="Loyalty discount"), net=D("-10.00"))
    assert isinstance(decided(request(billing(LINE, discount), ORDER_LINE)), Proceed)


def test_a_price_cannot_be_accepted_where_nothing_is_on_the_order() -> None:
    outcome = asked(request(billing(FREIGHT), ORDER_LINE))
    refusal = price_variance.REASON.choice("accept").allowed(CLERK, outcome.finding.evidence)
    assert refusal is not None
    assert "Not one line" in refusal.why
    both = asked(request(billing(LINE, FREIGHT), ORDER_LINE))
    assert price_variance.REASON.choice("accept").allowed(CLERK, both.finding.evidence) is None


def test_an_accepted_price_stays_accepted_when_goods_arrive() -> None:
    dear = billing(line("10", "20.00"))
    outcome = asked(request(dear, stands(received="0")))
    assert outcome.finding.reason == "price_variance"
    answers = (answer(outcome.finding, "accept"),)
    assert isinstance(decided(request(dear, stands(received="0"), answers=answers)), Wait)
    assert isinstance(decided(request(dear, stands(received="10"), answers=answers)), Proceed)


def test_an_accepted_price_is_asked_about_again_when_it_changes() -> None:
    outcome = asked(request(billing(line("10", "20.00")), ORDER_LINE))
    answers = (answer(outcome.finding, "accept"),)
    assert isinstance(decided(request(billing(line("10", "20.01")), ORDER_LINE, answers=answers)), Ask)


def test_refusing_ends_the_case() -> None:
    facts = request(billing(line("10", "20.00")), ORDER_LINE)
    ended = decided(replace(facts, answers=(answer(asked(facts).finding, "refuse"),)))
    assert isinstance(ended, Finish)
    assert ended.state == "refused"


def test_creeping_prices_are_caught_by_their_sum() -> None:
    """1,000 ordered at 10.00; 800, 100 and 200 at 10.80: each within its tolerance, not together."""
    rules = replace(
        policy.TOLERANCES,
        price_percent=D(10),
        line_amount=replace(policy.TOLERANCES.line_amount, amount=D(800)),
    )
    before = Decimal(0)
    outcomes = []
    for quantity in ("800", "100", "200"):
        ordered = replace(stands("2000", "2000", price="10.00"), invoiced=before, invoiced_value=before * D("10.80"))
        outcomes.append(reasons(decided(request(billing(line(quantity, "10.80")), ordered), rules)))
        before += D(quantity)
    assert outcomes == [[], [], ["price_variance"]]


def test_many_small_overcharges_are_caught_by_their_sum() -> None:
    crept = replace(stands("100", "100"), invoiced=D(40), invoiced_value=D(40) * D("18.50"))
    outcome = asked(request(billing(line("20", "18.50")), crept))
    assert "£6.00 over in all invoices so far, tolerance £5.00" in outcome.finding.sentence
    at_price = request(billing(line("20", "18.40")), crept)
    assert isinstance(decided(at_price), Proceed)


def test_the_pounds_of_the_tolerance_do_not_hold_in_euros() -> None:
    euros = replace(billing(line("100", "10.01")), currency="EUR")
    assert reasons(decided(request(euros, stands("100", "100", price="10.00")))) == ["price_variance"]


# --- goods ---


def test_goods_that_may_still_come_are_waited_for() -> None:
    facts = request(INVOICE, stands(received="0"))
    outcome = decided(facts)
    assert isinstance(outcome, Wait)
    assert outcome.events == ("receipt:PO-7001", "order:7001")
    assert outcome.until == facts.received_at + timedelta(days=5)


def test_after_the_wait_a_person_is_asked() -> None:
    late = request(INVOICE, stands(received="0"), received_at=NOW - timedelta(days=5))
    outcome = asked(late)
    assert outcome.finding.reason == "goods_not_received"
    assert outcome.finding.sentence == (
        "5 days after invoice INV-003411 over £220.80 came, nothing has been received of "
        "Copier paper A4 80 gsm, white (order PO-7001): was it delivered?"
    )
    assert "receipt:PO-7001" in outcome.finding.withdrawn_by
    rechecked = replace(late, answers=(answer(outcome.finding, "recheck"),))
    assert reasons(decided(rechecked)) == ["goods_not_received"]


@pytest.mark.parametrize(
    ("billed", "ordered", "received", "invoiced", "expected"),
    [
        ("10", "10", "10", "0", []),
        ("5", "10", "10", "5", []),
        ("6", "10", "10", "5", ["quantity_variance"]),
        ("10", "10", "9", "0", ["quantity_variance"]),
        ("2", "2", "1", "0", ["quantity_variance"]),
        ("12", "10", "12", "0", ["quantity_variance"]),  # more than was ordered
        ("11", "10", "0", "0", ["quantity_variance"]),  # whatever arrives
        ("0.000001", "10", "10", "10", ["quantity_variance"]),
        ("5", "10", "10", "-2", []),
    ],
)
def test_quantities(billed: str, ordered: str, received: str, invoiced: str, expected: list[str]) -> None:
    facts = request(billing(line(billed, "18.40")), stands(ordered, received, invoiced))
    assert reasons(decided(facts)) == expected


def test_what_is_short_names_the_quantity_that_arrived() -> None:
    outcome = asked(request(billing(line("2", "18.40")), stands("2", "1")))
    assert "2 invoiced, but 1 received of 2 ordered" in outcome.finding.sentence
    assert outcome.finding.evidence["lines"][0]["received"] == "1"


def test_all_lines_must_match() -> None:
    other = replace(stands(received="1"), id=32, number=2, sku="TP-A380", description="Copier paper A3")
    invoice = billing(LINE, line("10", "18.40", sku="TP-A380", description="Copier paper A3"))
    assert reasons(decided(request(invoice, ORDER_LINE, other))) == ["quantity_variance"]


def test_a_shortage_is_asked_at_once_while_other_goods_are_waited_for() -> None:
    missing = replace(stands(received="0"), id=32, number=2, sku="TP-A380", description="Copier paper A3")
    invoice = billing(line("10", "18.40"), line("10", "18.40", sku="TP-A380", description="Copier paper A3"))
    assert reasons(decided(request(invoice, stands(received="9"), missing))) == ["quantity_variance"]


def test_several_reasons_stand_in_the_order_of_the_step() -> None:
    late = NOW - timedelta(days=6)
    missing = replace(stands(received="0"), id=32, number=2, sku="TP-A380", description="Copier paper A3")
    invoice = billing(line("11", "20.00"), line("10", "18.40", sku="TP-A380", description="Copier paper A3"))
    facts = request(invoice, ORDER_LINE, missing, received_at=late)
    assert reasons(decided(facts)) == ["price_variance", "goods_not_received", "quantity_variance"]


# --- lines that say too little ---


def test_without_lines_exactly_what_is_received_and_not_invoiced_may_be_billed() -> None:
    bare = replace(INVOICE, lines=())
    outcome = decided(request(bare, ORDER_LINE))
    assert isinstance(outcome, Proceed)
    assert outcome.output.by_total
    assert outcome.output.lines[0].quantity == 10
    assert isinstance(decided(request(bare, stands("30", "20", "10"))), Proceed)


@pytest.mark.parametrize("net", ["184.02", "183.98"])
def test_a_total_may_be_two_pence_out(net: str) -> None:
    assert isinstance(decided(request(replace(INVOICE, lines=(), net=D(net)), ORDER_LINE)), Proceed)


@pytest.mark.parametrize("order", [stands("20", "20"), stands("10", "9", price="18.43"), stands(invoiced="5")])
def test_without_lines_anything_else_is_asked_for(order: OrderLineRecord) -> None:
    outcome = asked(request(replace(INVOICE, lines=()), order))
    assert outcome.finding.reason == "unreadable"
    assert "Please enter its lines" in outcome.finding.sentence


def test_without_lines_the_whole_order_is_waited_for() -> None:
    assert isinstance(decided(request(replace(INVOICE, lines=()), stands(received="0"))), Wait)


def test_without_lines_a_part_of_the_order_is_short_at_once() -> None:
    outcome = asked(request(replace(INVOICE, lines=()), stands(received="9")))
    assert outcome.finding.reason == "quantity_variance"


def test_without_net_amount_the_total_is_held_against_the_orders_vat() -> None:
    gross_only = replace(INVOICE, lines=(), net=None, tax=None)
    assert isinstance(decided(request(gross_only, ORDER_LINE)), Proceed)
    assert reasons(decided(request(gross_only, replace(ORDER_LINE, tax_rate=D(5))))) == ["unreadable"]


def test_lines_that_are_not_the_whole_invoice_are_asked_for() -> None:
    hidden = replace(billing(LINE), net=D("284.00"), tax=D("56.80"), gross=D("340.80"))
    outcome = asked(request(hidden, ORDER_LINE))
    assert outcome.finding.reason == "unreadable"
    assert "the whole" in outcome.finding.sentence


def test_a_line_without_an_amount_is_asked_for() -> None:
    blank = replace(LINE, number=2, unit_price=None, net=None)
    outcome = asked(request(replace(INVOICE, lines=(LINE, blank)), stands("20", "20")))
    assert outcome.finding.reason == "unreadable"
    assert "line 2 can't be made out" in outcome.finding.sentence


def test_a_remark_between_the_lines_is_no_line() -> None:
    remark = replace(LINE, number=2, description="Delivered 4 May", quantity=None, unit_price=None, net=None)
    assert isinstance(decided(request(replace(INVOICE, lines=(LINE, remark)), ORDER_LINE)), Proceed)


@pytest.mark.parametrize(
    "printed",
    [{"quantity": None}, {"unit_price": None}, {"net": None}, {"quantity": None, "unit_price": None}],
)
def test_what_a_line_leaves_out_follows_from_the_rest(printed: dict[str, Any]) -> None:
    outcome = decided(request(replace(INVOICE, lines=(replace(LINE, **printed),)), ORDER_LINE))
    assert isinstance(outcome, Proceed)
    assert outcome.output.lines[0].quantity == 10


def test_a_line_that_prints_only_an_amount_cannot_bill_more_than_arrived() -> None:
    amount_only = replace(LINE, quantity=None, unit_price=None, net=D("202.40"))
    invoice = replace(billing(amount_only))
    assert reasons(decided(request(invoice, stands("20", "10")))) == ["quantity_variance"]


# --- credit notes ---


def test_a_credit_takes_back_what_was_invoiced_and_needs_no_receipt() -> None:
    outcome = decided(request(credit(line("4", "18.40")), stands("10", "10", "10")))
    assert isinstance(outcome, Proceed)
    assert outcome.output.lines[0].quantity == -4
    assert outcome.output.lines[0].net == D("73.60")


def test_no_more_can_be_credited_than_was_invoiced() -> None:
    outcome = asked(request(credit(line("4", "18.40")), stands("10", "10", "3")))
    assert outcome.finding.reason == "quantity_variance"
    assert "4 credited, but only 3 invoiced" in outcome.finding.sentence


def test_a_credit_without_lines_takes_back_everything() -> None:
    whole = credit(lines=(), net=D("184.00"), tax=D("36.80"), gross=D("220.80"))
    outcome = decided(request(whole, stands("10", "10", "10")))
    assert isinstance(outcome, Proceed)
    assert outcome.output.lines[0].quantity == -10
    assert reasons(decided(request(whole, stands("10", "10", "9")))) == ["unreadable"]


def test_a_dearer_credit_is_no_overcharge() -> None:
    assert isinstance(decided(request(credit(line("4", "30.00")), stands("10", "10", "10"))), Proceed)


# --- what must hold whatever comes ---

QUANTITIES = st.decimals(min_value=0, max_value=100, places=3)
PRICES = st.decimals(min_value=D("0.01"), max_value=1000, places=2)


@given(QUANTITIES.filter(bool), PRICES, QUANTITIES.filter(bool), QUANTITIES, QUANTITIES, PRICES)
def test_more_than_was_received_or_ordered_never_passes(
    billed: Decimal, price: Decimal, ordered: Decimal, received: Decimal, invoiced: Decimal, agreed: Decimal
) -> None:
    order = replace(ORDER_LINE, quantity=ordered, received=received, invoiced=invoiced, unit_price=agreed)
    net = (billed * price).quantize(D("0.01"))
    facts = request(billing(replace(LINE, quantity=billed, unit_price=price, net=net)), order)
    outcome = decided(facts)
    if billed + invoiced > min(received, ordered):
        assert not isinstance(outcome, Proceed)
    if isinstance(outcome, Proceed):
        assert sum(matched.quantity for matched in outcome.output.lines) == billed
        assert sum(matched.net for matched in outcome.output.lines) == net


@given(st.lists(st.tuples(QUANTITIES.filter(bool), PRICES), min_size=1, max_size=6), QUANTITIES, QUANTITIES)
def test_several_lines_together_never_bill_more_than_arrived(
    lines: Sequence[tuple[Decimal, Decimal]], first: Decimal, second: Decimal
) -> None:
    pool = (
        replace(ORDER_LINE, quantity=D(100), received=first),
        replace(ORDER_LINE, id=34, number=4, quantity=D(100), received=second),
    )
    billed = [
        replace(LINE, quantity=quantity, unit_price=price, net=(quantity * price).quantize(D("0.01")))
        for quantity, price in lines
    ]
    outcome = decided(request(billing(*billed), *pool))
    if sum(quantity for quantity, _ in lines) > first + second:
        assert not isinstance(outcome, Proceed)


@given(PRICES, PRICES, PRICES, QUANTITIES.filter(bool))
def test_a_higher_price_never_turns_a_question_into_a_pass(
    low: Decimal, high: Decimal, agreed: Decimal, quantity: Decimal
) -> None:
    low, high = sorted((low, high))
    order = replace(ORDER_LINE, quantity=D(100), received=D(100), unit_price=agreed)

    def passes(price: Decimal) -> bool:
        net = (quantity * price).quantize(D("0.01"))
        facts = request(billing(replace(LINE, quantity=quantity, unit_price=price, net=net)), order)
        return isinstance(decided(facts), Proceed)

    assert passes(low) or not passes(high)


@given(st.decimals(min_value=D("0.01"), max_value=500, places=2))
def test_what_the_invoice_says_is_never_changed(price: Decimal) -> None:
    invoice = billing(line("10", str(price)))
    outcome = decided(request(invoice, ORDER_LINE))
    assert isinstance(outcome, Proceed | Ask)
    output = outcome.output
    assert output.lines[0].unit_price == price
    assert output.lines[0].net == invoice.net
