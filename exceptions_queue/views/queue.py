"""The queue: the open questions of a view, a page at a time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from exceptions_queue.access import portal_page, shown
from exceptions_queue.keyset import page_of
from exceptions_queue.queue import counts
from exceptions_queue.queue_filters import mine_and_all, tasks_of
from exceptions_queue.queue_jump import meant
from exceptions_queue.queue_orders import Ordered
from exceptions_queue.queue_rows import columns, row_of
from exceptions_queue.queue_snooze import offered
from exceptions_queue.queue_view import ViewForm, as_seen_by
from exceptions_queue.queue_wanted import View
from exceptions_queue.queue_words import column_labels
from exceptions_queue.words import answering_roles
from workflow import clock
from workflow.models import Case
from workflow.people import Actor


@require_safe
@portal_page
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The questions of the view; a number that means a single case leads straight there."""
    labels = column_labels()
    form = ViewForm(request.GET, labels)
    view, typed = as_seen_by(actor, form.view()), request.GET.get("after", "")
    after = int(typed) if typed.isdecimal() and len(typed) < 19 else None
    if view.q and not after and (case := meant(view.q)):
        return redirect(_place_of(case, view))
    context = {"form": form, "view": view, "columns": tuple(columns(view, labels)), "labels": labels}
    context["chips"] = tuple(form.chips(view))
    context |= _page(view, actor, after)
    return shown(request, actor, "exceptions_queue/queue.html", context, status=200 if form.is_valid() else 422)


def _page(view: View, actor: Actor, after: int | None) -> dict[str, object]:
    now = clock.now()
    tasks = tasks_of(view, actor, now)
    page = page_of(Ordered(view.order, actor, now).shown(tasks, after))
    mine, everyones, here = counts(*mine_and_all(actor, now), tasks)
    return {
        "now": now,
        "page": page,
        "rows": [row_of(task, actor, now) for task in page.rows],
        "continued": after is not None,
        "answers": bool(actor.roles & answering_roles()),
        "mine": mine,
        "everyones": everyones,
        "here": here,
        "snoozes": tuple(offered(now, timezone.get_current_timezone())),
    }


def _place_of(case: Case, view: View) -> str:
    task = case.tasks.filter(state="open").first()
    place = reverse("task", args=[task.pk]) if task else reverse("case", args=[case.pk])
    query = view.query(q="")
    return f"{place}?{query}" if query else place
