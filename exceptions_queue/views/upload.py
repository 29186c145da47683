"""Handing in documents, and what became of the last ones: which cases began, what was left aside and why."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from exceptions_queue import upload as uploads
from exceptions_queue.access import page_for, shown
from exceptions_queue.queue_words import column_labels
from exceptions_queue.views.live import STOP_POLLING
from exceptions_queue.words import labelled, title_of_code
from workflow import clock
from workflow.models import Case
from workflow.people import Actor

_KEPT = "handed_in"  # in the session
_ENVELOPE = 64 * 1024  # what a form has besides its files
_NO_ROOM = "There is no room to take these files in just now. Nothing is lost: tell the operator, and send them again."


# The token is asked for below: before that nothing may read the body, which has to be measured first.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@page_for("upload", "Handing in documents")
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form with the last delivery below it (GET); a delivery (POST)."""
    if request.method != "POST":
        return _last(request, actor) if request.headers.get("HX-Request") else _page(request, actor)
    if int(request.META.get("CONTENT_LENGTH") or 0) > uploads.largest() + _ENVELOPE:
        return _page(request, actor, problem=uploads.too_large(), status=413)
    try:
        _ = request.FILES
    except TooManyFilesSent:
        return _page(request, actor, problem=uploads.too_many(), status=413)
    except RequestDataTooBig:
        return _page(request, actor, problem=uploads.too_large(), status=413)
    except MultiPartParserError:
        return _page(request, actor, problem="The files arrived incomplete. Send them again.", status=400)
    except OSError:
        return _page(request, actor, problem=_NO_ROOM, status=507)
    return _delivery(request, actor)


@csrf_protect
def _delivery(request: HttpRequest, actor: Actor) -> HttpResponse:
    files = request.FILES.getlist("files")
    if problem := uploads.problem_with(files):
        return _page(request, actor, problem=problem, status=422)
    try:
        delivery = uploads.hand_in(files, actor, now=clock.now())
    except uploads.NotTakenIn as trouble:
        return _page(request, actor, problem=str(trouble), status=503)
    request.session[_KEPT] = delivery.kept()
    return redirect("upload")


def _page(request: HttpRequest, actor: Actor, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "problem": problem,
        "kinds": settings.PORTAL_UPLOAD_KINDS,
        "files": settings.PORTAL_UPLOAD_FILES,
        "megabytes": settings.PORTAL_UPLOAD_MEGABYTES,
        **_became(request),
    }
    return shown(request, actor, "exceptions_queue/upload.html", context, status=status)


def _last(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The last delivery alone, for the page that asks for it again while its cases run."""
    context = _became(request)
    status = 200 if context.get("running") else STOP_POLLING
    return shown(request, actor, "exceptions_queue/_uploaded.html", context, status=status)


def _became(request: HttpRequest) -> dict[str, Any]:
    if _KEPT not in request.session:
        return {}
    delivery = uploads.Delivery.from_kept(request.session[_KEPT])
    cases = list(Case.objects.filter(pk__in=delivery.cases).order_by("pk"))
    running = any(case.state == "running" for case in cases)
    return {"delivery": delivery, "rows": _rows(cases), "labels": column_labels(), "running": running}


def _rows(cases: Sequence[Case]) -> list[tuple[Case, str, str]]:
    return [(case, labelled(case.step), title_of_code(case, case.reason) if case.reason else "") for case in cases]
