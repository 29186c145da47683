"""What an earlier or later release has left in the broker is done, or does no harm: the database has it all."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.deploy.conftest import STORED
from tests.deploy.todays_worker import Today, changed, eventually, today

pytestmark = pytest.mark.journey

MESSAGES: dict[str, dict[str, Any]] = json.loads((STORED / "messages_v1.json").read_text())
LINK, CHAIN, TICK, FETCH = (MESSAGES[name]["message"] for name in ("link", "chain", "tick", "fetch_mail"))
RUN_LINK = "workflow.run_link"


@pytest.fixture(scope="module")
def release() -> Iterator[Today]:
    """Today's worker at work, with every message delivered: cases 1 to 5, of which no bell but these tells."""
    with today() as started:
        started.begin(5)
        for stored in MESSAGES.values():
            started.deliver(stored["queue"], stored["message"])
        started.deliver("documents", changed(LINK, RUN_LINK, case_id=3, queue="documents", urgent=True, trace="t"))
        started.deliver("documents", changed(LINK, RUN_LINK, case_id=4))
        started.deliver("documents", changed(LINK, RUN_LINK))
        started.deliver("documents", changed(LINK, RUN_LINK, case_id=999, queue="documents"))
        started.deliver("documents", changed(LINK, "workflow.run_case", case_id=4))
        started.deliver("cases", changed(FETCH, "p2p.fetch_mail", mailbox="second"))
        with started.working():
            yield started


def test_a_chain_of_the_earlier_release_brings_its_case_to_the_end(release: Today) -> None:
    eventually(lambda: release.states()[1] == "completed", release.log.read_text)


def test_a_link_does_its_part(release: Today) -> None:
    release.says("Received unregistered task")
    runs = "from workflow.models import StepRun as S; print(*S.objects.filter(case_id=2).values_list('step', 'state'))"
    assert "('fetch', 'done') ('weigh', 'ready')" in release.manage("shell", "--no-imports", "-c", runs)


def test_arguments_of_a_later_release_are_let_pass(release: Today) -> None:
    release.says("Received unregistered task")
    runs = "from workflow.models import StepRun as S; print(*S.objects.filter(case_id=3).values_list('step', 'state'))"
    assert "('fetch', 'done') ('weigh', 'ready')" in release.manage("shell", "--no-imports", "-c", runs)
    release.says("p2p.fetch_mail[p2p.fetch_mail-1] succeeded")


def test_what_this_release_does_not_understand_is_dropped_and_the_tick_rings_again(release: Today) -> None:
    release.says("missing 1 required keyword-only argument", "missing 2 required", "Received unregistered task")
    assert release.states()[4] == "running"
    # Bells are rung again fifteen seconds after a case began.
    ticks = 0

    def all_done() -> bool:
        nonlocal ticks
        ticks += 1
        message = changed(TICK, "workflow.tick", **{f"later{number}": True for number in range(ticks)})
        release.deliver("tick", message)
        return set(release.states().values()) == {"completed"}

    eventually(all_done, release.log.read_text)


def test_a_tick_that_comes_too_late_is_dropped(release: Today) -> None:
    name = f"{TICK['headers']['task']}[{TICK['headers']['id']}]"
    release.says(f"Discarding revoked task: {name}")
    assert f"Task {name} succeeded" not in release.log.read_text()
