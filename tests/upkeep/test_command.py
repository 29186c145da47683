"""The command: 0 where all holds, 1 where something doesn't, and what to do."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.workflow.conftest import Bench
from upkeep.models import Breach
from workflow import world


class _Then(world.RealWorld):
    """The bench's clock."""

    def __init__(self, bench: Bench) -> None:
        self.now = bench.clock  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def then(bench: Bench) -> Any:
    with world.lived_in(_Then(bench)):
        yield


def run(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("check_invariants", *arguments, stdout=out, stderr=StringIO())
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def test_all_is_well(bench: Bench) -> None:
    bench.started_and_run()

    code, text = run()
    assert code == 0
    assert "standing: holds (1 cases)." in text


def test_what_is_broken_is_named_with_what_to_do(bench: Bench, spoil: Any) -> None:
    case = bench.started_and_run()
    spoil("UPDATE workflow_case SET finished_at = NULL")

    code, text = run()
    assert code == 1
    assert f"    Case {case.pk} is completed and has no time of its end.\n    What to do: " in text
    assert not Breach.objects.exists(), "it only looks"


def test_as_lines_for_programs(bench: Bench, spoil: Any) -> None:
    case = bench.started_and_run()
    other = bench.started_and_run()
    spoil("UPDATE workflow_case SET finished_at = NULL")

    code, text = run("--json", "--rule", "standing", "--case", str(case.pk))
    assert code == 1
    (line,) = (json.loads(line) for line in text.splitlines())
    assert [breach["case"] for breach in line["breaches"]] == [case.pk], f"not case {other.pk}"
    assert line["looked"] == ["1 cases"]


def test_questions_are_opened_when_asked_for(bench: Bench, spoil: Any) -> None:
    bench.started_and_run()
    spoil("UPDATE workflow_case SET finished_at = NULL")

    assert run("--incidents")[0] == 1
    assert {breach.rule for breach in Breach.objects.all()} == {"standing", "retraced"}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--rule", "nonsense"), "There is no rule nonsense. Known: guards, standing, idle"),
        (("--case", "x"), "a number is expected"),
        (("--case", "1", "--incidents"), "leave --case away"),
    ],
)
def test_a_bad_call_says_what_to_do(arguments: tuple[str, ...], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        run(*arguments)
