"""One question: what is asked, what it rests on, and the answer."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from exceptions_queue import after_answer, words
from exceptions_queue.access import portal_page, shown
from exceptions_queue.answer import AnswerForm, typed_name
from exceptions_queue.case_page import case_page
from exceptions_queue.fields import Field, fields_of
from exceptions_queue.offer import offer
from exceptions_queue.queue_snooze import offered
from workflow import clock, engine
from workflow.models import Decision, Task
from workflow.people import Actor

# What came of an answer that was not taken; any other reason is something to put right on the page (422).
_STATUS = {
    engine.TaskClosed: 409,
    engine.TaskHeld: 409,
    engine.TaskChanged: 409,
    engine.Conflict: 409,
    engine.DecisionRefused: 403,
}


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def task(request: HttpRequest, actor: Actor, task_id: int) -> HttpResponse:
    """The question (GET: whoever may answer it has it open then), or the answer to it (POST)."""
    found = _fetched(task_id)
    if request.method == "POST":
        return _answer(request, actor, found)
    return _page(request, actor, _opened(found, actor) if request.method == "GET" else found)


def _fetched(task_id: int) -> Task:
    return get_object_or_404(Task.objects.select_related("case", "decision__undoing"), pk=task_id)


def _opened(task: Task, actor: Actor) -> Task:
    """Held by this person, where that can be: everybody else reads along."""
    if task.state != "open" or task.role not in actor.roles:
        return task
    try:
        held = engine.hold(task.pk, actor=actor, now=clock.now())
    except engine.UnableToDecide:
        return task
    held.case = task.case
    return held


def _answer(request: HttpRequest, actor: Actor, task: Task) -> HttpResponse:
    if after_answer.sent_twice(request, task, actor):
        return after_answer.lead_on(request, task)
    options = words.options(task, actor)
    form = AnswerForm(request.POST, _fields(task, options, *_known(task)))
    if not form.is_valid():
        return _page(request, actor, task, problems=form.problems(), status=422)
    try:
        decision = _decide(task, actor, form)
    except engine.UnableToDecide as unable:
        status = next((code for kind, code in _STATUS.items() if isinstance(unable, kind)), 422)
        return _page(request, actor, _fetched(task.pk), problems=[str(unable)], status=status)
    chosen = next(option for option in options if option.choice.code == decision.choice)
    after_answer.tell(request, task, decision, chosen)
    return after_answer.lead_on(request, task)


def _decide(task: Task, actor: Actor, form: AnswerForm) -> Decision:
    return engine.decide(
        task.pk,
        form.cleaned_data["choice"],
        actor=actor,
        now=clock.now(),
        note=form.cleaned_data["note"],
        values=form.values(),
        delay=timedelta(seconds=settings.WORKFLOW_UNDO_SECONDS),
        seen=form.cleaned_data["seen"],
    )


def _known(task: Task) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    process = words.process_of(task.case)
    if process is None:
        return {}, {}
    return process.panel(task.case_id, task.reason, task.evidence), process.describe(task.case_id)


def _fields(
    task: Task, options: Sequence[words.Option], panel: Mapping[str, Any], description: Mapping[str, Any]
) -> dict[str, tuple[Field, ...]]:
    """The inputs of each choice, by its code. The panel may say which fields are in doubt, and which come first."""
    doubted, first = panel.get("doubted", ()), panel.get("first", ())
    return {
        option.choice.code: fields_of(option.choice.fields, description, task.evidence, doubted=doubted, first=first)
        for option in options
    }


def _page(
    request: HttpRequest, actor: Actor, task: Task, *, problems: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    page = case_page(task.case, actor, now=clock.now(), task=task, paper=request.GET.get("paper", ""))
    options = words.options(task, actor)
    fields = _fields(task, options, page["panel"], page["description"])
    context = {
        **page,
        "answering": True,
        "offers": [
            offer(option, digit, fields[option.choice.code], request.POST)
            for digit, option in enumerate(options, start=1)
        ],
        "may_answer": any(not option.refusal for option in options),
        "snoozes": tuple(offered(page["now"], timezone.get_current_timezone())),
        "problems": problems,
        "note": request.POST.get("note", ""),
        # After a conflict the page shows the question as it is now: this is the state that the next answer has seen.
        "seen": task.version,
        "typed": _typed(fields, request.POST),
        "view": after_answer.view_in(request),
    }
    return shown(request, actor, "exceptions_queue/case.html", context, status=status)


def _typed(fields: Mapping[str, Sequence[Field]], sent: QueryDict) -> list[tuple[str, str]]:
    """What was entered under the chosen answer, for a page that no longer has its inputs."""
    code = sent.get("choice", "")
    entered = [(field, sent.get(typed_name(code, field), "")) for field in fields.get(code, ())]
    return [(field.name, text) for field, text in entered if text and not field.same(text)]
