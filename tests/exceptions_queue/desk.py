"""A lending desk: a small process whose questions have fields, notes, refusals and much evidence.

What happens to a request is in its case's subject.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from workflow.answers import weigh
from workflow.define import Choice, Level, Process, Reason, Step, hours, minutes
from workflow.models import Case
from workflow.outcomes import Finding, Outcome
from workflow.people import Actor, Answer, Card, Dossier, Refusal

UNCLEAR = Reason(
    code="unclear",
    title="The request can't be made out",
    role="clerk",
    sla=hours(4),
    choices=(
        Choice(
            code="accept",
            label="Lend it",
            consequence="{title} is lent for {weeks} weeks to {nobody_knows}.",
            does="settles",
        ),
        Choice(
            code="correct",
            label="Correct",
            consequence="Everything is looked at again.",
            does="corrects",
            fields=("title", "copies", "items"),
        ),
        Choice(code="refuse", label="Refuse", consequence="The case ends.", does="refuses", note_required=True),
    ),
)


def _not_the_reader(actor: Actor, evidence: Any) -> Refusal | None:
    return Refusal("Nobody lends to themselves.") if actor.id == evidence["reader"] else None


PRECIOUS = Reason(
    code="precious",
    title="Too precious to lend unasked",
    role="approver",
    sla=hours(1),
    choices=(
        Choice(code="lend", label="Lend", consequence="Lent.", does="settles", allowed=_not_the_reader),
        Choice(code="refuse", label="Refuse", consequence="Ends.", does="refuses"),
    ),
)


@dataclass(frozen=True, slots=True)
class Request:
    subject: dict[str, Any]
    answers: tuple[Answer, ...]


def _request(dossier: Dossier) -> Request:
    subject = dict(dossier.subject)
    for answer in dossier.answers:
        subject |= answer.values
        if "title" in answer.values:
            subject["unclear"] = False
    return Request(subject, dossier.answers)


class examine:  # noqa: N801 -- stands for a step's module
    load = staticmethod(_request)

    @staticmethod
    def decide(facts: Request, rules: None) -> Outcome:
        findings, subject = [], facts.subject
        if subject.get("breaks"):
            raise ZeroDivisionError("the stamp broke")
        if subject.get("unclear"):
            findings.append(
                Finding(
                    reason="unclear",
                    question="What is “{title}”? Lend it for {weeks} weeks?",
                    params={"title": subject["title"], "weeks": "3"},
                    evidence=subject["evidence"],
                )
            )
        if subject.get("precious"):
            evidence = {"reader": subject["precious"]}
            findings.append(Finding(reason="precious", question="Lend it at all?", evidence=evidence))
        return weigh(findings, facts.answers, (UNCLEAR, PRECIOUS)).outcome({"title": subject["title"]})

    @staticmethod
    def record(dossier: Dossier, facts: Request, outcome: Outcome) -> None: ...


def card_of(dossier: Dossier) -> Card:
    subject = dossier.subject
    return Card(
        number=subject.get("number", ""),
        party=subject.get("party", ""),
        amount=Decimal(subject["amount"]) if "amount" in subject else None,
        currency="GBP" if "amount" in subject else "",
        due_on=date.fromisoformat(subject["due_on"]) if "due_on" in subject else None,
        search=subject.get("search", ""),
    )


def describe(case_id: int) -> dict[str, Any]:
    subject = Case.objects.get(pk=case_id).subject
    return {"request": {"title": subject["title"], "copies": 2, "items": subject.get("items", [])}}


def parse_value(field: str, raw: str) -> str:
    if field.endswith("copies") and not raw.isdecimal():
        raise ValueError(f"{raw!r} is no number of copies.")
    return raw


LENDING = Process(
    name="lending",
    version=1,
    escalation=(Level(50, "reminder", ""), Level(100, "manager", "manager")),
    steps=(Step(examine, sla=minutes(1), asks=(UNCLEAR, PRECIOUS)),),
    card=card_of,
    describe=describe,
    brief=lambda case_id: {},
    parse_value=parse_value,
)
