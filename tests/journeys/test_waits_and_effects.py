"""What settles by event or time, and what the accounts system does on a bad day."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.journeys.moody_ledger import mood_file
from tests.journeys.provoked import FIRST_NUMBER, Provoker
from tests.journeys.system import System

pytestmark = pytest.mark.journey


class Office:
    """Delivers one provoking mail after another, each with numbers of its own."""

    def __init__(self, system: System, folder: Path) -> None:
        self.system = system
        self.folder = folder
        self.rounds = 0

    def deliver(self, reason: str) -> tuple[dict[str, Any], Path]:
        """The case once it rests, and the folder of what the company learns later."""
        self.rounds += 1
        folder = self.folder / f"{self.rounds}"
        folder.mkdir()
        provoker = Provoker(folder, date.today())  # noqa: DTZ011 -- a calendar date of this machine
        ((mail, _before, _draft),) = provoker.write([reason], FIRST_NUMBER + 1000 * self.rounds)
        self.system.lines("import_masters", folder / "masters")
        (said,) = self.system.receive(mail)
        self.system.rest(said["cases"])
        return self.system.case(said["cases"][0]), folder / "later"


@pytest.fixture(scope="module")
def office(system: System, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(system, tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize(
    ("reason", "state"),
    [("goods_not_received", "sleeping"), ("new_vendor", "waiting"), ("vendor_blocked", "waiting")],
)
def test_what_the_company_learns_later_moves_the_case_by_itself(office: Office, reason: str, state: str) -> None:
    story, later = office.deliver(reason)
    assert story["state"] == state, story["tasks"]

    office.system.lines("import_masters", later)
    story = office.system.case_when(story["id"], lambda now: now["state"] == "completed")
    assert [task["state"] for task in story["tasks"]] == (["withdrawn"] if state == "waiting" else [])
    assert len(story["payments"]) == 1


@pytest.mark.parametrize(("choice", "state"), [("recheck", "waiting"), ("refuse", "refused")])
def test_goods_that_never_come_are_asked_about_after_five_days(office: Office, choice: str, state: str) -> None:
    story, _ = office.deliver("goods_not_received")
    slept = story["steps"][-1]
    assert slept["outcome"] is None, "the run that sleeps has not begun"
    five_days_pass(office.system, story["id"])

    story = office.system.case_when(story["id"], lambda now: now["reason"] == "goods_not_received")
    words = () if choice == "recheck" else ("--note", "they lost it")
    after = office.system.decide(story, choice, "clerk", *words)
    assert (after["state"], after["payments"]) == (state, [])


def five_days_pass(system: System, case: str) -> None:
    """Let the case have been received six days ago; its sleep is over then. Stands in for waiting."""
    with psycopg.connect(system.database_url()) as connection:
        earlier = "SET received_at = received_at - interval '6 days' WHERE id = %s"
        connection.execute(f"UPDATE workflow_case {earlier}", [case])
        over = "SET due_at = now() WHERE case_id = %s AND state = 'sleeping'"
        connection.execute(f"UPDATE workflow_steprun {over}", [case])


@pytest.fixture
def mood(system: System) -> Iterator[Callable[[str], object]]:
    """Set the accounts system's mood; it is over with the test."""
    file = mood_file(system.data)
    yield file.write_text
    file.write_text("")


Mood = Callable[[str], object]


def test_what_is_posted_can_not_be_refused_any_more(office: Office, mood: Mood) -> None:
    mood("unpayable")
    story, _ = office.deliver("clean")
    assert (story["state"], story["step"], len(story["postings"])) == ("incident", "schedule_payment", 1)
    (task,) = [task for task in story["tasks"] if task["state"] == "open"]
    refused = office.system.run("decide", task["id"], "refuse", "--user", "clerk", "--note", "too late for that")
    assert refused.returncode == 3
    assert "already done in another system" in refused.stderr

    mood("")
    after = office.system.decide(story, "retry", "clerk")
    assert (after["state"], len(after["postings"]), len(after["payments"])) == ("completed", 1, 1)


@pytest.mark.parametrize(("choice", "state"), [("retry", "completed"), ("refuse", "refused")])
def test_what_nobody_foresaw_a_person_settles(office: Office, mood: Mood, choice: str, state: str) -> None:
    mood("broken")
    story, _ = office.deliver("clean")
    assert (story["state"], story["reason"], story["postings"]) == ("incident", "incident", [])

    mood("")
    after = office.system.decide(story, choice, "clerk", "--note", "the books are new now")
    assert (after["state"], len(after["payments"])) == (state, 1 if state == "completed" else 0)


def test_a_line_cut_after_booking_books_once(office: Office, mood: Mood) -> None:
    mood("cut")
    story, _ = office.deliver("clean")
    story = office.system.case_when(story["id"], lambda now: now["state"] == "completed")

    posts = [(step["attempt"], step["state"]) for step in story["steps"] if step["step"] == "post"]
    assert posts == [(1, "failed"), (2, "done")]
    assert booked(office.system, story["postings"][0]["key"]) == [story["postings"][0]["reference"]]


def test_a_person_finds_that_it_was_booked(office: Office, mood: Mood) -> None:
    mood("cut, then blind")
    story, _ = office.deliver("clean")
    story = office.system.case_when(story["id"], lambda now: now["reason"] == "effect_unknown")
    (task,) = [task for task in story["tasks"] if task["state"] == "open"]
    (reference,) = booked(office.system, task["evidence"]["key"])

    after = office.system.decide(story, "was_done", "clerk", "--set", f"reference={reference}")
    assert (after["state"], after["postings"][0]["reference"]) == ("completed", reference)
    assert booked(office.system, task["evidence"]["key"]) == [reference]


def test_a_person_finds_that_it_was_not_booked(office: Office, mood: Mood) -> None:
    mood("blind")
    story, _ = office.deliver("clean")
    assert (story["state"], story["reason"], story["postings"]) == ("waiting", "effect_unknown", [])

    after = office.system.decide(story, "not_done", "clerk", "--note", "looked through the ledger: nothing")
    assert after["state"] == "completed"
    assert len(booked(office.system, after["postings"][0]["key"])) == 1


def booked(system: System, key: str) -> list[str]:
    """The references under a key in the ledger's own books."""
    with psycopg.connect(system.database_url()) as connection:
        rows = connection.execute("SELECT reference FROM p2p_journalentry WHERE key = %s", [key])
        return [reference for (reference,) in rows]


def test_coding_without_an_order_always_needs_an_approver(office: Office) -> None:
    story, _ = office.deliver("po_not_found")
    coding = ("--set", "gl_account=6310", "--set", "cost_centre=FAC", "--note", "a one-off")
    story = office.system.decide(story, "code_without_po", "clerk", *coding)
    assert story["reason"] == "over_threshold"

    (task,) = [task for task in story["tasks"] if task["state"] == "open"]
    refused = office.system.run("decide", task["id"], "approve", "--user", "clerk")
    assert (refused.returncode, refused.stdout) == (3, "")
    after = office.system.decide(story, "approve", "approver", "--note", "agreed")
    assert (after["state"], after["approval"]["by"]) == ("completed", "approver")
    assert "6310" in {entry["account"] for entry in after["postings"][0]["entries"]}
