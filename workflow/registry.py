"""The processes that this installation runs, and the version that each case keeps."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from workflow.clock import now
from workflow.define import Level, Process, Retry, Step
from workflow.models import ProcessVersion


class NoSuchProcess(LookupError):
    """No process of this name is listed in WORKFLOW_PROCESSES."""


class ChangedWithoutVersion(Exception):
    """A process was changed under the same version number. Give it the next version."""


class UnknownVersion(LookupError):
    """A case was begun with a version that this code has never seen. Deploy the release that knows it."""


@cache
def processes() -> dict[str, Process]:
    """All processes, by name, in the order of the setting."""
    loaded = [import_string(path) for path in settings.WORKFLOW_PROCESSES]
    return {process.name: process for process in loaded}


def current(name: str) -> Process:
    """The process as this code defines it."""
    try:
        return processes()[name]
    except KeyError:
        known = ", ".join(processes())
        raise NoSuchProcess(f"There is no process {name!r}. Known: {known}.") from None


def registered(name: str) -> Process:
    """The process as this code defines it, made sure to mean what its version has always meant."""
    process = current(name)
    if name not in _stored():
        ProcessVersion.objects.get_or_create(
            name=process.name,
            version=process.version,
            defaults={"digest": process.digest(), "spec": process.spec(), "registered_at": now()},
        )
        same_as_registered(process)
        # Only what is kept for good need not be stored again.
        transaction.on_commit(lambda: _stored().add(name))
    return process


@cache
def _stored() -> set[str]:
    """The names whose current version is in the database."""
    return set()


def forget() -> None:
    """Read the setting and the stored versions again; for tests that change either."""
    for cached in (processes, pinned, _stored):
        cached.cache_clear()


def same_as_registered(process: Process) -> None:
    """Raise ChangedWithoutVersion where this version was once stored with another meaning."""
    row = ProcessVersion.objects.filter(name=process.name, version=process.version).first()
    if row is not None and row.digest != process.digest():
        raise ChangedWithoutVersion(
            f"{process.name} was changed, but is still version {process.version}. "
            "Give it the next version number; open cases keep the old rules."
        )


class StepGone(UnknownVersion):
    """An older version has a step that this code has no more. Deploy a release that still has it."""


def knows(name: str, version: int) -> bool:
    """Whether this code can work on cases of that version."""
    try:
        pinned(name, version)
    except (NoSuchProcess, UnknownVersion):
        return False
    return True


@cache
def pinned(name: str, version: int) -> Process:
    """The process as a case of this version began with: today's code under that version's steps and rules.

    Raises UnknownVersion for a later release's: this code would leave out what that has learnt.
    """
    process = current(name)
    if version == process.version:
        return process
    if version > process.version:
        raise UnknownVersion(f"{name} version {version} is of a later release (here: {process.version}).")
    row = ProcessVersion.objects.filter(name=name, version=version).first()
    if row is None:
        raise UnknownVersion(f"{name} version {version} is not known here (current: {process.version}).")
    steps = tuple(_under(process, spec) for spec in row.spec["steps"])
    levels = tuple(msgspec.convert(level, Level) for level in row.spec["escalation"])
    return replace(process, version=version, steps=steps, escalation=levels)


def _under(process: Process, spec: dict[str, Any]) -> Step:
    """Today's step with that version's rules, limits and attempts. Its queue is today's: that has a worker."""
    try:
        step = process.step(spec["name"])
    except KeyError:
        raise StepGone(f"{process.name} has no step {spec['name']} any more, which an older version needs.") from None
    retry = Retry(spec["retry"]["attempts"], tuple(timedelta(seconds=delay) for delay in spec["retry"]["delays"]))
    step = replace(step, sla=timedelta(seconds=spec["sla_seconds"]), retry=retry)
    if step.rules is None:
        return step
    return replace(step, rules=msgspec.convert(spec["rules"], type(step.rules), strict=False))
