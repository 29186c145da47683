"""Plays many histories on all processors, and sums up what they came to."""

import atexit
import gc
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from chaos.sim.plan import Plan

Planted = Callable[[], AbstractContextManager[None]]

CHUNK = 2  # plans that a process takes at a time: few, so that none is idle at the end
# In a process of the pool: the stage that it plays on.
_stage: Any = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a history came to; `breaches` is empty where every promise was kept."""

    plan: Plan
    breaches: tuple[str, ...]
    points: tuple[str, ...]  # those that a fault struck
    kinds: dict[str, int]  # how often each kind of fault has really struck
    reached: int  # points in all
    recovered: tuple[float, ...]  # seconds
    trace: tuple[str, ...]
    apart: tuple[int, ...] = ()  # points at which a crash leaves another world than at the one before


@dataclass
class Sum:
    """What many histories came to."""

    histories: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    where: set[str] = field(default_factory=set)
    recovered: list[float] = field(default_factory=list)
    failed: list[Result] = field(default_factory=list)

    def add(self, result: Result) -> None:
        self.histories += 1
        self.kinds.update(result.kinds)
        self.where.update(result.points)
        self.recovered += result.recovered
        if result.breaches:
            self.failed.append(result)

    @property
    def crashes(self) -> int:
        """Processes that died, and connections that were lost in the middle of what they did."""
        return self.kinds["crash"] + self.kinds["cut"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the histories are played: the server with the template, and the folder with what was written."""

    folder: Path
    processes: int = os.cpu_count() or 1

    @contextmanager
    def pool(self) -> Iterator["Players"]:
        context = get_context("spawn")  # threads and connections don't survive a fork
        with ProcessPoolExecutor(self.processes, context, _begin, (self.folder,)) as pool:
            yield Players(pool)


@dataclass(frozen=True, slots=True)
class Players:
    """Processes, each with a stage of its own."""

    pool: ProcessPoolExecutor

    def play(self, plans: Iterable[Plan]) -> Iterator[Result]:
        """The results, in the order of the plans; they begin at once."""
        return self.pool.map(play, plans, chunksize=CHUNK)

    def begin(self, plan: Plan) -> "Future[Result]":
        """One history, after what was begun before."""
        return self.pool.submit(play, plan)


def _begin(folder: Path) -> None:
    global _stage
    from chaos.sim.setting import ready

    ready()
    from chaos.sim.stage import Stage

    gc.disable()  # looking through all of Django for garbage takes a tenth of the time
    life = Stage(folder).set_up()
    atexit.register(life.__exit__, None, None, None)
    _stage = life.__enter__()


def play(plan: Plan, planted: Planted = nullcontext) -> Result:
    """Play one history in this process."""
    from chaos.sim import verdict

    assert _stage is not None, "the pool has made no stage"
    gc.collect(0)
    with _stage.played(plan, planted) as history:
        return Result(
            plan=plan,
            breaches=tuple(verdict.breaches(history)),
            points=tuple(history.struck.where),
            kinds=dict(history.struck.kinds),
            reached=history.points,
            apart=tuple(history.apart),
            recovered=tuple(history.struck.recovered),
            trace=tuple(history.trace),
        )
