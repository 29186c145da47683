"""Payment terms: "net 30", "2/10 net 30", "eom 30", and the day on which an invoice falls due by them.

Pure. A due date comes from the vendor's terms and the invoice's date; what the document prints as its due
date changes nothing, since it was not agreed.

"eom 30" counts the days from the last day of the invoice's month (11 May and "eom 30" is 30 June), as
"after the end of the month of the invoice date" does in Sage and "days after the end of the invoice month"
in ERPNext; it doesn't add the days first and then go to a month's end.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

# A year: longer credit than any that is agreed, short enough that a due date is always a date.
LONGEST_DAYS = 366

_NET = re.compile(r"(?:(?P<percent>\d{1,2}(?:\.\d{1,2})?)/(?P<within>\d{1,3}) )?net (?P<days>\d{1,3})", re.ASCII)
_EOM = re.compile(r"eom (?P<days>\d{1,3})", re.ASCII)


class TermsNotUnderstood(ValueError):
    """The payment terms are not in a form that the product knows."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed: days until due, counted from the invoice's date or from the end of its month.

    A `discount` (percent of the gross) is granted to who pays within `discount_days` of the invoice's date.
    """

    days: int
    from_month_end: bool = False
    discount: Decimal | None = None
    discount_days: int | None = None

    def due_date(self, invoice_date: date) -> date:
        """The last day on which the invoice is paid in time."""
        start = _month_end(invoice_date) if self.from_month_end else invoice_date
        return start + timedelta(days=self.days)


def parse(text: str) -> Terms:
    """Read payment terms; case and spacing are free.

    Raises TermsNotUnderstood, with the text and the known forms, for anything else.
    """
    words = " ".join(text.lower().split())
    if match := _NET.fullmatch(words):
        terms = _net(match)
    elif match := _EOM.fullmatch(words):
        terms = Terms(int(match["days"]), from_month_end=True)
    else:
        raise TermsNotUnderstood(
            f"payment terms {text!r} are not understood; write them like 'net 30', '2/10 net 30' or 'eom 30'"
        )
    if terms.days > LONGEST_DAYS:
        raise TermsNotUnderstood(f"payment terms {text!r} are longer than {LONGEST_DAYS} days")
    return terms


def due_date(terms: str, invoice_date: date) -> date:
    """When an invoice of this date falls due by these terms; raises TermsNotUnderstood."""
    return parse(terms).due_date(invoice_date)


def _net(match: re.Match[str]) -> Terms:
    days = int(match["days"])
    if match["percent"] is None:
        return Terms(days)
    discount, within = Decimal(match["percent"]), int(match["within"])
    if not discount or within > days:
        raise TermsNotUnderstood(
            f"payment terms {match.string!r} grant no discount that could be taken; "
            "the discount must be above 0 % and its days no more than the days until due"
        )
    return Terms(days, discount=discount, discount_days=within)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
