"""How far the resolved totals can be trusted: as far as their sums prove them."""

from __future__ import annotations

from p2p.formats.evidence.resolve import ADDS_UP, ADDS_UP_BY_RATE, CENT, NO_TAX, Facts, Totals

_CLEAR_LEAD = 0.5  # points by which the best assignment must lead
_PROVED = {ADDS_UP: 0.98, ADDS_UP_BY_RATE: 0.95, NO_TAX: 0.8}
_PROVED_OTHERWISE = 0.9
_LINES_ADD_UP = 0.85
_LABELLED = 0.8
_CALLED_TOTAL = 0.65
_CONTRADICTED = 0.45
_CONTESTED = 0.6
_PARTS_WITHOUT_TAX = 0.6


def certainty(best: Totals, rival: Totals | None, facts: Facts) -> float:
    """Trust in the gross, 0–1: high only where a sum holds; a rival close behind takes it away."""
    sure = _unrivalled(best, facts)
    lead = best.points - rival.points if rival else _CLEAR_LEAD
    return sure if lead >= _CLEAR_LEAD else min(sure, _CONTESTED)


def parts_certainty(best: Totals, sure: float) -> float:
    """Trust in net and tax. That there is no tax is less than printed."""
    return min(sure, _PARTS_WITHOUT_TAX) if best.proof == NO_TAX else sure


def _unrivalled(best: Totals, facts: Facts) -> float:
    if best.proof:
        return _PROVED.get(best.proof, _PROVED_OTHERWISE)
    if best.net is None and is_contradicted(facts):
        return _CONTRADICTED
    if facts.lines_sum is not None and abs(facts.lines_sum - best.gross) <= CENT:
        return _LINES_ADD_UP
    return _LABELLED if best.gross in facts.labelled.get("gross", {}) else _CALLED_TOTAL


def is_contradicted(facts: Facts) -> bool:
    """Net and tax are both labelled, and yet no sum holds."""
    has_net = bool(facts.labelled.get("net") or facts.labelled.get("subtotal"))
    return has_net and any(facts.labelled.get("tax", {}))
