"""The list of open questions."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from exceptions_queue.access import portal_page, shown
from exceptions_queue.queue import counted, open_tasks, questions
from exceptions_queue.words import answering_roles
from workflow import clock
from workflow.people import Actor


@require_safe
@portal_page
def tasks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Questions for this person's roles, or all with `?show=all`; who answers none sees all."""
    now = clock.now()
    answers = bool(actor.roles & answering_roles())
    mine, everyones = open_tasks(actor.roles), open_tasks(None)
    show_all = request.GET.get("show") == "all" or not answers
    after = request.GET.get("after", "")
    rows, page = questions(everyones if show_all else mine, after=int(after) if after.isdecimal() else None, now=now)
    context = {
        "now": now,
        "questions": rows,
        "page": page,
        "answers": answers,
        "show_all": show_all,
        "continued": bool(after),
        "mine_count": counted(mine) if answers else "0",
        "all_count": counted(everyones),
    }
    return shown(request, actor, "exceptions_queue/tasks.html", context)
