"""The resolver: what adds up wins, and nothing is made up."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from p2p.formats.evidence.amounts import Amount
from p2p.formats.evidence.resolve import ADDS_UP, CENT, Facts, resolve
from p2p.formats.evidence.totals import Labelled

MONEY = st.integers(100, 5_000_000).map(lambda pence: Decimal(pence) / 100)
RATES = st.sampled_from([Decimal(5), Decimal(7), Decimal(10), Decimal(19), Decimal(20), Decimal(21)])


def labelled(**values: list[Decimal]) -> dict[str, dict[Decimal, Labelled]]:
    """Values by meaning, each firmly labelled."""
    return {
        meaning: {value: Labelled(meaning, Amount(value, 2, None, 0, 0, 0, ()), 1.0, meaning) for value in given}
        for meaning, given in values.items()
    }


def facts(known: dict[str, dict[Decimal, Labelled]], *more: Decimal, rates: tuple[Decimal, ...] = ()) -> Facts:
    printed = {value for values in known.values() for value in values} | set(more)
    return Facts(known, frozenset(printed), frozenset(rates))


@given(net=MONEY, rate=RATES)
def test_printed_parts_that_add_up_are_found(net: Decimal, rate: Decimal) -> None:
    tax = (net * rate / 100).quantize(Decimal("0.01"))
    found = resolve(facts(labelled(net=[net], tax=[tax], gross=[net + tax])))
    assert found is not None
    best, _ = found
    if tax:
        assert (best.net, best.tax, best.gross, best.proof) == (net, tax, net + tax, ADDS_UP)


@given(net=MONEY, rate=RATES, noise=st.lists(MONEY, max_size=4))
def test_whatever_is_proved_does_add_up(net: Decimal, rate: Decimal, noise: list[Decimal]) -> None:
    tax = (net * rate / 100).quantize(Decimal("0.01"))
    found = resolve(facts(labelled(net=[net, *noise], tax=[tax], total=[net + tax, *noise])))
    assert found is not None
    best, _ = found
    if best.net is not None and best.tax is not None:
        assert abs(best.net + best.tax + best.extra - best.gross) <= CENT


@given(values=st.lists(MONEY, min_size=1, max_size=6))
def test_every_chosen_amount_stands_on_the_page(values: list[Decimal]) -> None:
    known = labelled(total=values, subtotal=values)
    found = resolve(facts(known))
    assert found is not None
    assert found[0].gross in values


def test_carriage_may_stand_between_net_and_gross() -> None:
    known = labelled(
        subtotal=[Decimal("5299.83")],
        tax=[Decimal("423.99")],
        extra=[Decimal("25.00")],
        total=[Decimal("5748.82")],
    )
    found = resolve(facts(known, rates=(Decimal(8),)))
    assert found is not None
    best, _ = found
    assert (best.net, best.tax, best.extra) == (Decimal("5299.83"), Decimal("423.99"), Decimal("25.00"))


def test_of_sums_by_rate_and_their_total_the_whole_is_taken() -> None:
    known = labelled(
        net=[Decimal("321.40"), Decimal("127.59"), Decimal("448.99")],
        tax=[Decimal("61.07"), Decimal("8.93"), Decimal("70.00")],
        gross=[Decimal("382.47"), Decimal("136.52"), Decimal("518.99")],
    )
    found = resolve(facts(known, rates=(Decimal(19), Decimal(7))))
    assert found is not None
    assert found[0].gross == Decimal("518.99")


def test_without_any_label_there_is_no_total() -> None:
    assert resolve(facts({}, Decimal("12.00"))) is None


def test_a_total_alone_is_taken_without_net_where_tax_is_spoken_of() -> None:
    found = resolve(facts(labelled(total=[Decimal("24.00")])))
    assert found is not None
    assert (found[0].gross, found[0].net) == (Decimal("24.00"), None)
