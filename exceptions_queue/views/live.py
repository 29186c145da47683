"""Where a case stands, as a part of its page that asks for itself again while the case runs."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from exceptions_queue import words
from exceptions_queue.access import portal_page, shown
from exceptions_queue.graph import graph_of
from exceptions_queue.live import standing
from workflow import clock
from workflow.people import Actor

# To htmx: take this, and ask no more.
STOP_POLLING = 286


@require_safe
@portal_page
def live(request: HttpRequest, actor: Actor, case_id: int) -> HttpResponse:
    """State, step and graph of the case; the status says whether to go on asking."""
    found = standing(case_id)
    if found is None:
        raise Http404
    case, now = found.case, clock.now()
    context = {
        "case": case,
        "now": now,
        "step_title": words.labelled(case.step),
        "reason_title": words.title_of_code(case, case.reason) if case.reason else "",
        "open_task_id": found.task_id,
        "graph": graph_of(case, found.visits, now=now),
        "moved": True,
    }
    status = 200 if found.running else STOP_POLLING
    return shown(request, actor, "exceptions_queue/_live.html", context, status=status)
