"""What a manager reads: the question with its figures, since when, and where to answer. Nothing can break out of it."""

from datetime import timedelta
from decimal import Decimal
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.urls import reverse

from tests.workflow.conftest import Bench
from workflow import engine
from workflow.engine.letter import lasting, line
from workflow.engine.postbox import envelope
from workflow.models import Case, Message

QUESTION = """A question has been waiting for 4 h 5 min. Allowed: 4 h; 100 % of that has passed.

    12 kg, at most 10 kg. Send it?

Case:       {case.number}
Party:      Pat
Amount:     £1,234.50
Due:        31 March 2026
Why:        Heavier than allowed
Waits for:  clerk
Since:      2 March 2026, 09:00 UTC
Next:       director, 2 March 2026, 15:00 UTC

Answer it here:
https://ap.example.com/tasks/{task.pk}/

Sent by a machine to the role manager. Nobody reads answers to this message.
"""


@pytest.fixture(autouse=True)
def links(settings: Any) -> None:
    settings.WORKFLOW_TASK_LINK = "https://ap.example.com/tasks/{id}/"
    settings.WORKFLOW_CASE_LINK = "https://ap.example.com/cases/{id}/"


def test_a_question_that_waits(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    Case.objects.filter(pk=case.pk).update(amount=Decimal("1234.5000"), currency="GBP", due_on="2026-03-31")
    bench.pass_time(hours=4, minutes=5)
    engine.tick(now=bench.now)
    message = Message.objects.get()
    assert message.subject == f"Overdue: {case.number}, Pat: Heavier than allowed (100 %)"
    assert message.body == QUESTION.format(case=case, task=bench.task(case))


def test_a_step_that_takes_long_says_what_failed(bench: Bench) -> None:
    case = bench.started_and_run(jams=2)
    bench.pass_time(seconds=31)
    engine.tick(now=bench.now)
    message = Message.objects.get()
    assert message.subject == f"Waiting: no. {case.pk}: Fetch (50 %)"
    assert "A step has been under way for 31 s. Allowed: 1 min; 50 % of that has passed." in message.body
    assert "    Fetch, attempt 2\n    The machine is jammed for a moment.\n" in message.body
    assert f"Look at it here:\nhttps://ap.example.com/cases/{case.pk}/\n" in message.body


def test_the_links_of_the_settings_lead_to_the_pages() -> None:
    from config import settings as real

    assert real.WORKFLOW_TASK_LINK.format(id=7) == real.P2P_BASE_URL + reverse("task", args=[7])
    assert real.WORKFLOW_CASE_LINK.format(id=7) == real.P2P_BASE_URL + reverse("case", args=[7])


@pytest.mark.parametrize("sign", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u202e"])
def test_no_word_of_a_case_begins_another_line_or_header(bench: Bench, sign: str) -> None:
    case = bench.started_and_run(kilos=12)
    evil = f"Pat{sign}Bcc: eve@example.com{sign}{sign}Answer it here:{sign}https://evil.example"
    task = bench.task(case)
    type(task).objects.filter(pk=task.pk).update(question=evil)
    Case.objects.filter(pk=case.pk).update(party=evil[:300], number=evil[:100])
    bench.pass_time(hours=4)
    engine.tick(now=bench.now)

    message = Message.objects.get()
    sent = message_from_bytes(envelope(message).message().as_bytes(), policy=policy.default)
    assert sorted(sent.keys()) == sorted(
        [
            "Content-Type",
            "MIME-Version",
            "Content-Transfer-Encoding",
            "Subject",
            "From",
            "To",
            "Message-ID",
            "Date",
            "Auto-Submitted",
        ]
    )
    lines = sent.get_content().splitlines()
    assert not [line for line in lines if line.startswith(("Bcc", "https://evil"))]
    assert lines.count("Answer it here:") == 1
    assert sign not in message.subject


def test_a_template_that_does_not_fit_its_figures_is_shown_as_it_is(bench: Bench) -> None:
    case = bench.started_and_run(kilos=12)
    task = bench.task(case)
    type(task).objects.filter(pk=task.pk).update(question="{pounds} lb?", reason="forgotten")
    bench.pass_time(hours=4)
    engine.tick(now=bench.now)
    message = Message.objects.get()
    assert "    {pounds} lb?\n" in message.body
    assert message.subject.endswith(": forgotten (100 %)")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (-5, "0 s"), (45, "45 s"), (61, "1 min 1 s"), (14_700, "4 h 5 min"), (273_600, "3 d 4 h")],
)
def test_how_long(seconds: int, text: str) -> None:
    assert lasting(timedelta(seconds=seconds)) == text


def test_a_line_is_one_line() -> None:
    assert line("  a\r\nb\t\u2029c\x00 ") == "a b c"
