"""Who we are: the company in the database, else the one in the settings."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from p2p.models import Company


@dataclass(frozen=True, slots=True)
class Us:
    """Our name ("" where nobody has entered it) and the zone whose calendar day counts."""

    name: str
    timezone: str


def us() -> Us:
    """The buyer, as `import_masters` or the settings say."""
    company = Company.objects.first()
    if company is None:
        return Us(settings.P2P_COMPANY_NAME, settings.P2P_COMPANY_TIMEZONE)
    return Us(company.name, company.timezone)


def today(now: datetime) -> date:
    """The calendar day of the company at this moment."""
    return now.astimezone(ZoneInfo(us().timezone)).date()
