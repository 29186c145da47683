"""Where a document contradicts itself. Only what it states is compared; what it leaves out is no contradiction.

Sums may differ by `rules.totals` minor units of the document's own currency.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from p2p.amounts import net_of, slack, stated_net, stated_tax
from p2p.checks.words import quantity_words
from p2p.facts import InvoiceFacts
from p2p.money import show
from p2p.rules import DocumentRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What doesn't fit: a code, half a sentence, and the figures."""

    what: str
    sentence: str
    stated: str | None = None
    computed: str | None = None
    difference: str | None = None


def contradictions(invoice: InvoiceFacts, today: date, rules: DocumentRules) -> tuple[Contradiction, ...]:
    """All of them, totals first."""
    return tuple(
        found
        for found in (
            *_signs(invoice),
            *_totals(invoice, rules),
            *_line_sum(invoice, rules),
            *_line_products(invoice, rules),
            _tax_rates(invoice, rules),
            *_dates(invoice, today, rules),
        )
        if found
    )


def _signs(invoice: InvoiceFacts) -> Iterator[Contradiction]:
    for name in ("gross", "net", "tax", "payable"):
        value = getattr(invoice, name)
        if value is not None and value < 0:
            yield Contradiction(
                what=f"negative_{name}",
                sentence=f"the {name} amount is negative ({show(value, invoice.currency)})",
                stated=f"{value:f}",
            )
    if invoice.gross == 0:
        yield Contradiction(what="nothing_to_pay", sentence="the total is zero", stated="0")


def _totals(invoice: InvoiceFacts, rules: DocumentRules) -> Iterator[Contradiction | None]:
    net, tax, gross = invoice.net, invoice.tax, invoice.gross
    if gross is None:
        return
    if net is not None and tax is not None:
        yield _differs(invoice, rules, "total", "net plus VAT", gross, net + tax)
    if net is not None:
        yield _tax_possible(invoice, rules, net, gross)
    elif tax is not None:
        yield _tax_possible(invoice, rules, gross - tax, gross)
    if invoice.payable is not None:
        yield _differs(invoice, rules, "amount payable", "the total", invoice.payable, gross)


def _tax_possible(invoice: InvoiceFacts, rules: DocumentRules, net: Decimal, gross: Decimal) -> Contradiction | None:
    """Between net and total lies a VAT between nothing and the highest rate that there is."""
    highest = net * (1 + rules.highest_tax / 100)
    slack = _slack(invoice, rules)
    if net - slack <= gross <= highest + slack:
        return None
    return Contradiction(
        what="impossible_tax",
        sentence=f"net {show(net, invoice.currency)} and total {show(gross, invoice.currency)} leave an impossible VAT",
        stated=f"{gross:f}",
        computed=f"{net:f}",
        difference=f"{gross - net:f}",
    )


def _line_sum(invoice: InvoiceFacts, rules: DocumentRules) -> Iterator[Contradiction | None]:
    nets = [net_of(line) for line in invoice.lines]
    known = [net for net in nets if net is not None]
    if not nets or len(known) < len(nets):
        return
    total = sum(known, Decimal(0))
    net = stated_net(invoice)
    if net is not None:
        yield _differs(invoice, rules, "net amount", "the sum of the lines", net, total)
    elif invoice.gross is not None:
        yield _tax_possible(invoice, rules, total, invoice.gross)


def _line_products(invoice: InvoiceFacts, rules: DocumentRules) -> Iterator[Contradiction | None]:
    for line in invoice.lines:
        if line.quantity is None or line.unit_price is None or line.net is None:
            continue
        product = line.quantity * line.unit_price
        if abs(product - line.net) > _slack(invoice, rules):
            times = f"{quantity_words(line.quantity)} times {show(line.unit_price, invoice.currency)}"
            yield Contradiction(
                what=f"lines.{line.number}.net",
                sentence=f"line {line.number} says {show(line.net, invoice.currency)} for {times}",
                stated=f"{line.net:f}",
                computed=f"{product:f}",
                difference=f"{line.net - product:f}",
            )


def _tax_rates(invoice: InvoiceFacts, rules: DocumentRules) -> Contradiction | None:
    """Where every line states its rate, they make the VAT; each line may have been rounded by itself."""
    tax = stated_tax(invoice)
    taxes = [
        line.net * line.tax_rate / 100 for line in invoice.lines if line.net is not None and line.tax_rate is not None
    ]
    if tax is None or not taxes or len(taxes) < len(invoice.lines):
        return None
    rounding = slack(invoice.currency, len(taxes)) / 2
    return _differs(invoice, rules, "VAT", "the VAT by the lines' rates", tax, sum(taxes, Decimal(0)), extra=rounding)


def _dates(invoice: InvoiceFacts, today: date, rules: DocumentRules) -> Iterator[Contradiction]:
    issued, due = invoice.invoice_date, invoice.due_date
    if issued is None:
        return
    if due is not None and due < issued:
        yield _date("due_before_issue", f"the due date {due:%d %B %Y} is before its date {issued:%d %B %Y}", due)
    if issued > today + rules.furthest:
        yield _date("future_date", f"the date {issued:%d %B %Y} lies in the future", issued)
    if issued < today - rules.oldest:
        yield _date("past_date", f"the date {issued:%d %B %Y} lies too far in the past", issued)


def _date(what: str, sentence: str, stated: date) -> Contradiction:
    return Contradiction(what=what, sentence=sentence, stated=stated.isoformat())


def _differs(
    invoice: InvoiceFacts,
    rules: DocumentRules,
    name: str,
    of: str,
    stated: Decimal,
    computed: Decimal,
    extra: Decimal = Decimal(0),
) -> Contradiction | None:
    if abs(stated - computed) <= _slack(invoice, rules) + extra:
        return None
    return Contradiction(
        what=name.replace(" ", "_"),
        sentence=(
            f"the {name} is {show(stated, invoice.currency)}, but {of} is {show(computed, invoice.currency)} "
            f"({show(abs(stated - computed), invoice.currency)} {'more' if stated > computed else 'less'})"
        ),
        stated=f"{stated:f}",
        computed=f"{computed:f}",
        difference=f"{stated - computed:f}",
    )


def _slack(invoice: InvoiceFacts, rules: DocumentRules) -> Decimal:
    return slack(invoice.currency, rules.totals)
