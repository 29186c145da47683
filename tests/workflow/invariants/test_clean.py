"""However a case goes, no rule of the engine has anything to say."""

import pytest

from tests.workflow.conftest import Bench
from tests.workflow.invariants.toys import WAYS
from upkeep import checkup
from workflow.invariants import Scope

RULES = ("standing", "idle", "retraced", "redecided", "effects")


@pytest.mark.parametrize("way", WAYS)
def test_no_rule_is_broken(bench: Bench, way: str) -> None:
    case = WAYS[way](bench)

    assert checkup.broken(Scope(now=bench.now), RULES) == []
    assert checkup.broken(Scope(now=bench.now, cases=frozenset({case.pk})), RULES) == []


def test_every_rule_says_how_much_it_looked_at(bench: Bench) -> None:
    bench.started_and_run()

    looked = {one.rule.name: one.looked for one in checkup.examine(Scope(now=bench.now), RULES)}
    assert looked == {
        "standing": ("1 cases",),
        "idle": ("0 open step runs",),
        "retraced": ("1 histories",),
        "redecided": ("2 decisions",),
        "effects": ("1 effects",),
    }
