"""Who is told of a passed threshold: kept with the escalation or not at all, once each, never silently nobody."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DataError

from tests.workflow.conftest import Bench
from workflow import engine
from workflow.engine.escalate import _escalate, escalate_due
from workflow.models import Case, Escalation, Message, Task
from workflow.people import Recipient

MAUD = Recipient("maud", "Maud Manager", "maud@example.com")
HEARERS: list[Recipient] = []
FAULTS: list[Exception] = []


def hearers(role: str, case: Case) -> Iterator[Recipient]:
    if FAULTS:
        raise FAULTS[0]
    return iter(HEARERS)


@pytest.fixture(autouse=True)
def one_hearer(settings: Any) -> Iterator[None]:
    settings.WORKFLOW_RECIPIENTS = "tests.workflow.engine.test_tell.hearers"
    settings.WORKFLOW_MAIL_DOMAIN = "ap.example.com"
    HEARERS[:], FAULTS[:] = [MAUD], []
    yield
    HEARERS.clear()
    FAULTS.clear()


def late_question(bench: Bench) -> Task:
    """A question whose 50 and 100 % have passed unseen."""
    task = bench.task(bench.started_and_run(kilos=12))
    bench.pass_time(hours=4, seconds=1)
    return task


def test_the_highest_level_is_told_with_its_escalation_and_a_skipped_one_is_not(bench: Bench) -> None:
    task = late_question(bench)
    engine.tick(now=bench.now)
    message = Message.objects.get()
    escalation = Escalation.objects.get(task=task, skipped=False)
    assert (message.escalation, message.case, message.state) == (escalation, task.case, "queued")
    assert (message.recipient, message.address) == ("maud", "maud@example.com")
    assert (message.queued_at, message.due_at, message.attempts) == (bench.now, bench.now, 0)


@pytest.mark.parametrize(
    ("fault", "hearer"),
    [(LookupError("nobody knows"), MAUD), (None, Recipient("x" * 400, "", "x@example.com"))],
    ids=["before the message", "at the message"],
)
def test_what_fails_in_between_leaves_neither_and_both_come_later(
    bench: Bench, fault: Exception | None, hearer: Recipient
) -> None:
    task = late_question(bench)
    FAULTS[:], HEARERS[:] = [fault] if fault else [], [hearer]
    with pytest.raises((LookupError, DataError)):
        _escalate(Task.objects.select_related("case").get(pk=task.pk), bench.now)
    kept = Task.objects.get(pk=task.pk)
    assert (Escalation.objects.count(), Message.objects.count(), kept.sla_percent) == (0, 0, 0)

    FAULTS[:], HEARERS[:] = [], [MAUD]
    assert escalate_due(now=bench.now, batch=10) == 1
    assert (Escalation.objects.count(), Message.objects.count()) == (2, 1)


def test_two_ticks_tell_once(bench: Bench) -> None:
    late_question(bench)
    assert engine.tick(now=bench.now).messages
    assert engine.tick(now=bench.now).escalated == 0
    assert Message.objects.count() == 1


def test_everybody_is_told_once_however_often_they_are_named(bench: Bench) -> None:
    late_question(bench)
    HEARERS[:] = [
        MAUD,
        MAUD,
        Recipient("m2", "Maud", "MAUD@example.com"),
        Recipient("dora", "Dora", "dora@example.com"),
    ]
    engine.tick(now=bench.now)
    assert sorted(Message.objects.values_list("address", flat=True)) == ["MAUD@example.com", "dora@example.com"]


def test_the_message_id_follows_from_what_is_told_and_to_whom(bench: Bench) -> None:
    first, second = late_question(bench), bench.task(bench.started_and_run(kilos=12))
    HEARERS.append(Recipient("dora", "Dora", "dora@example.com"))
    engine.tick(now=bench.now)
    bench.pass_time(hours=10)
    engine.tick(now=bench.now)
    messages = Message.objects.all()
    assert {m.key for m in messages.filter(recipient="maud")} == {
        f"escalation:{first.case.uid}:task:{first.pk}:100:maud",
        f"escalation:{first.case.uid}:task:{first.pk}:150:maud",
        f"escalation:{second.case.uid}:task:{second.pk}:150:maud",
    }
    ids = [message.message_id for message in messages]
    assert len(set(ids)) == len(ids) == 6
    assert all(one.startswith("<") and one.endswith("@ap.example.com>") for one in ids)


def test_where_nobody_can_be_told_a_failed_message_says_so(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    late_question(bench)
    HEARERS.clear()
    engine.tick(now=bench.now)
    message = Message.objects.get()
    assert (message.state, message.address) == ("failed", "")
    assert message.error.startswith("There is nobody to tell: no active user of the role 'manager'")
    assert "A message can't be sent" in caplog.text


@pytest.mark.parametrize("address", ["maud", "maud@", "maud@example.com\nBcc: eve@example.com", "a@b c.example"])
def test_what_is_no_address_is_not_sent_to(bench: Bench, address: str) -> None:
    late_question(bench)
    HEARERS[:] = [Recipient("maud", "Maud Manager", address)]
    engine.tick(now=bench.now)
    message = Message.objects.get()
    assert message.state == "failed"
    assert "no address: correct that of Maud Manager" in message.error


def test_telling_many_costs_as_many_statements_as_telling_one(
    bench: Bench, django_assert_num_queries: Callable[..., Any]
) -> None:
    for count in (1, 30):
        task = late_question(bench)
        clock = Task.objects.select_related("case").get(pk=task.pk)
        HEARERS[:] = [Recipient(f"m{number}", "M", f"m{number}@example.com") for number in range(count)]
        with django_assert_num_queries(5):  # savepoint and release, escalations, messages, the clock
            _escalate(clock, bench.now)
