"""The toy process as a later release has it: other rules and limits, and one step more."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tests.workflow import toy
from workflow.define import Level, Retry, Step, minutes, seconds
from workflow.people import Dossier


class label:  # noqa: N801 -- stands for a step's module
    """Work that version 1 knows nothing of."""

    @staticmethod
    def load(dossier: Dossier) -> dict[str, Any]:
        return {}

    @staticmethod
    def run(facts: dict[str, Any]) -> dict[str, str]:
        return {"label": "printed"}


_fetch, _weigh, _insure, _ship = toy.PARCEL.steps
PARCEL = replace(
    toy.PARCEL,
    version=2,
    escalation=(Level(100, "boss", "boss"),),
    steps=(
        replace(_fetch, sla=seconds(1), retry=Retry(1, ())),
        replace(_weigh, sla=minutes(9), rules=toy.Limits(kilos=Decimal(3))),
        replace(_insure, sla=minutes(9)),
        Step(label, sla=minutes(9)),
        replace(_ship, retry=Retry(1, ())),
    ),
)
