"""A small process with a step of every kind, to test the engine with. What happens is in the case's subject."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from workflow.answers import weigh
from workflow.define import Choice, Level, Process, Reason, Retry, Step, hours, minutes, seconds
from workflow.outcomes import Absent, Done, Finding, Found, Outcome, Retryable, Unknown, Wait
from workflow.people import Actor, Answer, Card, Dossier, Refusal

TOO_HEAVY = Reason(
    code="too_heavy",
    title="Heavier than allowed",
    role="clerk",
    sla=hours(4),
    choices=(
        Choice(code="accept", label="Send it all the same", consequence="{kilos} kg are sent.", does="settles"),
        Choice(code="correct", label="Correct", consequence="Weighed again.", does="corrects", fields=("kilos",)),
        Choice(code="recheck", label="Weigh again", consequence="Weighed again.", does="rechecks"),
        Choice(code="refuse", label="Refuse", consequence="Ends.", does="refuses", note_required=True),
        Choice(code="bin", label="Throw away", consequence="Ends.", does="sets_aside"),
    ),
)


def _not_the_packer(actor: Actor, evidence: Any) -> Refusal | None:
    return Refusal("Whoever packed it can't insure it.") if actor.id == evidence["packer"] else None


UNINSURED = Reason(
    code="uninsured",
    title="Nobody has insured it",
    role="approver",
    sla=hours(2),
    choices=(
        Choice(code="insure", label="Insure", consequence="Sent insured.", does="settles", allowed=_not_the_packer),
        Choice(code="refuse", label="Refuse", consequence="Ends.", does="refuses"),
    ),
)


class Jam(Retryable):
    """The machine is jammed for a moment."""


@dataclass(frozen=True, slots=True)
class Limits:
    kilos: Decimal = Decimal(10)


@dataclass(frozen=True, slots=True)
class Parcel:
    kilos: Decimal
    now: datetime
    received_at: datetime
    answers: tuple[Answer, ...]
    subject: dict[str, Any]


def _parcel(dossier: Dossier) -> Parcel:
    kilos = dossier.outputs.get("weigh", dossier.outputs["fetch"])["kilos"]
    kilos = POST_OFFICE.weighed or kilos
    for answer in dossier.answers:
        kilos = answer.values.get("kilos", kilos)
    return Parcel(Decimal(kilos), dossier.now, dossier.received_at, dossier.answers, dict(dossier.subject))


class fetch:  # noqa: N801 -- stands for a step's module
    """Work: `jams` times a passing failure, then `breaks`, else the weight."""

    fetched: list[Any] = []

    @staticmethod
    def load(dossier: Dossier) -> dict[str, Any]:
        return dict(dossier.subject)

    @staticmethod
    def run(facts: dict[str, Any]) -> dict[str, str]:
        fetch.fetched.append(facts)
        if len(fetch.fetched) <= facts.get("jams", 0):
            raise Jam
        if facts.get("breaks"):
            raise ZeroDivisionError("the scales broke")
        return {"kilos": str(facts.get("kilos", 5))}


class weigh_parcel:  # noqa: N801
    load = staticmethod(_parcel)

    @staticmethod
    def decide(facts: Parcel, rules: Limits) -> Outcome:
        findings = []
        if facts.kilos > rules.kilos:
            params = {"kilos": str(facts.kilos), "most": str(rules.kilos)}
            findings.append(
                Finding(
                    reason="too_heavy",
                    question="{kilos} kg, at most {most} kg. Send it?",
                    params=params,
                    evidence={"kilos": params["kilos"]},
                    withdrawn_by=("scales",),
                )
            )
        return weigh(findings, facts.answers, (TOO_HEAVY,)).outcome({"kilos": str(facts.kilos)})

    @staticmethod
    def record(dossier: Dossier, facts: Parcel, outcome: Outcome) -> None:
        if facts.subject.get("record_fails"):
            raise Jam


weigh_parcel.__name__ = "weigh"  # the name of the step


class insure:  # noqa: N801
    load = staticmethod(_parcel)

    @staticmethod
    def decide(facts: Parcel, rules: None) -> Outcome:
        if facts.subject.get("insure_breaks"):
            raise ZeroDivisionError("no insurer")
        until = facts.received_at + timedelta(days=5)
        if facts.subject.get("waits") and facts.now < until and not POST_OFFICE.vans:
            return Wait(("van",), until, "Waiting for the van.")
        findings = []
        if facts.subject.get("uninsured"):
            evidence = {"kilos": str(facts.kilos), "packer": "pat"}
            findings.append(Finding(reason="uninsured", question="Insure it?", evidence=evidence))
        return weigh(findings, facts.answers, (UNINSURED,)).outcome({"insured": True})

    @staticmethod
    def record(dossier: Dossier, facts: Parcel, outcome: Outcome) -> None: ...


class PostOffice:
    """The outside: keeps its own ledger, and fails as the subject says."""

    def __init__(self) -> None:
        self.ledger: dict[str, Any] = {}
        self.calls: list[str] = []
        self.vans = False
        self.weighed: str | None = None


POST_OFFICE = PostOffice()


class ship:  # noqa: N801
    @staticmethod
    def load(dossier: Dossier) -> dict[str, Any]:
        return {**dossier.subject, "kilos": dossier.outputs["weigh"]["kilos"]}

    @staticmethod
    def unneeded(facts: dict[str, Any]) -> str | None:
        return "collected" if facts.get("collected") else None

    @staticmethod
    def find(facts: dict[str, Any], key: str) -> Found:
        POST_OFFICE.calls.append("find")
        if facts.get("ship_breaks"):
            raise ZeroDivisionError("the van broke")
        if facts.get("blind"):
            return Unknown("The post office can't say.")
        return Done(key) if key in POST_OFFICE.ledger else Absent()

    @staticmethod
    def perform(facts: dict[str, Any], key: str) -> Done:
        POST_OFFICE.calls.append("perform")
        assert key not in POST_OFFICE.ledger, "shipped twice"
        POST_OFFICE.ledger[key] = facts["kilos"]
        if facts.get("cut_off") and POST_OFFICE.calls.count("perform") == 1:
            raise Jam("The line was cut after sending.")
        return Done(f"ref-{len(POST_OFFICE.ledger)}", {"kilos": facts["kilos"]})

    @staticmethod
    def record(dossier: Dossier, facts: dict[str, Any], done: Done | None) -> dict[str, Any]:
        return {"reference": done.reference if done else "none"}


def parse_value(field: str, raw: str) -> str:
    try:
        return str(Decimal(raw))
    except ArithmeticError:
        raise ValueError(f"{raw!r} is no weight; write kilos like 7.5.") from None


def card_of(dossier: Dossier) -> Card:
    if dossier.subject.get("card_breaks") and "weigh" in dossier.outputs:
        raise ZeroDivisionError("no card")
    return Card(number=f"P{dossier.case_id}", party="Pat")


PARCEL = Process(
    name="parcel",
    version=1,
    escalation=(Level(50, "reminder", ""), Level(100, "manager", "manager"), Level(150, "director", "director")),
    steps=(
        Step(fetch, sla=minutes(1), queue="documents", retry=Retry(3, (seconds(5), seconds(30)))),
        Step(weigh_parcel, sla=minutes(1), asks=(TOO_HEAVY,), rules=Limits()),
        Step(insure, sla=minutes(1), asks=(UNINSURED,)),
        Step(ship, sla=minutes(5), queue="erp", retry=Retry(3, (seconds(5),))),
    ),
    card=card_of,
    describe=lambda case_id: {"parcel": case_id},
    brief=lambda case_id: {},
    parse_value=parse_value,
)
