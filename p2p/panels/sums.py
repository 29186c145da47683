"""The panel of figures that don't add up: every sum of the document worked out again beside what it states."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from p2p import policy
from p2p.amounts import net_of, slack
from p2p.checks.words import quantity_words
from p2p.facts import InvoiceFacts
from p2p.inputs.document import DocumentFacts
from p2p.money import show
from p2p.panels.looked_at import looked_at

# What a contradiction may lie in, besides a line.
_HEADER, _DATES = ("net", "tax", "gross", "payable"), ("invoice_date", "due_date")

_OF_DATES = {"due_before_issue", "future_date", "past_date"}


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum: what it is, how it comes about, what the document states, and by how much that is out ("" if not).

    `about` is the field that states it, or the line.
    """

    about: str
    label: str
    made_of: str
    computed: str
    stated: str
    difference: str


def sums_panel(case_id: int, evidence: Mapping[str, Any]) -> Mapping[str, Any]:
    """The sums, and the contradictions that are none of sums (dates, signs)."""
    facts = looked_at(case_id, "validate", DocumentFacts)
    if facts is None:
        return {}
    contradictions = [found["sentence"] for found in evidence.get("contradictions", ())]
    sums = tuple(sums_of(facts.invoice))
    lines = [each.about for each in sums if each.difference and each.about.startswith("lines.")]
    about = {found["what"] for found in evidence.get("contradictions", ())}
    first = (*(_HEADER if about - _OF_DATES else ()), *lines, *(_DATES if about & _OF_DATES else ()))
    return {"sums": sums, "contradictions": contradictions, "first": first}


def sums_of(invoice: InvoiceFacts) -> Iterator[Sum]:
    """Lines, their sum, then net, VAT, total and amount payable. Pure."""
    currency = invoice.currency
    for line in invoice.lines:
        if line.quantity is not None and line.unit_price is not None:
            made_of = f"{quantity_words(line.quantity)} × {show(line.unit_price, currency)}"
            label = f"Line {line.number} {line.description}".strip()
            yield _sum(f"lines.{line.number}", label, made_of, line.quantity * line.unit_price, line.net, currency)
    nets = [net for line in invoice.lines if (net := net_of(line)) is not None]
    if nets and len(nets) == len(invoice.lines):
        yield _sum("net", "Net amount", "all lines together", sum(nets, Decimal(0)), invoice.net, currency)
    if invoice.net is not None and invoice.tax is not None:
        made_of = f"net {show(invoice.net, currency)} + VAT {show(invoice.tax, currency)}"
        yield _sum("gross", "Total", made_of, invoice.net + invoice.tax, invoice.gross, currency)
    if invoice.payable is not None and invoice.gross is not None:
        yield _sum("payable", "Amount payable", "the total", invoice.gross, invoice.payable, currency)


def _sum(about: str, label: str, made_of: str, computed: Decimal, stated: Decimal | None, currency: str) -> Sum:
    apart = Decimal(0) if stated is None else stated - computed
    out = abs(apart) > slack(currency, policy.TOTALS)
    return Sum(
        about=about,
        label=label,
        made_of=made_of,
        computed=show(computed, currency),
        stated="" if stated is None else show(stated, currency),
        difference=f"{'+' if apart > 0 else '−'}{show(abs(apart), currency)}" if out else "",
    )
