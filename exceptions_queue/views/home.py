"""The front page."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from exceptions_queue.access import portal_page, shown
from exceptions_queue.home import day_of, desk_of
from exceptions_queue.wording import span
from workflow import clock
from workflow.models import Case
from workflow.people import Actor


@require_safe
@portal_page
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for this person, what is late, and how the day has gone since midnight where they are."""
    now = clock.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    day = day_of(Case.objects.filter(received_at__gte=midnight, received_at__lt=midnight + timedelta(days=1)))
    context = {
        "now": now,
        "desk": desk_of(actor, now),
        "day": day,
        "median": _about(day.median) if day.median is not None else "",
    }
    return shown(request, actor, "exceptions_queue/home.html", context)


def _about(time: timedelta) -> str:
    return f"{time.total_seconds():.0f} s" if time < timedelta(minutes=1) else span(time)
