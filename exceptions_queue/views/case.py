"""One case, whole: where it stands, what is known of it, and everything that was done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from exceptions_queue.access import portal_page, shown
from exceptions_queue.after_answer import view_in
from exceptions_queue.case_page import case_page, tasks_of
from workflow import clock
from workflow.models import Case
from workflow.people import Actor


@require_safe
@portal_page
def case(request: HttpRequest, actor: Actor, case_id: int) -> HttpResponse:
    """The three panes and the whole history, to be read."""
    found = get_object_or_404(Case, pk=case_id)
    page = case_page(
        found, actor, now=clock.now(), tasks=tasks_of(case=found), task=None, paper=request.GET.get("paper", "")
    )
    context = {**page, "answering": False, "view": view_in(request)}
    return shown(request, actor, "exceptions_queue/case.html", context)
