"""What this person answered."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from exceptions_queue.access import portal_page, shown
from exceptions_queue.activity import deeds
from workflow import clock
from workflow.people import Actor

# More than any database has: such an address points nowhere, and begins at the top.
_MOST = 2**63


@require_safe
@portal_page
def activity(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Their answers, newest first; those that haven't taken effect can be taken back."""
    now, typed = clock.now(), request.GET.get("before", "")
    before = int(typed) if typed.isdecimal() and len(typed) < 20 else 0
    rows, page = deeds(actor, before if before < _MOST else None, now)
    context = {"now": now, "deeds": rows, "page": page, "continued": bool(before)}
    return shown(request, actor, "exceptions_queue/activity.html", context)
