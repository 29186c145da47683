"""Files of a case's papers: the original as it was received, the pictures of its pages, the words on them.

They come from strangers. Each is served with a policy of its own under which nothing in it runs or loads, and
only what a browser shows without understanding it as a page opens in the browser; the rest is downloaded.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from exceptions_queue import words
from exceptions_queue.access import portal_page
from exceptions_queue.file_names import safe_name, safe_type
from workflow.models import Case
from workflow.outcomes import Retryable
from workflow.papers import PaperFile
from workflow.people import Actor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

INLINE = frozenset(("application/pdf", "image/png", "image/jpeg"))
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
# What lies under an address never changes; not for longer, so that a person who has left can't leaf back for hours.
KEPT = "private, max-age=900, immutable"


def _kept(view: View[P]) -> View[P]:
    """Let the person's browser keep the file for a while. Refusals and errors are never kept."""

    @wraps(view)
    def keeping(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.has_header("ETag"):
            response["Cache-Control"] = KEPT
            del response["Expires"]
        return response

    return keeping


@require_safe
@_kept
@portal_page
def paper_original(request: HttpRequest, actor: Actor, case_id: int, paper: str) -> HttpResponse:
    """The paper byte for byte as it was received."""
    return _served(request, case_id, paper, "original")


@require_safe
@_kept
@portal_page
def paper_page(request: HttpRequest, actor: Actor, case_id: int, paper: str, number: int) -> HttpResponse:
    """The picture of one page."""
    return _served(request, case_id, paper, f"page-{number}")


@require_safe
@_kept
@portal_page
def paper_words(request: HttpRequest, actor: Actor, case_id: int, paper: str) -> HttpResponse:
    """The words on every page with their places, as JSON."""
    return _served(request, case_id, paper, "words")


def _served(request: HttpRequest, case_id: int, paper: str, what: str) -> HttpResponse:
    case = get_object_or_404(Case, pk=case_id)
    process = words.process_of(case)
    try:
        file = process.paper_file(case.pk, paper, what) if process else None
    except Retryable as trouble:
        return HttpResponse(str(trouble), status=503, content_type="text/plain; charset=utf-8")
    if file is None:
        raise Http404("This case has no such paper.")
    return _response(request, file)


def _response(request: HttpRequest, file: PaperFile) -> HttpResponse:
    etag = quote_etag(hashlib.sha256(file.content).hexdigest())
    as_attachment = file.media_type not in INLINE | {"application/json"}
    response = HttpResponse(
        file.content,
        content_type=safe_type(file.media_type),
        headers={
            "Content-Disposition": content_disposition_header(as_attachment, safe_name(file.filename)),
            "Content-Security-Policy": POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
            "ETag": etag,
            "X-Content-Type-Options": "nosniff",
        },
    )
    found = get_conditional_response(request, etag=etag, response=response)
    return found if isinstance(found, HttpResponse) else response
