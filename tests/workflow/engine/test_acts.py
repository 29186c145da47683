"""What people start by hand from a case: offered and begun by its process, refused with its sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.workflow import toy
from tests.workflow.conftest import APPROVER, CLERK, Bench
from workflow import engine, registry
from workflow.define import Act
from workflow.models import Case
from workflow.people import Actor, Refusal


def offered(case_id: int, actor: Actor) -> Refusal | None:
    if "approver" not in actor.roles:
        return Refusal("Only an approver sends a parcel back.")
    begun = Case.objects.filter(subject__back=case_id).first()
    return Refusal(f"It is being sent back already, as case {begun.pk}.") if begun else None


def begin(case_id: int, actor: Actor, note: str, values: Mapping[str, str], now: datetime) -> int:
    subject = {"back": case_id, "by": actor.id, "note": note, **values}
    return engine.start("parcel", received_at=now, now=now, subject=subject).pk


BACK = Act(
    code="send_back",
    label="Send back",
    consequence="A parcel goes the other way.",
    offered=offered,
    begin=begin,
    fields=("kilos",),
)
PARCEL = replace(toy.PARCEL, acts=(BACK,))


@pytest.fixture
def case(bench: Bench, settings: Any) -> Iterator[Case]:
    settings.WORKFLOW_PROCESSES = [f"{__name__}.PARCEL"]
    registry.forget()
    yield bench.started_and_run()
    registry.forget()


def test_it_is_offered_to_everybody_with_why_not(case: Case) -> None:
    assert engine.acts_for(case, APPROVER) == ((BACK, None),)
    assert engine.acts_for(case, CLERK) == ((BACK, Refusal("Only an approver sends a parcel back.")),)


def test_a_case_of_its_own_does_it(bench: Bench, case: Case) -> None:
    new = engine.act(case.pk, "send_back", actor=APPROVER, now=bench.now, note=" unwanted ", values={"kilos": "4.50"})
    begun = Case.objects.get(pk=new)
    assert begun.subject == {"back": case.pk, "by": "anna", "note": "unwanted", "kilos": "4.50"}
    assert bench.run(begun).state == "completed"


@pytest.mark.parametrize(
    ("code", "actor", "more", "error", "text"),
    [
        ("burn", APPROVER, {}, engine.NoSuchAct, "Nothing named 'burn' can be started from this case. There is: send"),
        ("send_back", APPROVER, {"note": " "}, engine.NoteRequired, "Send back needs a note that says why"),
        ("send_back", APPROVER, {"values": {}}, engine.BadValue, "needs at least one of: kilos"),
        ("send_back", APPROVER, {"values": {"size": "1"}}, engine.BadValue, "doesn't take a field 'size'"),
        ("send_back", APPROVER, {"values": {"kilos": "x"}}, engine.BadValue, "is no weight"),
        ("send_back", CLERK, {}, engine.DecisionRefused, "Only an approver sends a parcel back"),
    ],
)
def test_what_is_refused_begins_nothing(
    bench: Bench, case: Case, code: str, actor: Actor, more: dict[str, Any], error: type[Exception], text: str
) -> None:
    given = {"note": "unwanted", "values": {"kilos": "4"}, **more}
    with pytest.raises(error, match=text):
        engine.act(case.pk, code, actor=actor, now=bench.now, **given)
    assert Case.objects.count() == 1


def test_a_second_time_is_refused(bench: Bench, case: Case) -> None:
    given: dict[str, Any] = {"actor": APPROVER, "now": bench.now, "note": "unwanted", "values": {"kilos": "4"}}
    first = engine.act(case.pk, "send_back", **given)
    with pytest.raises(engine.DecisionRefused, match=f"sent back already, as case {first}"):
        engine.act(case.pk, "send_back", **given)
    with pytest.raises(engine.NoSuchAct, match="There is no case"):
        engine.act(first + 1, "send_back", **given)


def test_a_process_without_acts_offers_none(bench: Bench) -> None:
    case = bench.started_and_run()
    assert engine.acts_for(case, APPROVER) == ()
    with pytest.raises(engine.NoSuchAct, match="There is: none"):
        engine.act(case.pk, "send_back", actor=APPROVER, now=bench.now)
