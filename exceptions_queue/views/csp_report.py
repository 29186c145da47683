"""Where browsers tell what they refused to load or run."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from exceptions_queue.policy_reports import LARGEST, keep
from workflow import clock


@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Keep it and say nothing (204). What is too long isn't even read."""
    if int(request.headers.get("Content-Length") or 0) <= LARGEST:
        keep(request.read(LARGEST + 1), known=request.user.is_authenticated, now=clock.now())
    return HttpResponse(status=204)
