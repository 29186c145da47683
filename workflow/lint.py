"""Refuses a process definition that can't work, when Django starts. One function a rule; ids are permanent."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

from workflow import registry
from workflow.define import Process
from workflow.engine.signals import HEAR_AGAIN
from workflow.models import Case, ProcessVersion
from workflow.transitions import CASE

Rule = Callable[[Process], Iterator[str]]


def steps_have_one_kind(process: Process) -> Iterator[str]:
    """workflow.E001"""
    for step in process.steps:
        if len(step.kinds) != 1:
            found = ", ".join(step.kinds) or "none"
            yield f"Step {step.name} must have one of decide, run, perform; its module makes it: {found}."


def steps_can_load(process: Process) -> Iterator[str]:
    """workflow.E002"""
    needed = {"decision": ("load", "record"), "work": ("load",), "effect": ("load", "find", "record")}
    for step in process.steps:
        for kind in step.kinds:
            missing = [name for name in needed[kind] if not hasattr(step.module, name)]
            if missing:
                yield f"Step {step.name} lacks {', '.join(missing)}, which a {kind} step needs."


def names_are_unique(process: Process) -> Iterator[str]:
    """workflow.E003"""
    names = [step.name for step in process.steps]
    yield from (f"Two steps are named {name}." for name in sorted({n for n in names if names.count(n) > 1}))


def queues_have_workers(process: Process) -> Iterator[str]:
    """workflow.E004"""
    for step in process.steps:
        if step.queue not in settings.WORKFLOW_QUEUES:
            known = ", ".join(settings.WORKFLOW_QUEUES)
            yield f"Step {step.name} is on queue {step.queue!r}, which no worker serves. Known: {known}."


def everything_has_an_sla(process: Process) -> Iterator[str]:
    """workflow.E005"""
    for step in process.steps:
        if step.sla.total_seconds() <= 0:
            yield f"Step {step.name} has no SLA."
    for reason in process.reasons():
        if reason.sla.total_seconds() <= 0:
            yield f"Reason {reason.code} has no SLA."


def reasons_can_be_answered(process: Process) -> Iterator[str]:
    """workflow.E006"""
    for reason in process.reasons():
        if not 2 <= len(reason.choices) <= 5:
            yield f"Reason {reason.code} needs two to five choices, not {len(reason.choices)}."
        if not reason.role:
            yield f"Reason {reason.code} names no role that answers it."
        codes = [choice.code for choice in reason.choices]
        if len(set(codes)) != len(codes):
            yield f"Reason {reason.code} has two choices with the same code."


def corrections_have_fields(process: Process) -> Iterator[str]:
    """workflow.E007"""
    for reason in process.reasons():
        for choice in reason.choices:
            if choice.does == "corrects" and not choice.fields:
                yield f"Choice {choice.code} of {reason.code} corrects, but names no field."


def thresholds_ascend(process: Process) -> Iterator[str]:
    """workflow.E008"""
    percents = [level.percent for level in process.escalation]
    if not percents or percents != sorted(set(percents)):
        yield f"Escalation levels must ascend and there must be one; they are: {percents}."


def only_decisions_ask(process: Process) -> Iterator[str]:
    """workflow.E009"""
    for step in process.steps:
        if step.asks and "decision" not in step.kinds:
            yield f"Step {step.name} asks, but is no decision step."


def rules_are_data(process: Process) -> Iterator[str]:
    """workflow.E010"""
    try:
        process.spec()
    except TypeError as error:
        yield f"The definition of {process.name} can't be stored as data: {error}."


RULES: tuple[Rule, ...] = (
    steps_have_one_kind,
    steps_can_load,
    names_are_unique,
    queues_have_workers,
    everything_has_an_sla,
    reasons_can_be_answered,
    corrections_have_fields,
    thresholds_ascend,
    only_decisions_ask,
    rules_are_data,
)


def problems(process: Process) -> list[CheckMessage]:
    """Everything that is wrong with a definition, each with the id of its rule."""
    return [Error(text, obj=process.name, id=(rule.__doc__ or "").strip()) for rule in RULES for text in rule(process)]


@register()
def check_processes(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Django's system check over every process."""
    return [problem for process in registry.processes().values() for problem in problems(process)]


@register(Tags.database)
def check_versions(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """A process that was changed under its old version number (workflow.E011); asked for by `check --database`."""
    if not databases or ProcessVersion._meta.db_table not in connection.introspection.table_names():
        return []  # `migrate` asks too, before there is a table
    found: list[CheckMessage] = []
    for process in registry.processes().values():
        try:
            registry.same_as_registered(process)
        except registry.ChangedWithoutVersion as error:
            found.append(Error(str(error), obj=process.name, id="workflow.E011"))
    return [*found, *_stranded()]


def _stranded() -> Iterator[CheckMessage]:
    """Open cases of an older version whose steps this code has no more (workflow.E013)."""
    open_cases = Case.objects.exclude(state__in=CASE.final())
    for name, version in open_cases.order_by("process", "version").values_list("process", "version").distinct():
        try:
            registry.pinned(name, version)
        except registry.StepGone as error:
            yield Error(str(error), obj=name, id="workflow.E013")
        except LookupError:
            continue  # of a later release, which goes on with them


@register()
def check_undo_order(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """What is asked again after an undo must still hear the signals that came meanwhile (workflow.E014)."""
    again = HEAR_AGAIN.total_seconds()
    if settings.WORKFLOW_UNDO_SECONDS >= again:
        text = f"WORKFLOW_UNDO_SECONDS ({settings.WORKFLOW_UNDO_SECONDS:g} s) must be below the second hearing of a"
        return [Error(f"{text} signal ({again:g} s).", id="workflow.E014")]
    return []


@register()
def check_lease_order(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """A message must not come back while its task may still run (workflow.E012)."""
    visibility = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    if settings.CELERY_TASK_TIME_LIMIT >= visibility:
        text = f"CELERY_TASK_TIME_LIMIT ({settings.CELERY_TASK_TIME_LIMIT} s) must be below the visibility timeout"
        return [Error(f"{text} ({visibility} s).", id="workflow.E012")]
    return []
