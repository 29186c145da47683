"""One case, whole: where it stands and everything that was done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from exceptions_queue import history, words
from exceptions_queue.access import portal_page, shown
from exceptions_queue.shape import filled
from workflow import clock
from workflow.models import Case
from workflow.people import Actor


@require_safe
@portal_page
def case(request: HttpRequest, actor: Actor, case_id: int) -> HttpResponse:
    """Card, way, step runs, questions, effects and events of a case, and what its process says of it."""
    case = get_object_or_404(Case, pk=case_id)
    runs = list(case.step_runs.order_by("number"))
    tasks = list(case.tasks.select_related("case", "decision").order_by("id"))
    context = {
        "case": case,
        "now": clock.now(),
        "step_title": words.labelled(case.step),
        "reason_title": words.title_of_code(case, case.reason) if case.reason else "",
        "way": history.way_of(case, runs),
        "runs": [history.run_of(run) for run in runs],
        "asked": history.asked(tasks),
        "open_task": next((task for task in tasks if task.state == "open"), None),
        "effects": case.effects.order_by("id"),
        "events": case.events.order_by("seq"),
        "description": filled(words.described(case)),
    }
    return shown(request, actor, "exceptions_queue/case.html", context)
