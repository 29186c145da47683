"""Several questions of the queue at once: assign, snooze, release."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from exceptions_queue import queue_bulk as bulk
from exceptions_queue import queue_snooze
from exceptions_queue.access import portal_page, shown
from exceptions_queue.answer import NOTE_LENGTH
from exceptions_queue.people import NoSuchPerson, colleagues, person
from exceptions_queue.queue_view import view_query
from workflow import clock
from workflow.models import Task
from workflow.people import Actor


@require_POST
@portal_page
def queue_bulk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Do to each selected question what the pressed button says, and tell what came of each."""
    tasks = bulk.chosen(request.POST.getlist("task"))
    typed = request.POST.get("typed", "")
    do, _, when = (request.POST.get("do") or (f"snooze {typed}" if typed else "")).partition(" ")
    if not tasks:
        messages.error(request, "Select one question or more, then say what to do with them.")
    elif do == "assign" and not request.POST.get("to"):
        return _to_whom(request, actor, tasks)
    else:
        _tell(request, actor, tasks, do, when)
    return redirect(_back(request))


def _tell(request: HttpRequest, actor: Actor, tasks: Sequence[Task], do: str, when: str) -> None:
    try:
        done, deed = _deed(request, actor, do, when)
    except (NoSuchPerson, queue_snooze.NoTime, KeyError) as unable:
        messages.error(request, unable.args[0])
        return
    results = bulk.each(tasks, deed)
    if count := sum(not result.problem for result in results):
        messages.success(request, f"{count} question{'' if count == 1 else 's'} {done}.")
    for problem, numbers in bulk.problems(results).items():
        messages.error(request, f"{', '.join(numbers)}: {problem}")


def _deed(request: HttpRequest, actor: Actor, do: str, when: str) -> tuple[str, bulk.Deed]:
    now, note = clock.now(), request.POST.get("note", "")[:NOTE_LENGTH]
    match do:
        case "mine":
            return "assigned to you", bulk.assign(actor, actor=actor, now=now)
        case "assign":
            to = person(request.POST["to"])
            return f"assigned to {to.name}", bulk.assign(to, actor=actor, now=now, note=note)
        case "snooze":
            until = queue_snooze.read(when or request.POST.get("typed", ""), now, timezone.get_current_timezone())
            local = f"{timezone.localtime(until):%a %d %b, %H:%M}"
            return f"snoozed until {local}", bulk.snooze(until, actor=actor, now=now, note=note)
        case "release":
            return "released", bulk.release(actor=actor, now=now)
    raise KeyError("Press one of the buttons below the list: assign, snooze or release.")


def _to_whom(request: HttpRequest, actor: Actor, tasks: Sequence[Task]) -> HttpResponse:
    context = {
        "tasks": tasks,
        "people": colleagues({task.role for task in tasks}),
        "view": view_query(request.GET),
        "note_length": NOTE_LENGTH,
    }
    return shown(request, actor, "exceptions_queue/queue_assign.html", context)


def _back(request: HttpRequest) -> str:
    query = view_query(request.GET)
    return f"{reverse('queue')}?{query}" if query else reverse("queue")
