"""What happens to an invoice. A change of a rule touches this file or `policy`, and takes a new version."""

from p2p import checks, policy
from p2p.amending.acts import ACTS
from p2p.amending.look import amendable
from p2p.card import card_of
from p2p.corrections import parse_value
from p2p.describe import brief, describe
from p2p.panels import panel
from p2p.papers import paper_file, papers
from p2p.shown import shown
from p2p.steps import (
    approve,
    check_duplicate,
    extract,
    identify_vendor,
    match_order,
    match_three_way,
    post,
    receive,
    schedule_payment,
    validate,
)
from workflow.define import Process, Step

PROCURE_TO_PAY = Process(
    name="procure_to_pay",
    version=1,
    escalation=policy.ESCALATION,
    card=card_of,
    brief=brief,
    describe=describe,
    parse_value=parse_value,
    acts_look=amendable,
    acts=ACTS,  # money after the fact: a case of `amend` each
    papers=papers,
    paper_file=paper_file,
    shown=shown,
    panel=panel,
    steps=(
        # email -> document -> fields
        Step(receive, sla=policy.QUICK, queue="documents"),
        Step(extract, sla=policy.QUICK, queue="documents", retry=policy.READING),
        # invoice -> can it be relied on, who sent it, was it here before, what was ordered, what arrived
        Step(validate, sla=policy.QUICK, asks=checks.DOCUMENT, rules=policy.DOCUMENT),
        Step(identify_vendor, sla=policy.QUICK, asks=checks.VENDOR, rules=policy.VENDORS),
        Step(check_duplicate, sla=policy.QUICK, asks=checks.DUPLICATE, rules=policy.DUPLICATES),
        Step(match_order, sla=policy.QUICK, asks=checks.ORDER),
        Step(match_three_way, sla=policy.QUICK, asks=checks.MATCH, rules=policy.TOLERANCES),
        # decision: below the limit by itself, else an approver
        Step(approve, sla=policy.QUICK, asks=checks.APPROVAL, rules=policy.APPROVAL_LIMITS),
        # effects: at most once each
        Step(post, sla=policy.OUTSIDE, queue="erp", retry=policy.ERP),
        Step(schedule_payment, sla=policy.OUTSIDE, queue="erp", retry=policy.ERP),
    ),
)
