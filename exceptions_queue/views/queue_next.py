"""The next question of my view: straight to it, with its lease."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from exceptions_queue.access import portal_page
from exceptions_queue.queue_next import any_left, take_next
from exceptions_queue.queue_view import view_of
from workflow import clock
from workflow.people import Actor


@require_safe
@portal_page
def queue_next(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The first question of the view behind `after`; at the end of the view back to the queue, which says so."""
    view, typed, now = view_of(request.GET, actor), request.GET.get("after", ""), clock.now()
    query = view.query()
    suffix = f"?{query}" if query else ""
    after = int(typed) if typed.isdecimal() and len(typed) < 19 else None
    if task := take_next(view, actor, after=after, now=now):
        return redirect(reverse("task", args=[task.pk]) + suffix)
    if after and any_left(view, actor, now):
        messages.info(request, "That was the last question of this view. Those above it are still open.")
    elif after:
        messages.success(request, "That was the last question of this view. Nothing is left for you in it.")
    else:
        messages.info(request, "Nothing is free for you in this view just now.")
    return redirect(reverse("queue") + suffix)
