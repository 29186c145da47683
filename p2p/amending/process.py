"""What happens when somebody wants a payment or a posting changed after the fact. Started by hand from its case."""

from collections.abc import Mapping

from p2p import policy
from p2p.amending import reasons
from p2p.amending.card import card_of
from p2p.amending.steps import change_payment, confirm, reverse_posting
from p2p.amending.told import brief, describe
from p2p.corrections import parse_value
from workflow.define import Process, Step

NAME = "amend"
LABELS: Mapping[str, str] = {"party": "Vendor", "number": "Invoice", "amount": "Amount"}

AMEND = Process(
    name=NAME,
    version=1,
    escalation=policy.ESCALATION,
    card=card_of,
    brief=brief,
    describe=describe,
    parse_value=parse_value,
    labels=LABELS,
    steps=(
        # who asked has a reason; a second person says yes or no
        Step(confirm, sla=policy.QUICK, asks=reasons.REASONS),
        # effects: the one that was asked for, at most once
        Step(change_payment, sla=policy.OUTSIDE, queue="erp", retry=policy.ERP),
        Step(reverse_posting, sla=policy.OUTSIDE, queue="erp", retry=policy.ERP),
    ),
)
