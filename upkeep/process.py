"""What happens to a broken rule: a person hears of it, mends it or explains it."""

from collections.abc import Mapping
from typing import Any

from upkeep.models import Breach
from upkeep.reasons import INVARIANT_BROKEN
from upkeep.steps import look_again
from workflow.define import Level, Process, Step, minutes
from workflow.people import Card, Dossier

NAME = "upkeep"


def card_of(dossier: Dossier) -> Card:
    """What the queue shows: the subject, and the rule in the place of a party."""
    rule, subject, sentence = (dossier.subject[name] for name in ("rule", "subject", "sentence"))
    return Card(number=subject[:100], party=f"Rule {rule}", search=sentence[:2000])


def describe(case_id: int) -> Mapping[str, Any]:
    """The breach, for `show_case` and the case page."""
    breach = Breach.objects.filter(case_id=case_id).first()
    if breach is None:
        return {"breach": None}
    return {
        "breach": {
            "rule": breach.rule,
            "subject": breach.subject,
            "sentence": breach.sentence,
            "case": str(breach.about_id) if breach.about_id else None,
            "healed": breach.healed_at is not None,
        }
    }


def brief(_case_id: int) -> Mapping[str, Any]:
    """Its line in `cases` says nothing more: no mail brought it."""
    return {"message_id": None}


def parse_value(field: str, _raw: str) -> str:
    """Nothing can be corrected here."""
    raise ValueError(f"{field} can't be corrected here; mend what the question names.")


UPKEEP = Process(
    name=NAME,
    version=1,
    escalation=(Level(50, "reminder", ""), Level(100, "manager", "manager"), Level(150, "director", "director")),
    card=card_of,
    describe=describe,
    brief=brief,
    parse_value=parse_value,
    steps=(Step(look_again, sla=minutes(1), asks=(INVARIANT_BROKEN,)),),
)
