"""The process of invoices as a later release may have it: other limits, in both directions."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from p2p import policy
from p2p.money import Money
from p2p.process import PROCURE_TO_PAY
from workflow.define import Step, seconds

RULES: dict[str, Any] = {
    # Nothing would be asked that version 1 asks for, and everything that it lets pass.
    "match_three_way": replace(policy.TOLERANCES, price_percent=Decimal(90), line_amount=Money(Decimal(9_000), "GBP")),
    "approve": replace(policy.APPROVAL_LIMITS, auto_below=Money(Decimal(0), "GBP")),
}


def _under_new_rules(step: Step) -> Step:
    return replace(step, sla=seconds(1), rules=RULES.get(step.name, step.rules))


PROCESS = replace(PROCURE_TO_PAY, version=2, steps=tuple(map(_under_new_rules, PROCURE_TO_PAY.steps)))
