"""Step: whether the rule is still broken; if it is, a person mends it or explains it. A decision step."""

from dataclasses import dataclass

from upkeep import checkup
from upkeep.models import Breach
from upkeep.reasons import INVARIANT_BROKEN
from workflow.answers import weigh
from workflow.invariants import Scope
from workflow.outcomes import Finding, Outcome, Proceed
from workflow.people import Answer, Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the rule says of its subject now. `about` is the case that it concerns, "" for none."""

    rule: str
    meaning: str
    remedy: str
    subject: str
    sentence: str
    about: str
    broken: bool
    signal: str
    answers: tuple[Answer, ...] = ()


def load(dossier: Dossier) -> Verdict:
    """The breach as it was found, and whether it is still there."""
    breach = Breach.objects.get(case_id=dossier.case_id)
    rule = checkup.rule(breach.rule)
    return Verdict(
        rule=breach.rule,
        meaning=rule.meaning if rule else "",
        remedy=rule.remedy if rule else "",
        subject=breach.subject,
        sentence=breach.sentence,
        about=str(breach.about_id or ""),
        broken=breach.healed_at is None and checkup.still_broken(breach, Scope(now=dossier.now)),
        signal=breach.signal,
        answers=dossier.answers,
    )


def decide(facts: Verdict, _rules: None) -> Outcome:
    """Done where it is healed or explained."""
    if not facts.broken:
        return Proceed({"ended": "healed"})
    return weigh([_finding(facts)], facts.answers, (INVARIANT_BROKEN,)).outcome({"ended": "explained"})


def record(dossier: Dossier, _facts: Verdict, outcome: Outcome) -> None:
    """Close the breach: from now on it may be found anew."""
    if isinstance(outcome, Proceed):
        Breach.objects.filter(case_id=dossier.case_id, closed_at=None).update(closed_at=dossier.now)


def _finding(facts: Verdict) -> Finding:
    return Finding(
        reason=INVARIANT_BROKEN.code,
        question="{sentence} This must hold: {meaning} What is it?",
        params={"sentence": facts.sentence, "meaning": facts.meaning, "subject": facts.subject},
        evidence={
            "rule": facts.rule,
            "subject": facts.subject,
            "case": facts.about,
            "found": facts.sentence,
            "must_hold": facts.meaning,
            "what_to_do": facts.remedy,
        },
        withdrawn_by=(facts.signal,),
    )
