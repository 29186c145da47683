"""What scripts rely on: JSON lines on stdout, exit codes, ids as strings."""

import json
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from tests.workflow.conftest import COLIN, Bench
from workflow import clock, engine
from workflow.models import Message


def lines(*command: str, **options: Any) -> list[dict[str, Any]]:
    out = StringIO()
    call_command(*command, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def carol(db: None) -> User:
    user = User.objects.create_user("carol", first_name="Carol")
    user.groups.add(Group.objects.get(name="clerk"))
    return user


def test_cases_come_oldest_first_with_what_they_wait_for(bench: Bench) -> None:
    done, asked = bench.started_and_run(), bench.started_and_run(kilos=12)

    assert lines("cases", "--json") == [
        {
            "id": str(done.pk),
            "state": "completed",
            "step": "ship",
            "reason": None,
            "received_at": "2026-03-02T09:00:00Z",
        },
        {
            "id": str(asked.pk),
            "state": "waiting",
            "step": "weigh",
            "reason": "too_heavy",
            "received_at": "2026-03-02T09:00:00Z",
        },
    ]
    assert [row["id"] for row in lines("cases", "--json", "--state", "waiting")] == [str(asked.pk)]


def test_show_case_tells_steps_questions_answers_and_what_the_process_adds(bench: Bench, carol: User) -> None:
    case = bench.started_and_run(kilos=12)
    (task,) = lines("tasks", "--json")
    assert task["question"] == "12 kg, at most 10 kg. Send it?"
    assert [choice["code"] for choice in task["choices"]] == ["accept", "correct", "recheck", "refuse", "bin"]
    assert task["choices"][0]["consequence"] == "12 kg are sent."

    (answer,) = lines("decide", task["id"], "accept", "--user", "carol", "--note", "it is fine")
    assert answer == {"task": task["id"], "case": str(case.pk), "state": "running"}
    bench.now = clock.now()
    bench.run(case)

    (told,) = lines("show_case", str(case.pk), "--json")
    assert (told["state"], told["version"], told["parcel"]) == ("completed", 1, case.pk)
    assert [step["step"] for step in told["steps"]] == ["fetch", "weigh", "weigh", "insure", "ship"]
    assert (told["tasks"][0]["decided_by"], told["tasks"][0]["note"]) == ("carol", "it is fine")


@pytest.mark.parametrize(
    ("command", "code", "text"),
    [
        (["show_case", "999"], 1, "no case 999"),
        (["show_case", "x"], 2, "no case id"),
        (["decide", "1", "accept", "--user", "nobody"], 3, "no active user"),
        (["decide", "x", "accept", "--user", "carol"], 2, "no task id"),
        (["decide", "999", "accept", "--user", "carol"], 1, "no task 999"),
        (["decide", "999", "accept", "--user", "carol", "--set", "kilos"], 2, "FIELD=VALUE"),
        (["show_process", "post"], 1, "Known: parcel"),
        (["wait", "999", "--timeout", "0"], 1, "no case 999"),
    ],
)
def test_mistakes_are_named_and_have_their_exit_code(
    bench: Bench, carol: User, command: list[str], code: int, text: str
) -> None:
    with pytest.raises(CommandError, match=text) as error:
        call_command(*command, stdout=StringIO())
    assert error.value.returncode == code


def test_a_refused_answer_has_its_own_exit_code(bench: Bench, carol: User) -> None:
    case = bench.started_and_run(uninsured=True)

    with pytest.raises(CommandError, match="role approver") as error:
        call_command("decide", str(bench.task(case).pk), "insure", "--user", "carol")
    assert error.value.returncode == 3


def test_an_answer_to_what_somebody_has_open_is_refused(bench: Bench, carol: User) -> None:
    case = bench.started_and_run(kilos=12)
    engine.hold(bench.task(case).pk, actor=COLIN, now=clock.now())

    with pytest.raises(CommandError, match="Colin Clerk has this question open, until") as error:
        call_command("decide", str(bench.task(case).pk), "accept", "--user", "carol")
    assert error.value.returncode == 1
    assert not case.decisions.exists()


def test_wait_returns_when_nothing_runs_and_names_what_does(bench: Bench) -> None:
    case = bench.start()
    with pytest.raises(CommandError, match=f"Still running after 0 s: case {case.pk}"):
        call_command("wait", str(case.pk), timeout=0)
    bench.run(case)
    call_command("wait", timeout=0)


def test_the_process_prints_and_draws_itself(bench: Bench) -> None:
    table, graph = StringIO(), StringIO()
    call_command("show_process", stdout=table)
    call_command("show_process", "--format", "mermaid", stdout=graph)

    assert "weigh   decision  cases      1 min  3      too_heavy" in table.getvalue()
    assert graph.getvalue().startswith("flowchart TD\n")
    assert "    fetch --> weigh\n" in graph.getvalue()
    (spec,) = lines("show_process", "--format", "json")
    assert [step["name"] for step in spec["steps"]] == ["fetch", "weigh", "insure", "ship"]


def test_messages_are_listed_until_they_are_sent_and_queued_again_by_hand(bench: Bench, settings: Any) -> None:
    settings.P2P_LAST_RESORT = []
    case = bench.started_and_run(kilos=12)
    bench.pass_time(hours=4)
    engine.tick(now=bench.now)
    (row,) = lines("messages", "--json")
    assert (row["case"], row["state"], row["to"], row["attempts"]) == (str(case.pk), "failed", None, 0)
    with pytest.raises(CommandError, match="is to nobody") as refused:
        call_command("messages", again=[row["id"]])
    assert refused.value.returncode == 3

    Message.objects.update(address="maud@example.com")
    (row,) = lines("messages", "--json", again=[row["id"]])
    assert (row["state"], row["to"], row["error"]) == ("queued", "maud@example.com", None)
    engine.send_due(clock=clock.now)
    assert (lines("messages", "--json"), len(lines("messages", "--json", all=True))) == ([], 1)
