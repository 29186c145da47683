"""Any case: the search for it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from exceptions_queue.access import portal_page, shown
from exceptions_queue.case_search import CaseSearch
from exceptions_queue.keyset import page_of
from exceptions_queue.words import labelled, title_of_code
from workflow import clock
from workflow.people import Actor


@require_safe
@portal_page
def cases(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Cases, newest first, that fit what is looked for."""
    search = CaseSearch(request.GET)
    page = page_of(search.found())
    rows = [(case, labelled(case.step), title_of_code(case, case.reason) if case.reason else "") for case in page.rows]
    kept = {name: request.GET[name] for name in ("q", "state") if request.GET.get(name)}
    context = {"search": search, "rows": rows, "page": page, "kept": kept, "now": clock.now()}
    return shown(request, actor, "exceptions_queue/cases.html", context, status=200 if search.is_valid() else 422)
