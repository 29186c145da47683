"""One question: what is asked, what it rests on, and the answer."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from exceptions_queue import after_answer, question, words
from exceptions_queue.access import portal_page, shown
from exceptions_queue.answer import AnswerForm
from exceptions_queue.case_page import case_page
from exceptions_queue.offer import offer
from exceptions_queue.question import Found
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
    found = _found(task_id)
    if request.method == "POST":
        return _answer(request, actor, found)
    if request.method == "GET":
        question.hold_open(found.task, actor)
    return _page(request, actor, found)


def _found(task_id: int) -> Found:
    found = question.found(task_id)
    if found is None:
        raise Http404(f"There is no task {task_id}.")
    return found


def _answer(request: HttpRequest, actor: Actor, found: Found) -> HttpResponse:
    task = found.task
    if after_answer.sent_twice(request, task, actor):
        return after_answer.lead_on(request, task)
    options = words.options(task, actor)
    form = AnswerForm(request.POST, question.inputs_of(task, options, *question.known_of(task)))
    if not form.is_valid():
        return _page(request, actor, found, problems=form.problems(), status=422)
    try:
        decision = _decide(task, actor, form)
    except engine.UnableToDecide as unable:
        status = next((code for kind, code in _STATUS.items() if isinstance(unable, kind)), 422)
        return _page(request, actor, _found(task.pk), problems=[str(unable)], status=status)
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


def _page(
    request: HttpRequest, actor: Actor, found: Found, *, problems: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    task, paper = found.task, request.GET.get("paper", "")
    page = case_page(task.case, actor, now=clock.now(), tasks=found.tasks, task=task, paper=paper)
    options = words.options(task, actor)
    inputs = question.inputs_of(task, options, page["panel"], page["description"])
    labels = {field.name: field.label for field in page["shown"]}
    offers = [
        offer(option, digit, inputs[option.choice.code], request.POST, labels)
        for digit, option in enumerate(options, start=1)
    ]
    context = {
        **page,
        "answering": True,
        "offers": offers,
        "may_answer": any(not option.refusal for option in options),
        "snoozes": tuple(offered(page["now"], timezone.get_current_timezone())),
        "problems": problems,
        "note": request.POST.get("note", ""),
        "entered": question.entered(inputs, request.POST),
        # After a conflict the page shows the question as it is now: this is the state that the next answer has seen.
        "seen": task.version,
        "view": after_answer.view_in(request),
    }
    return shown(request, actor, "exceptions_queue/case.html", context, status=status)
