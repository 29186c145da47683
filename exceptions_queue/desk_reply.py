"""How the desk answers: a script gets JSON, a plain form is sent on to a page that shows the sentence."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from workflow import clock, engine
from workflow.models import Task

_STATUS = {
    engine.NoSuchTask: 404,
    engine.DecisionRefused: 403,
    engine.TaskClosed: 409,
    engine.TaskHeld: 409,
    engine.NotHeld: 409,
    engine.TaskChanged: 409,
    engine.Conflict: 409,
}


def wants_data(request: HttpRequest) -> bool:
    """Whether a script asks, which can't use a page."""
    headers = request.headers
    return (
        "HX-Request" in headers
        or "application/json" in headers.get("Accept", "")
        or headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    )


def done(request: HttpRequest, task_id: int, said: str) -> HttpResponse:
    """It was done: who has the question now, or the way back."""
    if wants_data(request):
        return JsonResponse({"ok": True, **_standing(task_id)})
    if said:
        messages.success(request, said)
    return redirect(_back(request, task_id))


def refused(request: HttpRequest, task_id: int, unable: Exception) -> HttpResponse:
    """It wasn't: the sentence that says what to do."""
    if wants_data(request):
        status = next((code for kind, code in _STATUS.items() if isinstance(unable, kind)), 422)
        return JsonResponse({"ok": False, "error": str(unable), **_standing(task_id)}, status=status)
    messages.error(request, str(unable))
    return redirect(_back(request, task_id))


def _standing(task_id: int) -> dict[str, object]:
    """Who has the question open, until when, and what an answer must have seen."""
    task = Task.objects.filter(pk=task_id).first()
    if task is None:
        return {}
    held = bool(task.held_by(clock.now())) and task.held_until is not None
    return {
        "state": task.state,
        "holder": task.holder_name if held else "",
        "held_until": task.held_until.isoformat() if held and task.held_until else None,
        "version": task.version,
    }


def _back(request: HttpRequest, task_id: int) -> str:
    back = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return back if ours and back.startswith("/") else reverse("task", args=[task_id])
