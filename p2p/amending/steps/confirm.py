"""Step: a second person confirms what was asked, or refuses it. A decision step."""

from datetime import date

from p2p.amending import reasons
from p2p.amending.facts import Asked, Confirmed
from p2p.amending.look import handlers_of, standing_of
from p2p.amending.possible import Payable, hindrance, new_day
from p2p.models import Amendment
from workflow.answers import weigh
from workflow.outcomes import Finding, Finish, Outcome
from workflow.people import Answer, Dossier


def load(dossier: Dossier) -> Asked:
    """What was asked, and how posting and payment stand now."""
    amendment = Amendment.objects.select_related(
        "posting__approval__case", "posting__approval__vendor", "posting__approval__match__invoice"
    ).get(case_id=dossier.case_id)
    return Asked(
        act=amendment.act,  # type: ignore[arg-type]
        reason=amendment.reason,
        asked_by=amendment.asked_by,
        asked_by_name=amendment.asked_by_name,
        standing=standing_of(amendment.posting, dossier.now),
        handled_by=handlers_of(amendment.posting.approval.case, dossier.now),
        answers=dossier.answers,
    )


def decide(facts: Asked, _rules: None) -> Outcome:
    """Confirmed by somebody who may; over where it can't be done any more, whatever was answered."""
    if why := hindrance(facts.act, facts.standing):
        return Finish("refused", why)
    finding = reasons.finding(facts)
    weighed = weigh([finding], _counting(finding, facts), reasons.REASONS)
    return weighed.outcome(_confirmed(facts, weighed.answer_to(finding.reason)))


def record(dossier: Dossier, _facts: Asked, outcome: Outcome) -> None:
    """What ends here asks nothing more: it may be asked anew."""
    if isinstance(outcome, Finish):
        Amendment.objects.filter(case_id=dossier.case_id, closed_at=None).update(closed_at=dossier.now)


def _counting(finding: Finding, facts: Asked) -> list[Answer]:
    """Of confirmations, only those by somebody who may: whichever way they came in."""
    return [
        answer
        for answer in facts.answers
        if answer.choice != "confirm" or reasons.second_person(answer.actor, finding.evidence) is None
    ]


def _confirmed(facts: Asked, answer: Answer | None) -> Confirmed:
    payment = facts.standing.payment
    return Confirmed(
        act=facts.act,
        confirmed_by=answer.actor.id if answer else "",  # asked: nobody has confirmed yet
        pay_on=_day(facts, payment) if payment else None,
    )


def _day(facts: Asked, payment: Payable) -> date:
    return new_day(payment, facts.standing.today) if facts.act == "release_payment" else payment.pay_on
