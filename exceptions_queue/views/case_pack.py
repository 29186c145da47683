"""The evidence of one case as a zip."""

from contextlib import ExitStack
from tempfile import SpooledTemporaryFile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from exceptions_queue.access import page_for, shown
from exceptions_queue.evidence_pack import handed_out
from exceptions_queue.evidence_pack.make import NoSuchCase, folder, write_pack
from workflow import clock
from workflow.people import Actor

_IN_MEMORY = 1024 * 1024  # bytes; what is larger lies on the disk
_NO_ROOM = "There is no room on the server to put this pack together. Tell the operator; the case itself is unharmed."


@require_GET
@page_for("case_pack", "The evidence of a case")
def case_pack(request: HttpRequest, actor: Actor, case_id: int) -> HttpResponse:
    """The pack, made on the disk where it is large, and handed out in pieces."""
    try:
        response = _pack(case_id, actor)
    except NoSuchCase:
        raise Http404 from None
    except OSError:
        return shown(request, actor, "exceptions_queue/trouble.html", {"why": _NO_ROOM}, status=507)
    handed_out.note(case_id, actor, way="portal")
    return response


def _pack(case_id: int, actor: Actor) -> HttpResponse:
    with ExitStack() as unless_handed_out:
        file = unless_handed_out.enter_context(SpooledTemporaryFile(_IN_MEMORY))
        write_pack(file, case_id, actor=actor, now=clock.now())
        file.seek(0)
        unless_handed_out.pop_all()  # the response closes it
    name = f"{folder(case_id)}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")  # type: ignore[return-value]
