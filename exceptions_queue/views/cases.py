"""Any case: the search for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from exceptions_queue.access import portal_page, shown
from exceptions_queue.case_search import CaseSearch
from exceptions_queue.queue_jump import meant
from exceptions_queue.queue_words import column_labels
from exceptions_queue.words import labelled, title_of_code
from workflow import clock
from workflow.models import Case
from workflow.people import Actor

_FILTERS = ("q", "state", "since", "until")


@require_safe
@portal_page
def cases(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Cases, newest first, that fit what is looked for; a number that means a single one leads straight to it."""
    search = CaseSearch(request.GET)
    valid = search.is_valid()
    if valid and (words := search.asked_for()) and (case := meant(words)):
        return redirect("case", case.pk)
    page = search.page()
    context = {
        "search": search,
        "page": page,
        "rows": [(case, labelled(case.step), _asked(case)) for case in page.rows],
        "narrowed": any(request.GET.get(name) for name in _FILTERS),
        "labels": column_labels(),
        "now": clock.now(),
    }
    return shown(request, actor, "exceptions_queue/cases.html", context, status=200 if valid else 422)


def _asked(case: Case) -> str:
    return title_of_code(case, case.reason) if case.reason else ""
