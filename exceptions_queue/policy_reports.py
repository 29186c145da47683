"""What browsers report that they refused. The reports come from anybody: each is short, and so is their list."""

import hashlib
import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from exceptions_queue.models import PolicyReport

log = logging.getLogger(__name__)

# Bytes of a report, and how many different ones are kept: of people who were logged in, and of anybody else.
LARGEST = 16_000
KEPT = {True: 500, False: 50}


def keep(body: bytes, *, known: bool, now: datetime) -> PolicyReport | None:
    """Count the report, and log it the first time. None where it is none, or the list is full."""
    told = _read(body)
    if told is None:
        return None
    page, directive, refused = (_text(told, name) for name in ("document-uri", "violated-directive", "blocked-uri"))
    digest = hashlib.sha256("\n".join((page, directive, refused)).encode()).hexdigest()
    if PolicyReport.objects.filter(digest=digest).update(count=F("count") + 1, last_at=now):
        return PolicyReport.objects.get(digest=digest)
    if PolicyReport.objects.filter(known=known).count() >= KEPT[known]:
        return None
    source = ":".join(_text(told, name) for name in ("source-file", "line-number", "column-number"))
    report, created = PolicyReport.objects.get_or_create(
        digest=digest,
        defaults={
            "page": page,
            "directive": directive[:100],
            "refused": refused,
            "source": source[:500],
            "known": known,
            "first_at": now,
            "last_at": now,
        },
    )
    if created:
        log.warning("content policy: %r refused %r on %r (%r)", report.directive, refused, page, report.source)
    return report


def _read(body: bytes) -> Mapping[str, Any] | None:
    if len(body) > LARGEST:
        return None
    try:
        told = json.loads(body)["csp-report"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _text(told: Mapping[str, Any], name: str) -> str:
    """The value, without what may be secret (what follows `?`) and without what the database can't keep."""
    return str(told.get(name, ""))[:500].partition("?")[0].replace("\0", "")
