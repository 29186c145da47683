"""The panels of questions about the vendor: what the document says beside what the vendor master has."""

from collections.abc import Mapping, Sequence
from typing import Any

from p2p import policy
from p2p.accounts import Account, agree
from p2p.corrections import compact
from p2p.inputs.vendor import VendorRecord, VendorSearch
from p2p.names import likeness
from p2p.panels.beside import Beside, Column, Row, beside, row
from p2p.panels.looked_at import looked_at

# Side by side means on one screen.
MOST = 4
_THEIRS, _NOT_THEIRS = "placed with them", "none of theirs"


def vendor_panel(case_id: int, evidence: Mapping[str, Any]) -> Mapping[str, Any]:
    """The vendor that is asked about, or each that it might be."""
    search = looked_at(case_id, "identify_vendor", VendorSearch)
    if search is None:
        return {}
    codes = {evidence.get("vendor"), *(candidate["code"] for candidate in evidence.get("candidates", ()))}
    meant = [vendor for vendor in search.candidates if vendor.code in codes]
    return {"beside": compared(search, meant[:MOST]), "more": max(len(meant) - MOST, 0)}


def compared(search: VendorSearch, vendors: Sequence[VendorRecord]) -> Beside:
    """What the document prints, and what the vendor master has of each of these vendors. Pure."""
    printed = search.invoice
    return beside(
        (Column("On the document"), *(Column(vendor.name, f"Vendor {vendor.code}") for vendor in vendors)),
        (
            row("Name", [printed.seller_name, *(vendor.name for vendor in vendors)], _same_name),
            row("VAT number", [printed.seller_vat_id, *(vendor.vat_id for vendor in vendors)], _same_vat),
            _accounts([search.account, *(vendor.account for vendor in vendors)]),
            row("Sender's domain", [search.sender_domain, *(", ".join(v.email_domains) for v in vendors)], _within),
            row("Order", [printed.po_number, *(_order(search, vendor) for vendor in vendors)], _placed),
            row("Currency", [printed.currency, *(vendor.currency for vendor in vendors)]),
            row("Terms", ["", *(vendor.payment_terms for vendor in vendors)]),
            row("Status", ["", *(vendor.status for vendor in vendors)]),
        ),
    )


def _accounts(accounts: Sequence[Account]) -> Row | None:
    texts = [account.grouped for account in accounts]
    by_text = dict(zip(texts, accounts, strict=True))
    return row("Bank account", texts, lambda printed, master: agree(by_text[printed], by_text[master]))


def _order(search: VendorSearch, vendor: VendorRecord) -> str:
    return _THEIRS if vendor.id in search.order_vendors else _NOT_THEIRS


def _placed(_printed: str, standing: str) -> bool:
    return standing == _THEIRS


def _same_name(printed: str, known: str) -> bool:
    return likeness(printed, known) >= policy.SAME_NAME


def _same_vat(printed: str, known: str) -> bool:
    one, other = compact(printed), compact(known)
    return one == other or one[2:] == other or one == other[2:]


def _within(domain: str, known: str) -> bool:
    return any(domain == own or domain.endswith(f".{own}") for own in known.split(", "))
