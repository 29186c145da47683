"""One round: mails are brought, a fault is inflicted while they are worked on, and the ledgers are counted."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from random import Random

import psycopg

from chaos.kills.count import Counted, count
from chaos.kills.faults.strike import Fault, NothingHit
from chaos.kills.invariants import breaches
from chaos.kills.mails import Batch, Mail, expected
from chaos.kills.results import Result
from chaos.kills.servers import NotUp
from chaos.kills.system import System
from p2p.erp.twin import Mode

SLOW = 0.25  # seconds that the accounts system takes between booking and answering, so that it can be hit there
REST_WITHIN = 120.0
# What the accounts system may do to one or two calls besides, whatever the fault.
MISHAPS: tuple[tuple[Mode, ...], ...] = (
    (),
    (),
    (Mode.TIMES_OUT_AFTER,),
    (Mode.TIMES_OUT_BEFORE,),
    (Mode.FAILS,),
    (Mode.GARBAGE,),
    (Mode.DUPLICATE_REPLY, Mode.DUPLICATE_REPLY),
)


class Rounds:
    """The rounds on one running system."""

    def __init__(self, system: System, seed: int) -> None:
        self.system = system
        self.seed = seed
        self.brought: list[Mail] = []
        self.known: frozenset[str] = frozenset()

    def run(self, number: int, fault: Fault, batch: Batch) -> Result:
        """Bring the mails, inflict the fault, wait for rest, and count."""
        random = Random(f"{self.seed}:{number}")
        usual, mishaps = random.choice(fault.usual), random.choice(MISHAPS)
        erp = ", ".join(mode.name.lower().replace("_", " ") for mode in (usual, *mishaps))
        result = Result(number=number, seed=self.seed, fault=fault.name, erp=erp)
        self.system.news.clear()
        self.system.erp.behave(usual, mishaps, slow=SLOW)
        self._bring(batch)
        result = self._inflict(fault, random, result)
        return self._counted(self._rested(result), len(batch))

    def _bring(self, batch: Sequence[Mail]) -> None:
        for mail in batch:
            self.system.source.deliver(mail.path)
            self.brought.append(mail)

    def _inflict(self, fault: Fault, random: Random, result: Result) -> Result:
        try:
            with fault.strike(self.system, random) as hit:
                result = replace(result, hit=hit)
                self.system.pass_time(fault.seconds)
        except (NothingHit, NotUp) as nothing:
            return replace(result, not_run=str(nothing))
        return result

    def _rested(self, result: Result) -> Result:
        """Wait for rest; a clerk answers the incidents that there may be, by trying again."""
        healed = time.monotonic()
        asked = 0
        while not self._rest():
            if time.monotonic() - healed > REST_WITHIN:
                return replace(result, stuck=self._stuck(), asked=asked, restarted=tuple(self.system.news))
        recovery = time.monotonic() - healed
        while self._answer_incidents() and time.monotonic() - healed < REST_WITHIN:
            asked += 1
            while not self._rest() and time.monotonic() - healed < REST_WITHIN:
                pass
        return replace(result, recovery=recovery, asked=asked, restarted=tuple(self.system.news))

    def _rest(self) -> bool:
        self.system.pass_time(0.1)
        with suppress(psycopg.OperationalError):
            return self.system.rests()
        return False

    def _answer_incidents(self) -> bool:
        tasks = self.system.sight.incidents()
        for task in tasks:
            self.system.answer(task, "retry")
        return bool(tasks)

    def _stuck(self) -> str:
        waiting, running = self.system.waiting_mails(), self.system.sight.running()
        return f"{waiting} mails not taken in, {running} cases running after {REST_WITHIN:g} s"

    def _counted(self, result: Result, mails: int) -> Result:
        """All that was ever brought is counted each time: what is well must stay well."""
        found = self._count().without(self.known)
        self.known |= found.all
        return replace(
            result,
            mails=mails,
            lost=tuple(sorted(found.lost)),
            twice=tuple(sorted(found.twice)),
            wrong=tuple(sorted(found.wrong)),
            breaches=breaches(),
        )

    def _count(self) -> Counted:
        delivered = [str(row["sha256"]) for row in self.system.source.journal.rows()]
        booked = self.system.erp.journal.rows()
        return count(delivered, self.system.sight.stored(), booked, expected(self.brought))
