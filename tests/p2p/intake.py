"""The first steps of the process alone."""

from p2p.receiving import PROCESS
from p2p.steps import extract, receive
from workflow.define import Level, Process, Retry, Step, minutes, seconds
from workflow.people import Card


def parse_value(field: str, raw: str) -> str:
    raise ValueError(f"{field} can't be corrected here.")


INTAKE = Process(
    name=PROCESS,
    version=1,
    escalation=(Level(50, "reminder", ""), Level(100, "manager", "manager"), Level(150, "director", "director")),
    steps=(
        Step(receive, sla=minutes(1), retry=Retry(2, (seconds(5),))),
        Step(extract, sla=minutes(1), queue="documents", retry=Retry(2, (seconds(5),))),
    ),
    card=lambda dossier: Card(number=f"C{dossier.case_id}"),
    describe=lambda case_id: {},
    brief=lambda case_id: {},
    parse_value=parse_value,
)
