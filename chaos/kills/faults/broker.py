"""Valkey killed, emptied, or frozen, while workers hang on it."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from chaos.kills.faults.strike import WITHIN, NothingHit, work_in_progress
from chaos.kills.system import System


@contextmanager
def killed(system: System, random: Random) -> Iterator[str]:
    """`kill -9`; what its journal (AOF) has is there again."""
    told = _in_use(system, random)
    pid = system.broker.kill()
    yield f"Valkey, pid {pid}, {told}"
    system.broker.up()


@contextmanager
def killed_without_journal(system: System, random: Random) -> Iterator[str]:
    """`kill -9` of a broker that keeps nothing: every message is gone."""
    with system.broker.client() as client:
        client.config_set("appendonly", "no")
    told = _in_use(system, random)
    pid = system.broker.kill()
    shutil.rmtree(system.broker.home.path / "appendonlydir", ignore_errors=True)
    yield f"Valkey, pid {pid}, {told}"
    system.broker.up(journal=False)
    with system.broker.client() as client:
        client.config_set("appendonly", "yes")


@contextmanager
def flushed(system: System, random: Random) -> Iterator[str]:
    """`FLUSHALL` while messages are queued or on their way."""
    told = _in_use(system, random)
    with system.broker.client() as client:
        keys = client.dbsize()
        client.flushall()
    yield f"{keys} keys, {told}"


@contextmanager
def frozen(system: System, random: Random) -> Iterator[str]:
    """`SIGSTOP`: connections stand, and nobody answers."""
    told = _in_use(system, random)
    process = system.broker.process
    if process is None:
        raise NothingHit("there is no Valkey")
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield f"Valkey, pid {process.pid}, {told}"
    finally:
        os.kill(process.pid, signal.SIGCONT)


def _in_use(system: System, random: Random) -> str:
    """Clients listening, and messages in it: checked, not supposed."""
    until = time.monotonic() + WITHIN
    with system.broker.client() as client:
        while time.monotonic() < until:
            held = work_in_progress(system, random)
            listening = sum(one["cmd"] == "brpop" for one in client.client_list())
            messages = client.hlen("unacked") + sum(client.llen(queue) for queue in ("cases", "documents", "erp"))
            if listening and messages:
                return f"{listening} listening, {messages} messages, {held}"
    raise NothingHit("no worker listened, or there was no message")
