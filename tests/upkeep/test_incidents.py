"""What is broken becomes one question, which goes away by itself when it is mended."""

from typing import Any

import pytest
from django.db import IntegrityError

from tests.workflow.conftest import Bench
from upkeep import checkup, incidents
from upkeep.models import Breach
from workflow import engine
from workflow.invariants import Scope
from workflow.models import Case, Task
from workflow.people import Actor

CONTROLLER = Actor(id="cleo", name="Cleo", roles=frozenset({"controller"}))
SWAP = "UPDATE workflow_case SET step = 'fetch' WHERE id = %s"
MEND = "UPDATE workflow_case SET step = 'ship' WHERE id = %s"


def check(bench: Bench, **more: Any) -> incidents.Reported:
    scope = Scope(now=bench.now, **more)
    return incidents.report(list(checkup.examine(scope)), scope)


def asking(bench: Bench) -> Case:
    return bench.run(Case.objects.get(process="upkeep"))


def hear(bench: Bench, case: Case) -> Case:
    engine.tick(now=bench.now)
    return bench.run(case)


@pytest.fixture
def broken(bench: Bench, spoil: Any) -> Case:
    """A completed case whose row says another step than its history."""
    case = bench.started_and_run()
    spoil(SWAP, case.pk)
    return case


def test_a_breach_becomes_a_question_to_the_controller(bench: Bench, broken: Case) -> None:
    assert check(bench) == incidents.Reported(opened=1, healed=0)

    case = asking(bench)
    task = Task.objects.get(case=case)
    assert (case.state, case.reason, task.role) == ("waiting", "invariant_broken", "controller")
    assert f"Case {broken.pk}: its events say step 'ship', its row says 'fetch'." in task.sentence
    assert task.evidence["case"] == str(broken.pk)
    assert (case.number, case.party) == (f"case {broken.pk}", "Rule retraced")


def test_it_is_asked_once_while_it_is_open(bench: Bench, broken: Case) -> None:
    check(bench)
    asking(bench)

    assert check(bench) == incidents.Reported(opened=0, healed=0)
    assert Breach.objects.count() == 1


def test_mended_it_is_withdrawn_by_the_next_check(bench: Bench, broken: Case, spoil: Any) -> None:
    check(bench)
    case = asking(bench)
    spoil(MEND, broken.pk)

    assert check(bench) == incidents.Reported(opened=0, healed=1)
    assert hear(bench, case).state == "completed"
    assert Task.objects.get(case=case).state == "withdrawn"
    assert Breach.objects.get().closed_at == bench.now


def test_a_night_that_looks_only_at_what_is_newer_forgets_nothing(bench: Bench, broken: Case) -> None:
    check(bench)
    case = asking(bench)
    bench.pass_time(days=10)

    assert check(bench, since=bench.now) == incidents.Reported(opened=0, healed=0)
    assert hear(bench, case).state == "waiting"


def test_a_person_may_have_it_looked_at_again(bench: Bench, broken: Case, spoil: Any) -> None:
    check(bench)
    case = asking(bench)
    assert bench.decide(case, "recheck", CONTROLLER).state == "waiting"

    spoil(MEND, broken.pk)
    assert bench.decide(case, "recheck", CONTROLLER).state == "completed"


def test_explained_it_is_not_asked_about_again_as_it_was(bench: Bench, broken: Case, spoil: Any) -> None:
    check(bench)
    assert bench.decide(asking(bench), "explained", CONTROLLER, note="restored by hand").state == "completed"
    assert check(bench).opened == 0

    spoil("UPDATE workflow_case SET step = 'weigh' WHERE id = %s", broken.pk)
    assert check(bench).opened == 1, "something else is wrong with it now"


def test_healed_and_broken_again_it_is_asked_again(bench: Bench, broken: Case, spoil: Any) -> None:
    check(bench)
    case = asking(bench)
    spoil(MEND, broken.pk)
    check(bench)
    hear(bench, case)

    spoil(SWAP, broken.pk)
    assert check(bench).opened == 1


def test_its_own_cases_make_no_further_ones(bench: Bench, broken: Case, spoil: Any) -> None:
    check(bench)
    case = asking(bench)
    spoil("UPDATE workflow_case SET step = 'nowhere' WHERE id = %s", case.pk)

    assert checkup.broken(Scope(now=bench.now, cases=frozenset({case.pk}))) != []
    assert check(bench).opened == 0


def test_of_one_rule_only_so_many_are_opened(bench: Bench, spoil: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "MOST_OPEN", 2)
    for _ in range(3):
        bench.started_and_run()
    spoil("UPDATE workflow_case SET step = 'fetch'")

    assert check(bench).opened == 2
    assert check(bench).opened == 0


def test_what_was_found_is_never_rewritten(bench: Bench, broken: Case) -> None:
    check(bench)

    with pytest.raises(IntegrityError, match="never changed"):
        Breach.objects.update(sentence="all is well")


def test_the_rules_hold_for_these_cases_too(bench: Bench, broken: Case, spoil: Any) -> None:
    check(bench)
    case = asking(bench)
    assert checkup.broken(Scope(now=bench.now, cases=frozenset({case.pk}))) == []

    bench.decide(case, "explained", CONTROLLER, note="seen")
    assert checkup.broken(Scope(now=bench.now, cases=frozenset({case.pk}))) == []
