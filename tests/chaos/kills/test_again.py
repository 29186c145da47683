"""A fault that hit nothing in use is inflicted once more, with other mails; one that did is not."""

from dataclasses import replace
from typing import cast

import pytest

from chaos.kills.__main__ import inflict
from chaos.kills.faults import DECK
from chaos.kills.faults.strike import Fault
from chaos.kills.mails import Batch
from chaos.kills.results import Kept, Result
from chaos.kills.rounds import Rounds


class Luck:
    """Rounds of which the first few hit nothing."""

    def __init__(self, misses: int) -> None:
        self.misses = misses

    def run(self, number: int, fault: Fault, _batch: Batch) -> Result:
        self.misses -= 1
        result = Result(number=number, seed=1, fault=fault.name, erp="honours keys", recovery=1.0)
        return replace(result, not_run="nothing was hit") if self.misses >= 0 else result


@pytest.mark.parametrize(("misses", "run"), [(0, [""]), (1, ["nothing was hit", ""]), (2, ["nothing was hit"] * 2)])
def test_a_miss_is_tried_again(misses: int, run: list[str]) -> None:
    kept = Kept(None)
    batches: list[Batch] = [(), ()]
    inflict(kept, cast(Rounds, Luck(misses)), 1, DECK[0], batches)
    assert [result.not_run for result in kept.results] == run
