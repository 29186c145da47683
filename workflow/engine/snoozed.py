"""A question that was put off comes back as soon as something changes that it waits for."""

from datetime import datetime

from django.db.models import F

from workflow.models import Task


def bring_back(task: Task, now: datetime) -> bool:
    """Put the question on the queue again, whatever time was named; whether it was off it.

    The version counts up: who answers afterwards must have seen that it was looked at again.
    """
    asleep = Task.objects.filter(pk=task.pk, state="open", snoozed_until__gt=now)
    return asleep.update(snoozed_until=None, version=F("version") + 1) == 1
