"""vendors.csv: who may be paid, and to which account.

An account that contradicts itself is refused: it would send money astray. A VAT number with wrong check
digits is taken, with a warning: it may be how the vendor prints it, and no money follows from it alone.
"""

import stdnum.eu.vat
import stdnum.gb.vat

from p2p.masters import cells
from p2p.masters.faults import Fault
from p2p.masters.repeated import repeated
from p2p.masters.table import Columns, Row, Table
from p2p.masters.upsert import Written, upsert
from p2p.models import Vendor
from p2p.payments import terms

FILE = "vendors.csv"


def _payment_terms(cell: str) -> str:
    terms.parse(cell)
    return cell


COLUMNS: Columns = {
    "vendor_code": cells.text(32, required=True),
    "name": cells.text(200, required=True),
    "vat_id": cells.tax_id,
    "company_number": cells.text(32),
    "email_domains": cells.domains,
    "currency": cells.currency,
    "payment_terms": _payment_terms,
    "iban": cells.iban,
    "sort_code": cells.sort_code,
    "account_number": cells.account_number,
    "country": cells.country,
    "status": cells.one_of("active", "blocked"),
}
_FIELDS = tuple(column for column in COLUMNS if column != "vendor_code")


def faults_between(table: Table) -> list[Fault]:
    """Vendors that stand twice, and accounts that contradict themselves."""
    accounts = [
        Fault(file=FILE, line=row.line, column=column, what=what)
        for row in table.rows
        for column, what in _account_faults(row)
    ]
    return [*repeated(table, ("vendor_code",)), *accounts]


def warnings(table: Table) -> list[Fault]:
    """VAT numbers whose check digits are wrong."""
    return [
        Fault(
            file=FILE,
            line=row.line,
            column="vat_id",
            what=f"{row['vat_id']} has wrong check digits; it was taken as it stands, so look it up",
        )
        for row in table.rows
        if not _checks_out(row["vat_id"])
    ]


def write(table: Table) -> Written[Vendor]:
    """Insert or update the vendors, by code."""
    wanted = [
        Vendor(code=row["vendor_code"], **{field: row[field] for field in _FIELDS})
        for row in sorted(table.rows, key=lambda row: str(row["vendor_code"]))
    ]
    return upsert(
        wanted,
        existing=lambda some: Vendor.objects.filter(code__in=[vendor.code for vendor in some]),
        key=lambda vendor: vendor.code,
        fields=_FIELDS,
    )


def _account_faults(row: Row) -> list[tuple[str, str]]:
    iban, sort_code, account = row["iban"], row["sort_code"], row["account_number"]
    british = iban.startswith("GB") or bool(sort_code) or (row["country"] == "GB" and not iban)
    if sort_code and not account:
        return [("account_number", "is empty although there is a sort code; fill in both or neither")]
    if british and account and not (len(account) == 8 and account.isdigit()):
        what = f"{account!r} is not eight digits; spreadsheets drop leading zeros, so format the column as text"
        return [("account_number", what)]
    if british and account and not sort_code:
        return [("sort_code", "is empty although there is a UK account number; fill in both or neither")]
    # A GB IBAN is GB, check digits, bank, sort code, account number (ISO 13616 registry).
    if iban.startswith("GB") and sort_code and iban[8:] != sort_code + account:
        what = f"names account {iban[8:14]} {iban[14:]}, but sort code and account number say {sort_code} {account}"
        return [("iban", f"{what}; find out which is right")]
    return []


def _checks_out(vat_id: str) -> bool:
    """True where the check digits are right, or the country's are not known here."""
    if vat_id.startswith("GB"):
        return bool(stdnum.gb.vat.is_valid(vat_id))
    known = vat_id[:2].lower() in {*stdnum.eu.vat.MEMBER_STATES, "el"}
    return not known or bool(stdnum.eu.vat.is_valid(vat_id))
