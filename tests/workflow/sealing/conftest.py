"""Cases with a sealed and anchored history."""

from pathlib import Path
from typing import Any

import pytest

from tests.workflow.conftest import APPROVER, CLERK, Bench
from workflow import engine
from workflow.sealing.anchor import anchor_new_seals
from workflow.sealing.findings import Report
from workflow.sealing.keys import public_key
from workflow.sealing.seal import seal_due
from workflow.sealing.verify import verify


class Vault:
    """The toy's cases, and the anchor that vouches for them."""

    def __init__(self, bench: Bench, folder: Path) -> None:
        self.bench = bench
        self.anchor = folder / "anchor" / "history.jsonl"
        self.key = folder / "anchor" / "key"

    def seal(self) -> None:
        """One round of sealing, and its anchor."""
        seal_due(now=self.bench.now, batch=1000)
        anchor_new_seals(now=self.bench.now)

    def live(self, cases: int) -> None:
        """So many cases, each sealed in two to four stretches, answers among them, some of which were taken back."""
        asked = [self.bench.started_and_run(kilos=12 + number, uninsured=number % 2 == 0) for number in range(cases)]
        self.seal()
        for case in asked[::3]:
            engine.undo(self.bench.answered(case).pk, actor=CLERK, now=self.bench.now)
        for case in asked:
            self.bench.pass_time(seconds=7)
            case = self.bench.decide(case, "accept", note=f"fine {case.pk}")
        self.seal()
        for case in asked[::2]:
            self.bench.decide(case, "insure", actor=APPROVER)
        self.seal()

    def verify(self, **more: Any) -> Report:
        key = public_key(self.key) if self.key.exists() else None
        return verify(anchor=self.anchor, key=key, **more)


@pytest.fixture
def vault(bench: Bench, tmp_path: Path, settings: Any) -> Vault:
    made = Vault(bench, tmp_path)
    settings.WORKFLOW_ANCHOR_FILE, settings.WORKFLOW_ANCHOR_KEY = made.anchor, made.key
    return made
