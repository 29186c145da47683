"""The amount fields: totals resolved together, and what is left to pay."""

from __future__ import annotations

from decimal import Decimal

from p2p.formats.evidence.amounts import Amount
from p2p.formats.evidence.candidates import Candidate, as_field
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.resolve import ADDS_UP, CENT, NO_TAX, Facts, Totals, resolve
from p2p.formats.evidence.totals import Labelled, by_meaning, labelled_amounts, printed_rates
from p2p.formats.reading import Field, blank

_CLEAR_LEAD = 0.5
_UNPROVED = 0.4


def spelled(value: Decimal) -> str:
    """The amount as text with at least two decimals."""
    exponent = value.as_tuple().exponent
    digits = max(2, -exponent) if isinstance(exponent, int) else 2
    return format(value.quantize(Decimal(1).scaleb(-digits)), "f")


def amount_fields(seen: Evidence, lines_sum: Decimal | None, *, is_credit: bool) -> dict[str, Field]:
    """net, tax, gross and payable. A credit note's amounts are given as what is credited: positive."""
    labelled = by_meaning(labelled_amounts(seen))
    printed = frozenset(a.value for a in seen.amounts if a.is_money)
    speaks_of_tax = any(seen.meaning("tax", "seller_vat_id")) or bool(printed_rates(seen))
    found = resolve(Facts(labelled, printed, printed_rates(seen), lines_sum, speaks_of_tax))
    if found is None:
        return {name: blank(seen.source) for name in ("net", "tax", "gross", "payable")}
    best, rival = found
    sure = _certainty(best, rival, labelled, lines_sum)
    rival_gross = spelled(rival.gross) if rival else None
    sign = -1 if is_credit and best.gross < 0 else 1
    why = best.proof or "the most likely total by its label"
    fields = _without_proof(seen, labelled, best, sign) if best.net is None else {}
    fields |= {
        "gross": _field(seen, best.gross * sign, best.gross, sure, why, rival_gross),
        "payable": _payable(seen, labelled, best, sign, sure),
    }
    if best.net is not None:
        fields["net"] = _field(seen, _times(best.net, sign), best.net, sure, why)
        fields["tax"] = _field(seen, _times(best.tax, sign), best.tax, sure, why)
    return fields


def _without_proof(
    seen: Evidence, labelled: dict[str, dict[Decimal, Labelled]], best: Totals, sign: int
) -> dict[str, Field]:
    """Net and tax by their labels alone, doubtful: each where one value only is firmly labelled."""
    found: dict[str, Field] = {}
    for name in ("net", "tax"):
        values = [value for value, item in labelled.get(name, {}).items() if item.strength == 1]
        fitting = [value for value in values if abs(value) <= abs(best.gross)]
        why = "beside its label, but the totals could not be proved"
        if len(fitting) == 1:
            found[name] = _field(seen, fitting[0] * sign, fitting[0], _UNPROVED, why)
        else:
            found[name] = blank(seen.source)
    return found


def _times(value: Decimal | None, sign: int) -> Decimal | None:
    return None if value is None else value * sign


def _certainty(
    best: Totals, rival: Totals | None, labelled: dict[str, dict[Decimal, Labelled]], lines_sum: Decimal | None
) -> float:
    """High only where a sum holds; a rival close behind halves the trust."""
    lead = best.points - rival.points if rival else 9.0
    parts_disagree = best.net is None and bool(labelled.get("net")) and bool(labelled.get("tax"))
    if best.proof == NO_TAX:
        sure = 0.6
    elif best.proof == ADDS_UP:
        sure = 0.98
    elif best.proof and best.proof.startswith("net + "):
        sure = 0.95
    elif best.proof:
        sure = 0.9
    elif lines_sum is not None and abs(lines_sum - best.gross) <= CENT:
        sure = 0.85
    else:
        sure = 0.8 if best.gross in labelled.get("gross", {}) else 0.65
    if parts_disagree:
        sure = min(sure, 0.45)
    return sure if lead >= _CLEAR_LEAD else min(sure, 0.6)


def _field(
    seen: Evidence, value: Decimal | None, printed: Decimal | None, sure: float, why: str, rival: str | None = None
) -> Field:
    if value is None or printed is None:
        return blank(seen.source)
    place = _place(seen, printed)
    candidate = Candidate(spelled(value + 0), sure, why, place.words if place else ())
    return as_field(candidate, sure if place else min(sure, 0.9), seen.source, rival)


def _place(seen: Evidence, value: Decimal) -> Amount | None:
    """Where the amount stands: the last place where it is printed as money, beside a label if possible."""
    places = [a for a in seen.amounts if a.value == value and not a.is_rate]
    money = [a for a in places if a.is_money] or places
    return money[-1] if money else None


def _payable(
    seen: Evidence,
    labelled: dict[str, dict[Decimal, Labelled]],
    best: Totals,
    sign: int,
    sure: float,
) -> Field:
    """What a label names as due: the gross, or less where something is paid already."""
    payable = labelled.get("payable", {})
    fitting = [item for value, item in payable.items() if 0 <= value * sign <= best.gross * sign]
    if not fitting:
        return blank(seen.source)
    item = max(fitting, key=lambda i: (i.strength, i.amount.row))
    value = item.amount.value
    paid = {abs(amount) for amount in labelled.get("paid", {})}
    trust = sure if value == best.gross or abs(best.gross - value) in paid else min(sure, 0.45)
    why = f"beside the label “{item.label}”"
    return as_field(Candidate(spelled(value * sign + 0), trust, why, item.amount.words), trust, seen.source)
