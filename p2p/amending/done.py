"""The amendment of a case: as it was asked, and closed when it is done."""

from datetime import datetime

from p2p.amending.facts import Carried
from p2p.models import Amendment
from workflow.models import Effect
from workflow.outcomes import Done


def opened(case_id: int) -> Amendment:
    """What this case does, with the posting that it is about and all that this stands on."""
    return Amendment.objects.select_related(
        "posting__approval__case",
        "posting__approval__vendor",
        "posting__approval__match__invoice",
        "posting__approval__match__order",
    ).get(case_id=case_id)


def close(amendment: Amendment, done: Done, *, step: str, now: datetime) -> Carried:
    """It is done: keep the accounts system's reference. Once closed, the database lets nothing of it change."""
    key = Effect.objects.get(case_id=amendment.case_id, step=step).key
    amendment.key, amendment.reference = key, done.reference[:200]
    amendment.done_at = amendment.closed_at = now
    amendment.save(update_fields=["key", "reference", "done_at", "closed_at"])
    return Carried(key=key, reference=done.reference)
