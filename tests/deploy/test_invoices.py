"""Invoices that an earlier release left, and what its steps have stored, mean the same to the next release."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, get_type_hints

import msgspec
import pytest

from p2p import erp, facts
from p2p.formats.reading import Reading
from p2p.steps import receive
from tests.deploy.conftest import STORED, load, release
from workflow import engine, registry
from workflow.engine.values import plain, told
from workflow.models import Case, Task
from workflow.people import Actor
from workflow.redecide import decide_again, facts_of

RUNS: list[dict[str, Any]] = json.loads((STORED / "invoice_facts_v1.json").read_text())
OUTPUTS: dict[str, type] = {
    "receive": receive.Facts,
    "extract": Reading,
    "validate": facts.InvoiceFacts,
    "identify_vendor": facts.VendorFacts,
    "check_duplicate": facts.DuplicateFacts,
    "match_order": facts.OrderFacts,
    "match_three_way": facts.MatchFacts,
    "approve": facts.ApprovalFacts,
    "post": facts.PostingFacts,
}
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
APPROVER = Actor(id="anna", name="Anna", roles=frozenset({"approver", "clerk", "controller", "buyer"}))


@pytest.fixture
def later(db: None, settings: Any) -> Iterator[None]:
    """The next release, over the rows of this one."""
    release(settings, "tests.deploy.invoices_v2.PROCESS")
    erp.forget()
    load("invoices_v1")
    yield
    registry.forget()
    erp.forget()


def holds(now: Any, stored: Any) -> bool:
    """Whether everything that was stored is still there; more may have come."""
    if isinstance(stored, dict):
        return all(name in now and holds(now[name], value) for name, value in stored.items())
    if isinstance(stored, list):
        return len(now) == len(stored) and all(map(holds, now, stored))
    return bool(now == stored)


def name_of(run: dict[str, Any]) -> str:
    return f"{run['step']}-{run['outcome']['kind']}-{run['outcome'].get('reason', '')}".strip("-")


def test_every_step_is_among_what_was_stored(later: None) -> None:
    assert {run["step"] for run in RUNS} == {step.name for step in registry.pinned("procure_to_pay", 1).steps}


@pytest.mark.parametrize("run", RUNS, ids=name_of)
def test_stored_facts_and_outputs_can_be_read(later: None, run: dict[str, Any]) -> None:
    step = registry.pinned("procure_to_pay", 1).step(run["step"])
    if step.kind == "decision":
        looked_at = facts_of(step, run["facts"])
    else:
        looked_at = msgspec.convert(run["facts"], get_type_hints(step.module.load)["return"], strict=False)
    assert holds(plain(looked_at), run["facts"])
    if run["output"] and run["step"] in OUTPUTS:
        assert holds(plain(facts.read(OUTPUTS[run["step"]], run["output"])), run["output"])


@pytest.mark.parametrize(
    "run", [run for run in RUNS if run["outcome"]["kind"] in ("ask", "proceed", "wait")], ids=name_of
)
def test_what_was_decided_is_decided_again(later: None, run: dict[str, Any]) -> None:
    step = registry.pinned("procure_to_pay", 1).step(run["step"])
    again = told(decide_again(step, run["facts"]))
    assert (again["kind"], again.get("reason")) == (run["outcome"]["kind"], run["outcome"].get("reason"))


def rest(case: Case, now: datetime) -> Case:
    while any(engine.run_link(case.pk, queue, clock=lambda: now) for queue in ("documents", "cases", "erp")):
        pass
    return Case.objects.get(pk=case.pk)


def test_after_an_answer_a_case_goes_on_under_the_rules_that_asked_it(later: None) -> None:
    """Version 2 would ask nothing about this price, but want an approver for it."""
    case = Case.objects.get(reason="price_variance")
    task = Task.objects.get(case=case, state="open")
    engine.decide(task.pk, "accept", actor=APPROVER, note="seen", now=MORNING)
    case = rest(case, MORNING)
    assert (case.version, case.state) == (1, "completed")


def test_an_approval_is_given_by_the_limits_that_asked_for_it(later: None) -> None:
    case = Case.objects.get(reason="over_threshold")
    task = Task.objects.get(case=case, state="open")
    engine.decide(task.pk, "approve", actor=APPROVER, now=MORNING)
    case = rest(case, MORNING)
    assert (case.version, case.state) == (1, "completed")


def test_what_waits_for_goods_is_asked_about_in_its_time(later: None) -> None:
    case = Case.objects.get(state="sleeping")
    now = MORNING + timedelta(days=5, minutes=1)
    engine.tick(now=now)
    assert rest(case, now).reason == "goods_not_received"
