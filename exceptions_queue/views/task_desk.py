"""What is done with a question short of answering it: hold, keep, release, assign, snooze, escalate."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from exceptions_queue.access import portal_page
from exceptions_queue.answer import NOTE_LENGTH
from exceptions_queue.desk_reply import done, refused
from exceptions_queue.people import NoSuchPerson, person
from exceptions_queue.queue_snooze import NoTime, read
from workflow import clock, engine
from workflow.people import Actor


@require_POST
@portal_page
def task_hold(request: HttpRequest, actor: Actor, task_id: int) -> HttpResponse:
    """Take the question's lease; `take_over` from somebody else, for those who may."""
    over = bool(request.POST.get("take_over"))
    return _reply(
        request, task_id, lambda: engine.hold(task_id, actor=actor, now=clock.now(), take_over=over), "It is yours now."
    )


@require_POST
@portal_page
def task_beat(request: HttpRequest, actor: Actor, task_id: int) -> HttpResponse:
    """Keep the lease while the page is open."""
    return _reply(request, task_id, lambda: engine.keep_holding(task_id, actor=actor, now=clock.now()))


@require_POST
@portal_page
def task_release(request: HttpRequest, actor: Actor, task_id: int) -> HttpResponse:
    """Give the lease back, as a page does that is left."""
    return _reply(request, task_id, lambda: engine.release(task_id, actor=actor, now=clock.now()))


@require_POST
@portal_page
def task_assign(request: HttpRequest, actor: Actor, task_id: int) -> HttpResponse:
    """Give the question to a person (`to`, "me" for oneself), or with an empty `to` back to everybody."""

    def act() -> object:
        login = request.POST.get("to", "")
        to = None if not login else actor if login in ("me", actor.id) else person(login)
        return engine.assign(task_id, to, actor=actor, now=clock.now(), note=_note(request))

    return _reply(request, task_id, act, "Assigned.")


@require_POST
@portal_page
def task_snooze(request: HttpRequest, actor: Actor, task_id: int) -> HttpResponse:
    """Put the question away `until` a time, or with an empty one put it on the queue again."""

    def act() -> object:
        now, typed = clock.now(), request.POST.get("until") or request.POST.get("typed", "")
        if not typed:
            return engine.unsnooze(task_id, actor=actor, now=now)
        until = read(typed, now, timezone.get_current_timezone())
        return engine.snooze(task_id, actor=actor, now=now, until=until, note=_note(request))

    return _reply(request, task_id, act, "Done: the queue shows it when its time has come.")


@require_POST
@portal_page
def task_escalate(request: HttpRequest, actor: Actor, task_id: int) -> HttpResponse:
    """Tell the next level now."""
    return _reply(
        request,
        task_id,
        lambda: engine.escalate_now(task_id, actor=actor, now=clock.now(), note=_note(request)),
        "The next level has been told.",
    )


def _reply(request: HttpRequest, task_id: int, act: Callable[[], object], said: str = "") -> HttpResponse:
    try:
        act()
    except (engine.UnableToDecide, NoTime, NoSuchPerson) as unable:
        return refused(request, task_id, unable)
    return done(request, task_id, said)


def _note(request: HttpRequest) -> str:
    return request.POST.get("note", "")[:NOTE_LENGTH]
