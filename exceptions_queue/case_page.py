"""All that the page of a case shows, whether a question of it is open or not: the three panes and what is below."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from exceptions_queue import history, words
from exceptions_queue.graph import graph_of
from exceptions_queue.path import visits_of
from exceptions_queue.shape import filled
from exceptions_queue.strip import holder_of, may_take_over, time_left
from workflow import engine
from workflow.define import Process
from workflow.models import Case, Decision, StepRun, Task
from workflow.papers import Paper
from workflow.people import Actor


def tasks_of(**which: Any) -> list[Task]:
    """The questions of a case with their answers, oldest first; `which` names the case."""
    tasks = Task.objects.filter(**which).select_related("case", "decision__undoing")
    return list(tasks.order_by("id"))


def case_page(
    case: Case, actor: Actor, *, now: datetime, tasks: Sequence[Task], task: Task | None, paper: str
) -> dict[str, Any]:
    """The context for `exceptions_queue/case.html`, but for the answer; `task` is the question that it is about.

    Without one: the question that is open, else the last that was asked, else none.
    """
    runs = list(case.step_runs.order_by("number"))
    open_task = next((one for one in tasks if one.state == "open"), None)
    task = task or open_task or (tasks[-1] if tasks else None)
    process = words.process_of(case)
    acts = engine.acts_for(case, actor) if process else ()
    return {
        "case": case,
        "now": now,
        "task": task,
        "open_task": open_task,
        "step_title": words.labelled(case.step),
        "reason_title": words.title_of_code(case, case.reason) if case.reason else "",
        "attempt": runs[-1].attempt if runs else 1,
        "runs": [history.run_of(run) for run in runs],
        "asked": history.asked(tasks, case),
        "graph": graph_of(case, visits_of(runs), now=now),
        "effects": case.effects.order_by("id") if _reached_out(process, runs) else (),
        "events": case.events.order_by("seq"),
        "acts": [act for act, refusal in acts if refusal is None],
        "not_now": [(act, refusal) for act, refusal in acts if refusal is not None],
        **_asked(case, task, actor, now),
        **_known(process, case, task, paper),
    }


def _reached_out(process: Process | None, runs: Sequence[StepRun]) -> bool:
    """Whether a step that calls other systems was ever begun: else nobody needs to look for calls."""
    if process is None:
        return True
    outside = {step.name for step in process.steps if step.kind == "effect"}
    return any(run.step in outside for run in runs)


def _asked(case: Case, task: Task | None, actor: Actor, now: datetime) -> dict[str, Any]:
    """The question and its clock."""
    if task is None:
        return {"title": "", "sentence": "", "also": []}
    task.case = case
    return {
        "title": words.reason_title(task),
        "sentence": words.sentence(task),
        "also": [(words.title_of_code(case, more["reason"]), more["question"]) for more in task.also],
        "time_left": time_left(task, now),
        "holder": holder_of(task, actor, now),
        "snoozed": task.state == "open" and task.snoozed_until is not None and task.snoozed_until > now,
        "may_take_over": may_take_over(task, actor),
        **_answered(task, actor),
    }


def _answered(task: Task, actor: Actor) -> dict[str, Any]:
    """The answer, once there is one, and whether this person may take it back while it isn't in effect."""
    decision: Decision | None = getattr(task, "decision", None)
    if decision is None:
        return {"decision": None}
    may_undo = decision.actor_id == actor.id or actor.supervises
    return {"decision": decision, "chosen_label": words.choice_label(task, decision.choice), "may_undo": may_undo}


def _known(process: Process | None, case: Case, task: Task | None, paper: str) -> dict[str, Any]:
    """What the process shows: papers, fields, the panel of the reason, and what it describes."""
    evidence: Mapping[str, Any] = {}
    if task is not None:
        evidence = {name: value for name, value in task.evidence.items() if name != "also"}
    if process is None:
        return {"papers": (), "shown": (), "panel": {}, "evidence": filled(evidence), "description": {}, "template": ""}
    papers = process.papers(case.pk)
    panel = process.panel(case.pk, task.reason if task else "", evidence)
    reason = words.reason_in(task) if task else None
    return {
        "papers": papers,
        "paper": _chosen(papers, paper),
        "shown": process.shown(case.pk),
        "panel": panel,
        # A case about which nothing was asked has no reason: then the panel says how it is drawn.
        "template": (reason.template if reason else panel.get("template", "")) if panel else "",
        "evidence": filled(evidence),
        "description": process.describe(case.pk),
    }


def _chosen(papers: Sequence[Paper], wanted: str) -> Paper | None:
    return next((paper for paper in papers if paper.id == wanted), papers[0] if papers else None)
