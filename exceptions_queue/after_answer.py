"""What follows an answer: it is told, may be taken back for a while, and the next question of the view comes up."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from exceptions_queue import undo_toast
from exceptions_queue.queue_view import view_query
from exceptions_queue.words import Option
from workflow import clock
from workflow.models import Decision, Task
from workflow.people import Actor

_LONGEST_VIEW = 2000


def tell(request: HttpRequest, task: Task, decision: Decision, chosen: Option) -> None:
    """Say what was recorded, on the pages to come, for as long as it may be taken back."""
    about = task.case.number or f"case {task.case_id}"
    at = timezone.localtime(decision.effective_at)
    words = f"“{chosen.choice.label}” recorded for {about}. It takes effect at {at:%H:%M:%S}."
    undo_toast.remember(request, decision, words)


def lead_on(request: HttpRequest, task: Task) -> HttpResponse:
    """To the next question of this person's view; to the answered one, where they like to stay."""
    view = view_in(request)
    if not request.preferences.advance:  # type: ignore[attr-defined]
        return redirect("task", task.pk)
    return redirect(f"{reverse('next')}?{'&'.join(filter(None, (view, urlencode({'after': task.pk}))))}")


def view_in(request: HttpRequest) -> str:
    """The view that the page was opened from: in its address, then in the form that it sends."""
    if request.method == "POST":
        return view_query(QueryDict(request.POST.get("view", "")[:_LONGEST_VIEW]))
    return view_query(request.GET)


def sent_twice(request: HttpRequest, task: Task, actor: Actor) -> bool:
    """Whether this very answer by this person has just been taken: a button pressed twice."""
    decision: Decision | None = getattr(task, "decision", None)
    if decision is None or decision.undone or decision.actor_id != actor.id:
        return False
    sent = (request.POST.get("choice"), request.POST.get("note", "").strip())
    return sent == (decision.choice, decision.note) and clock.now() < decision.effective_at
