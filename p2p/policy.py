"""Every business number, once. What a rule means is said by its type in `rules`; a change needs a new version.

A check that can't be made for want of data asks a person; nothing here switches a check off.
"""

from datetime import timedelta
from decimal import Decimal

from p2p.money import Money
from p2p.rules import ApprovalLimits, DocumentRules, DuplicateRules, Tolerances, VendorRules
from workflow.define import Level, Retry, hours, minutes, seconds

# Sums on a document may be a penny out per rounding: two minor units in all.
TOTALS = 2
# Company names as alike as this are the same but for a typing or reading slip.
SAME_NAME = 90

DOCUMENT = DocumentRules(
    field_gate=Decimal("0.60"),
    totals=TOTALS,
    highest_tax=Decimal(27),  # Hungary's standard rate, the highest VAT rate in Europe
    oldest=timedelta(days=6 * 365),  # a contract debt can be claimed for six years (Limitation Act 1980 s5)
    furthest=timedelta(days=31),
    same_name=SAME_NAME,
)
VENDORS = VendorRules(same_name=SAME_NAME, other_name=60)
DUPLICATES = DuplicateRules(nearby=timedelta(days=7))
TOLERANCES = Tolerances(
    price_percent=Decimal(2),
    line_amount=Money(Decimal("5.00"), "GBP"),
    quantity=Decimal(0),
    totals=TOTALS,
    receipt_wait=timedelta(days=5),
    same_item=85,
    like_item=60,
)
APPROVAL_LIMITS = ApprovalLimits(auto_below=Money(Decimal("500.00"), "GBP"))

# Who hears when a share of an SLA has passed.
ESCALATION = (
    Level(50, "reminder", "clerk"),
    Level(100, "manager", "manager"),
    Level(150, "director", "director"),
)

# A machine's own work, per step; and how long a question may lie, in working time.
QUICK, OUTSIDE = minutes(1), minutes(5)
ASKED = hours(4)

READING = Retry(attempts=3, delays=(seconds(5), seconds(30)))
# An accounts system that is down comes back within minutes: about ten are waited before a person is asked.
ERP = Retry(
    attempts=8,
    delays=(seconds(5), seconds(15), seconds(30), minutes(1), minutes(2), minutes(3), minutes(3)),
)
