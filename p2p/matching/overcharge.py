"""Where an invoice asks for more than was ordered: prices, line amounts, their sum over time, and extras."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from p2p.amounts import slack
from p2p.matching.matched import Matched, Pair
from p2p.matching.pools import Pool
from p2p.money import minor_unit
from p2p.rules import Tolerances

What = Literal["price", "amount", "creep", "free", "extra"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overcharge:
    """One line that is over, and why.

    `what`: the unit price, the amount on the line, the amount over all invoices so far ("creep"), something
    ordered free of charge, or something not ordered. `over` is in the invoice's currency; `percent` is None
    where nothing was to be paid: there is no percentage of nothing.
    """

    what: What
    line: int | None
    description: str
    over: Decimal
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    order_line: int | None = None
    order_price: Decimal | None = None
    percent: Decimal | None = None


def overcharges(matched: Matched, rules: Tolerances) -> tuple[Overcharge, ...]:
    """Every line over its tolerance. A credit note can't overcharge: it gives money back."""
    if matched.request.invoice.is_credit:
        return ()
    found = [over for pair in matched.pairs if (over := _on_line(pair, matched, rules))]
    if not found:
        found = list(_creeping(matched, rules))
    return (*found, *_extras(matched))


def _on_line(pair: Pair, matched: Matched, rules: Tolerances) -> Overcharge | None:
    billed, price = pair.billed, pair.pool.price
    if pair.over <= 0 or pair.quantity <= 0:
        return None
    if not price:
        return _overcharge("free", pair)
    if _price_over(pair, matched, rules):
        return _overcharge("price", pair)
    limit = line_limit(matched, rules)
    return _overcharge("amount", pair) if billed.number is not None and pair.over > limit else None


def _price_over(pair: Pair, matched: Matched, rules: Tolerances) -> bool:
    allowed = pair.pool.price * (1 + rules.price_percent / 100)
    if pair.billed.price_printed and pair.billed.unit_price is not None:
        return pair.billed.unit_price > allowed
    # Worked out from an amount that was rounded to the minor unit: half of one is no overcharge.
    return pair.billed.net > pair.quantity * allowed + minor_unit(matched.request.invoice.currency) / 2


def line_limit(matched: Matched, rules: Tolerances) -> Decimal:
    """How much a line may be over in the invoice's currency: never less than rounding makes."""
    currency = matched.request.invoice.currency
    return max(rules.line_limit(currency), slack(currency, rules.totals))


def _creeping(matched: Matched, rules: Tolerances) -> Iterator[Overcharge]:
    """Little by little: each line within its tolerance, their sum over all invoices so far beyond it."""
    by_pool: dict[Pool, list[Pair]] = {}
    for pair in matched.pairs:
        by_pool.setdefault(pair.pool, []).append(pair)
    for pool, pairs in by_pool.items():
        now = sum((pair.over for pair in pairs), Decimal(0))
        before = sum((line.invoiced_value - line.invoiced * pool.price for line in pool.lines), Decimal(0))
        if now > 0 and before + now > line_limit(matched, rules):
            worst = max(pairs, key=lambda pair: pair.over)
            yield _overcharge("creep", worst, over=before + now)


def _overcharge(what: What, pair: Pair, over: Decimal | None = None) -> Overcharge:
    billed, price = pair.billed, pair.pool.price
    unit_price = billed.unit_price or Decimal(0)
    return Overcharge(
        what=what,
        line=billed.number,
        description=billed.description,
        over=pair.over if over is None else over,
        quantity=pair.quantity,
        unit_price=unit_price,
        order_line=pair.shares[0].line.number,
        order_price=price,
        percent=(unit_price - price) / price * 100 if price else None,
    )


def _extras(matched: Matched) -> Iterator[Overcharge]:
    """What is on no order line. Discounts lower the price, and pass."""
    for billed in matched.extras:
        if billed.net > 0:
            yield Overcharge(
                what="extra",
                line=billed.number,
                description=billed.description,
                over=billed.net,
                quantity=billed.quantity,
                unit_price=billed.unit_price,
            )
