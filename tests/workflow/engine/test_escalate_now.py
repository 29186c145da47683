"""A person doesn't wait for the clock: who is above hears now, with their words."""

import pytest

from tests.workflow.conftest import APPROVER, CLERK, MANAGER, Bench
from workflow import engine
from workflow.models import Escalation, Message, Task


@pytest.fixture
def task(bench: Bench) -> Task:
    return bench.task(bench.started_and_run(kilos=12))


def levels(task: Task) -> list[tuple[str, bool]]:
    return list(Escalation.objects.filter(task=task).order_by("percent").values_list("level", "skipped"))


def test_the_next_level_above_hears_with_the_note(bench: Bench, task: Task) -> None:
    bench.pass_time(minutes=60)
    engine.escalate_now(task.pk, actor=CLERK, now=bench.now, note="The van leaves at noon.")
    assert levels(task) == [("reminder", True), ("manager", False)]
    message = Message.objects.get()
    assert message.subject.startswith("Needed now: ")
    assert message.subject.endswith("(25 %)")
    assert message.body.startswith("Carol Clerk asks you to look at this now: The van leaves at noon.\n\n")
    event = task.case.events.get(kind="escalated")
    assert (event.actor, event.data["level"], event.data["note"]) == ("carol", "manager", "The van leaves at noon.")


def test_the_clock_does_not_tell_the_same_level_again(bench: Bench, task: Task) -> None:
    engine.escalate_now(task.pk, actor=MANAGER, now=bench.now, note="now")
    bench.pass_time(hours=5)
    engine.tick(now=bench.now)
    assert [level for level, _ in levels(task)] == ["reminder", "manager"]
    bench.pass_time(hours=1)
    engine.tick(now=bench.now)
    assert levels(task)[-1] == ("director", False)


def test_above_the_highest_level_there_is_nobody(bench: Bench, task: Task) -> None:
    for _ in range(2):
        engine.escalate_now(task.pk, actor=CLERK, now=bench.now, note="now")
    with pytest.raises(engine.NothingHigher, match=r"has been told\. Speak to them directly"):
        engine.escalate_now(task.pk, actor=CLERK, now=bench.now, note="now")
    assert levels(task) == [("reminder", True), ("manager", False), ("director", False)]


def test_it_needs_a_reason_and_the_role(bench: Bench, task: Task) -> None:
    with pytest.raises(engine.NoteRequired, match="why this can't wait"):
        engine.escalate_now(task.pk, actor=CLERK, now=bench.now, note="  ")
    with pytest.raises(engine.DecisionRefused, match="role clerk"):
        engine.escalate_now(task.pk, actor=APPROVER, now=bench.now, note="now")
    assert not Escalation.objects.exists()


def test_a_note_can_not_break_out_of_the_message(bench: Bench, task: Task) -> None:
    engine.escalate_now(task.pk, actor=CLERK, now=bench.now, note="look\r\nBcc: eve@example.com\n\n{{ x }}")
    message = Message.objects.get()
    assert "look Bcc: eve@example.com {{ x }}" in message.body
    assert "\n" not in message.subject
