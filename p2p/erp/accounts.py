"""The accounts that a vendor invoice touches besides those of its order. The only place that names them.

Numbers follow the nominal codes that are common in the UK: 2xxx liabilities, 1xxx assets, 6xxx and 7xxx expenses.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPlan:
    """Account numbers by purpose.

    `grni`: goods received, not invoiced: credited by the receipt, debited by the invoice. `vendors`: the
    control account of what is owed, split by vendor code. `default_expense`: what an invoice bills and a
    person accepted although no order line stands for it, such as freight.
    """

    vendors: str
    grni: str
    vat_input: str
    rounding: str
    default_expense: str


PLAN = AccountsPlan(
    vendors="2100",
    grni="2110",
    vat_input="2201",
    rounding="7980",
    default_expense="7900",
)
