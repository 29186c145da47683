"""One question: what is asked, what it rests on, and the answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from exceptions_queue import words
from exceptions_queue.access import portal_page, shown
from exceptions_queue.answer import AnswerForm
from exceptions_queue.fields import fields_of
from exceptions_queue.offer import offer
from exceptions_queue.queue import answer_by
from exceptions_queue.shape import filled
from workflow import clock, engine
from workflow.models import Decision, Task
from workflow.people import Actor

# What came of an answer that was not taken; any other reason is something to put right on the page (422).
_STATUS = {engine.TaskClosed: 409, engine.Conflict: 409, engine.DecisionRefused: 403}


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def task(request: HttpRequest, actor: Actor, task_id: int) -> HttpResponse:
    """The question (GET), or the answer to it (POST): then back to the list."""
    if request.method == "POST":
        return _answer(request, actor, _fetched(task_id))
    return _page(request, actor, _fetched(task_id))


def _fetched(task_id: int) -> Task:
    return get_object_or_404(Task.objects.select_related("case", "decision"), pk=task_id)


def _answer(request: HttpRequest, actor: Actor, task: Task) -> HttpResponse:
    options = words.options(task, actor)
    description = words.described(task.case)
    inputs = {option.choice.code: fields_of(option.choice.fields, description, task.evidence) for option in options}
    form = AnswerForm(request.POST, inputs)
    if not form.is_valid():
        return _page(request, actor, task, problems=form.problems(), status=422)
    try:
        decision = _decide(task, actor, form, clock.now())
    except engine.UnableToDecide as unable:
        status = _STATUS.get(type(unable), 422)
        return _page(request, actor, _fetched(task.pk), problems=[str(unable)], status=status)
    chosen = next(option for option in options if option.choice.code == decision.choice)
    messages.success(request, _taken(task, decision, chosen))
    return redirect("queue")


def _decide(task: Task, actor: Actor, form: AnswerForm, now: datetime) -> Decision:
    return engine.decide(
        task.pk,
        form.cleaned_data["choice"],
        actor=actor,
        now=now,
        note=form.cleaned_data["note"],
        values=form.values(),
        delay=timedelta(seconds=settings.WORKFLOW_UNDO_SECONDS),
    )


def _taken(task: Task, decision: Decision, chosen: words.Option) -> str:
    about = task.case.number or f"case {task.case_id}"
    return (
        f"“{chosen.choice.label}” recorded for {about}. {chosen.consequence} "
        f"It takes effect at {decision.effective_at:%H:%M:%S} UTC."
    )


def _page(
    request: HttpRequest, actor: Actor, task: Task, *, problems: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    now = clock.now()
    options = words.options(task, actor)
    description = words.described(task.case)
    context = {
        "task": task,
        "case": task.case,
        "decision": getattr(task, "decision", None),
        "now": now,
        "title": words.reason_title(task),
        "sentence": words.sentence(task),
        "evidence": filled({name: value for name, value in task.evidence.items() if name != "also"}),
        "description": filled(description),
        "also": [(words.title_of_code(task.case, more["reason"]), more["question"]) for more in task.also],
        "offers": [
            offer(option, fields_of(option.choice.fields, description, task.evidence), request.POST)
            for option in options
        ],
        "may_answer": any(not option.refusal for option in options),
        "answer_by": answer_by(task),
        "late": answer_by(task) < now,
        "problems": problems,
        "note": request.POST.get("note", ""),
    }
    return shown(request, actor, "exceptions_queue/task.html", context, status=status)
