"""The network between the workers and what they need: cut, slow, or a black hole."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from chaos.kills.faults.strike import STEPS, NothingHit, Strike, work_in_progress
from chaos.kills.proxy import Mode
from chaos.kills.system import System

ERP_STEPS = ("post", "schedule_payment")


def network(line: str, mode: Mode) -> Strike:
    """The line treated like this, while it carries something."""

    @contextmanager
    def strike(system: System, random: Random) -> Iterator[str]:
        held = work_in_progress(system, random, ERP_STEPS if line == "erp" else STEPS)
        before = system.proxy.enter(line, mode)
        if line != "erp" and not before["open"]:
            raise NothingHit(f"nobody had a connection to {line}")
        try:
            yield f"{line}: {before['open']} connections, {before['carried']} bytes until then, {held}"
        finally:
            after = system.proxy.enter(line, Mode.PASS)
        hurt = "carried" if mode is Mode.DELAY else "ended"
        if after[hurt] == before[hurt] and not (mode is Mode.CUT and before["open"]):
            raise NothingHit(f"nobody used {line} meanwhile")

    return strike
