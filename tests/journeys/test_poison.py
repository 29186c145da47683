"""A document that hangs, eats memory or kills ends before a person after three attempts; clean mail passes it by."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from os import cpu_count
from pathlib import Path
from typing import Any

import pytest

from tests.journeys import poison
from tests.journeys.provoked import FIRST_NUMBER, Provoker
from tests.journeys.system import System

pytestmark = [pytest.mark.journey, pytest.mark.slow]  # each attempt at a document that hangs takes 20 seconds

SLOTS = cpu_count() or 1  # documents that a system reads at a time
READER = {"P2P_READER": "tests.journeys.poison.read"}
# What no document can do, but a sick disk could. The limits are short: three attempts would take five minutes.
SICK = {**READER, "P2P_LINK_SECONDS": "8", "P2P_LEASE_SECONDS": "9"}
TOO_LONG = "Reading took longer than 20 seconds and was stopped."
DIED = "The worker died or was cut off before it was done."


@dataclass(frozen=True, slots=True)
class Wave:
    """Poison that comes at once, one clean mail right behind it, and what a clerk is told of the poison."""

    name: str
    poison: tuple[str, ...]
    sentence: str
    settings: dict[str, str]
    traceback: bool = True


# As many as there are slots, and one more. Of those that stop the worker itself one less: no slot would be left.
WAVES = (
    Wave("hang-worker", (poison.HANGS_WORKER,) * (SLOTS - 1), "It took far too long and was stopped.", SICK),
    Wave("hang-for-good", (poison.HANGS_WORKER_FOR_GOOD,) * (SLOTS - 1), DIED, SICK, traceback=False),
    Wave("kill-worker", (poison.KILLS_WORKER,) * SLOTS, DIED, READER, traceback=False),
    Wave("hang", (poison.HANGS, *(poison.SPINS,) * (SLOTS - 1), poison.HANGS), TOO_LONG, READER),
    Wave("eat-memory", (poison.EATS,) * SLOTS, "Reading needed more memory than it may have.", READER),
    Wave("crash", (poison.CRASHES,) * SLOTS, "The program that reads documents crashed on this one.", READER),
)
AT_MOST_SECONDS = 30

Story = dict[str, Any]


@pytest.fixture(scope="module")
def systems(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, System]]:
    """Of their own: what happens here should slow no other journey down. By wave; the mails lie in `mails`."""
    with ExitStack() as stack:
        running: dict[str, System] = {}
        for settings in (SICK, READER):
            system = System(tmp_path_factory.mktemp("poisoned"), settings)
            stack.callback(system.down)
            system.up()
            running |= {wave.name: system for wave in WAVES if wave.settings == settings}
        yield running


@pytest.fixture(scope="module")
def delivered(systems: dict[str, System], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Story]]:
    """By wave: the stories of its poisonous mails and, last, of the clean one that came right after them."""
    folder = tmp_path_factory.mktemp("mails")
    provoker = Provoker(folder, date.today())  # noqa: DTZ011 -- a calendar date of this machine
    first, *clean = [mail for mail, _, _ in provoker.write(["clean"] * (len(WAVES) + 1), FIRST_NUMBER)]
    for system in {id(system): system for system in systems.values()}.values():
        system.lines("import_masters", folder / "masters")
        _receive(system, [first])  # pays for what is loaded once
    cases = {
        wave.name: _receive(systems[wave.name], [*_written(folder, wave), mail])
        for wave, mail in zip(WAVES, clean, strict=True)
    }
    for name, system in systems.items():
        _wait(system, cases[name])
    return {name: [systems[name].case(case) for case in wave] for name, wave in cases.items()}


def _written(folder: Path, wave: Wave) -> list[Path]:
    paths = []
    for number, what in enumerate(wave.poison):
        paths.append(folder / f"{wave.name}-{number}.eml")
        paths[-1].write_bytes(poison.mail(what, 100 * WAVES.index(wave) + number))
    return paths


def _receive(system: System, mails: list[Path]) -> list[str]:
    """Deliver the mails at once; return their cases once the last of them, which is clean, is done."""
    cases = [case for said in system.receive(*mails) for case in said["cases"]]
    system.rest(cases[-1:])
    return cases


def _wait(system: System, cases: list[str]) -> None:
    """Further attempts go one after another, so that there is room for first ones: this takes minutes."""
    for _ in range(4):
        done = system.run("wait", *cases, "--timeout", "100")
        if done.returncode == 0:
            return
    raise AssertionError(done.stderr[-500:])


@pytest.mark.parametrize("wave", WAVES, ids=lambda wave: wave.name)
def test_the_clean_mail_after_poison_is_scheduled_in_time(delivered: dict[str, list[Story]], wave: Wave) -> None:
    clean = delivered[wave.name][-1]
    assert (clean["state"], len(clean["payments"])) == ("completed", 1)
    assert clean["seconds"] < AT_MOST_SECONDS


@pytest.mark.parametrize("wave", WAVES, ids=lambda wave: wave.name)
def test_poison_ends_as_an_incident_after_three_attempts(delivered: dict[str, list[Story]], wave: Wave) -> None:
    for story in delivered[wave.name][:-1]:
        attempts = [step["attempt"] for step in story["steps"] if step["step"] == "extract"]
        (task,) = story["tasks"]
        assert (story["state"], attempts) == ("incident", [1, 2, 3])
        assert task["question"] == f"Extract failed (3 times): {wave.sentence} Try again, or refuse?"


@pytest.mark.parametrize("wave", [wave for wave in WAVES if wave.traceback], ids=lambda wave: wave.name)
def test_support_finds_where_it_failed(
    systems: dict[str, System], delivered: dict[str, list[Story]], wave: Wave
) -> None:
    """A worker that was killed can leave no traceback; every other failure does."""
    cases = [int(story["id"]) for story in delivered[wave.name][:-1]]
    ask = f"from workflow.models import StepRun as S; print(*S.objects.filter(case__in={cases}, attempt=3)"
    done = systems[wave.name].run("shell", "--no-imports", "-c", f"{ask}.values_list('traceback', flat=True))")
    assert done.stdout.count("Traceback (most recent call last)") >= len(cases), done.stderr
