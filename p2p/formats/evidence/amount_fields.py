"""The amount fields: totals resolved together, and what is left to pay."""

from __future__ import annotations

from decimal import Decimal

from p2p.formats.evidence.amounts import Amount
from p2p.formats.evidence.candidates import Candidate, as_field
from p2p.formats.evidence.certainty import certainty, parts_certainty
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.resolve import Facts, Totals, resolve
from p2p.formats.evidence.totals import Labelled, by_meaning, labelled_amounts, printed_rates
from p2p.formats.reading import AMOUNT_FIELDS, Field, blank

_UNPROVED = 0.4
_FIRMLY = 1.0
_NOT_PRINTED = 0.9
_LOST_DECIMALS = 0.5


def spelled(value: Decimal) -> str:
    """The amount as text with at least two decimals."""
    exponent = value.as_tuple().exponent
    digits = max(2, -exponent) if isinstance(exponent, int) else 2
    return format((value + 0).quantize(Decimal(1).scaleb(-digits)), "f")


def amount_fields(seen: Evidence, lines_sum: Decimal | None, *, is_credit: bool) -> dict[str, Field]:
    """net, tax, gross and payable. A credit note's amounts are given as what is credited: positive."""
    facts = _facts(seen, lines_sum)
    found = resolve(facts)
    if found is None:
        return {name: blank(seen.source) for name in AMOUNT_FIELDS}
    best, rival = found
    sure = certainty(best, rival, facts)
    sign = -1 if is_credit and best.gross < 0 else 1
    why = best.proof or "the most likely total by its label"
    gross = _field(seen, best.gross, sign, sure, why, spelled(rival.gross) if rival else None)
    return {
        **_parts(seen, facts, best, sign, sure),
        "gross": gross,
        "payable": _payable(seen, facts.labelled, best, sign, sure),
    }


def _facts(seen: Evidence, lines_sum: Decimal | None) -> Facts:
    return Facts(
        labelled=by_meaning(labelled_amounts(seen)),
        printed=frozenset(amount.value for amount in seen.amounts if amount.is_money),
        rates=printed_rates(seen),
        lines_sum=lines_sum,
        speaks_of_tax=any(seen.meaning("tax", "seller_vat_id")) or bool(printed_rates(seen)),
    )


def _parts(seen: Evidence, facts: Facts, best: Totals, sign: int, sure: float) -> dict[str, Field]:
    """Net and tax as resolved; without a sum that holds, as labelled, and doubtful."""
    if best.net is not None and best.tax is not None:
        trust, why = parts_certainty(best, sure), best.proof or ""
        return {name: _field(seen, value, sign, trust, why) for name, value in (("net", best.net), ("tax", best.tax))}
    net = _single(facts, "net", best.gross) or _single(facts, "subtotal", best.gross)
    tax = _single(facts, "tax", best.gross)
    why = "beside its label, but the totals do not add up"
    return {
        name: blank(seen.source) if value is None else _field(seen, value, sign, _UNPROVED, why)
        for name, value in (("net", net), ("tax", tax))
    }


def _single(facts: Facts, meaning: str, gross: Decimal) -> Decimal | None:
    """The one value that is firmly labelled so, and no larger than the gross."""
    values = [value for value, item in facts.labelled.get(meaning, {}).items() if item.strength == _FIRMLY]
    fitting = [value for value in values if abs(value) <= abs(gross)]
    return fitting[0] if len(fitting) == 1 else None


def _field(seen: Evidence, printed: Decimal, sign: int, sure: float, why: str, rival: str | None = None) -> Field:
    place = _place(seen, printed)
    sure = min(sure, _NOT_PRINTED if place is None else _trust(seen, place))
    candidate = Candidate(spelled(printed * sign), sure, why, place.words if place else ())
    return as_field(candidate, sure, seen.source, rival)


def _trust(seen: Evidence, place: Amount) -> float:
    """Recognised money without decimals, where the document prints decimals, has probably lost them."""
    money = [amount for amount in seen.amounts if amount.is_money]
    with_decimals = sum(1 for amount in money if amount.decimals == 2)
    has_lost = seen.source == "ocr" and place.decimals == 0 and with_decimals * 2 > len(money)
    return _LOST_DECIMALS if has_lost else 1.0


def _place(seen: Evidence, value: Decimal) -> Amount | None:
    """Where the amount stands: totals come last, so the last place where it is printed as money."""
    places = [amount for amount in seen.amounts if amount.value == value and not amount.is_rate]
    money = [amount for amount in places if amount.is_money] or places
    return money[-1] if money else None


def _payable(
    seen: Evidence, labelled: dict[str, dict[Decimal, Labelled]], best: Totals, sign: int, sure: float
) -> Field:
    """What a label names as due: the gross, or less where something is paid already."""
    due = labelled.get("payable", {}).items()
    fitting = [item for value, item in due if 0 <= value * sign <= best.gross * sign]
    if not fitting:
        return blank(seen.source)
    item = max(fitting, key=lambda found: (found.strength, found.amount.row))
    value = item.amount.value
    paid = {abs(amount) for amount in labelled.get("paid", {})}
    is_explained = value == best.gross or abs(best.gross - value) in paid
    trust = sure if is_explained else min(sure, _UNPROVED)
    candidate = Candidate(spelled(value * sign), trust, f"beside the label “{item.label}”", item.amount.words)
    return as_field(candidate, trust, seen.source)
