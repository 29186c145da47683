"""Which vendor a document is from: by VAT number, bank account, exact name, then a like name with support.

The first of these that points to anybody decides; what points elsewhere is a conflict, and a person is
asked. A name alone is weak (anybody can print one): an exact one is taken where nothing contradicts it,
since without an order of that vendor the invoice goes no further by itself, and payment goes to the account
in the master data only; a merely similar one needs the vendor's order or email domain beside it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from p2p.accounts import agree
from p2p.corrections import compact
from p2p.inputs.vendor import VendorRecord, VendorSearch
from p2p.names import likeness, name_key
from p2p.rules import VendorRules


@dataclass(frozen=True, slots=True)
class Identified:
    """The one vendor, and by what it was found."""

    vendor: VendorRecord
    found_by: str


@dataclass(frozen=True, slots=True)
class NotIdentified:
    """Nobody, or more than one: `why` in a sentence that follows the seller's name."""

    why: str
    candidates: tuple[VendorRecord, ...] = ()


def identify(search: VendorSearch, rules: VendorRules) -> Identified | NotIdentified:
    """The vendor that the document is from, if one can be sure of it."""
    for found_by, points_to in _WAYS:
        found = [vendor for vendor in search.candidates if points_to(vendor, search, rules)]
        if found:
            return _decided(found, found_by, search, rules)
    return NotIdentified("is nobody in the vendor master", search.candidates)


def _decided(
    found: list[VendorRecord], found_by: str, search: VendorSearch, rules: VendorRules
) -> Identified | NotIdentified:
    narrowed = _narrowed(found, search, rules)
    if len(narrowed) > 1:
        names = ", ".join(f"{vendor.name} ({vendor.code})" for vendor in narrowed)
        return NotIdentified(f"fits several vendors by {found_by}: {names}", tuple(narrowed))
    vendor = narrowed[0]
    conflict = _conflict(vendor, found_by, search, rules)
    if conflict:
        return NotIdentified(conflict, (vendor, *(other for other in search.candidates if other != vendor)))
    return Identified(vendor, found_by)


def _narrowed(found: list[VendorRecord], search: VendorSearch, rules: VendorRules) -> list[VendorRecord]:
    """Of several, those that a further sign points to; a sign that none of them has tells nothing."""
    for sign in (_same_bank, _exact_name, _has_order, _from_domain, _active):
        pointed = [vendor for vendor in found if sign(vendor, search, rules)]
        found = pointed or found
    return found


def _conflict(vendor: VendorRecord, found_by: str, search: VendorSearch, rules: VendorRules) -> str:
    name, vat_id = search.invoice.seller_name, search.invoice.seller_vat_id
    if vat_id and vendor.vat_id and not _same_vat(vendor, search, rules):
        return (
            f"fits {vendor.name} ({vendor.code}) by {found_by}, but that vendor's VAT number is "
            f"{vendor.vat_id}, not {vat_id}"
        )
    other = _namesake(vendor, search, rules)
    if other:
        return (
            f"is the name of {other.name} ({other.code}), but the {found_by} is that of {vendor.name} ({vendor.code})"
        )
    if found_by in ("VAT number", "bank account") and name and not _backed(vendor, found_by, search, rules):
        return f"has the {found_by} of {vendor.name} ({vendor.code}), a quite different name"
    return ""


def _namesake(vendor: VendorRecord, search: VendorSearch, rules: VendorRules) -> VendorRecord | None:
    """Another vendor whose very name is printed, while this one's name isn't."""
    if _exact_name(vendor, search, rules):
        return None
    return next((other for other in search.candidates if _exact_name(other, search, rules)), None)


def _backed(vendor: VendorRecord, found_by: str, search: VendorSearch, rules: VendorRules) -> bool:
    """The name isn't that of somebody else altogether, or a second sign speaks for the vendor."""
    if likeness(search.invoice.seller_name, vendor.name) >= rules.other_name:
        return True
    second = [_has_order(vendor, search, rules), _from_domain(vendor, search, rules)]
    if found_by == "VAT number":
        second.append(_same_bank(vendor, search, rules))
    return any(second)


def _same_vat(vendor: VendorRecord, search: VendorSearch, _rules: VendorRules) -> bool:
    printed, known = compact(search.invoice.seller_vat_id), compact(vendor.vat_id)
    # A country's own invoices often leave its prefix out.
    return bool(printed and known) and (printed == known or known[2:] == printed or printed[2:] == known)


def _same_bank(vendor: VendorRecord, search: VendorSearch, _rules: VendorRules) -> bool:
    return search.account.payable and vendor.account.payable and agree(search.account, vendor.account)


def _exact_name(vendor: VendorRecord, search: VendorSearch, _rules: VendorRules) -> bool:
    printed = name_key(search.invoice.seller_name)
    return bool(printed) and printed == name_key(vendor.name)


def _like_name(vendor: VendorRecord, search: VendorSearch, rules: VendorRules) -> bool:
    alike = likeness(search.invoice.seller_name, vendor.name) >= rules.same_name
    return alike and (_has_order(vendor, search, rules) or _from_domain(vendor, search, rules))


def _has_order(vendor: VendorRecord, search: VendorSearch, _rules: VendorRules) -> bool:
    return vendor.id in search.order_vendors


def _from_domain(vendor: VendorRecord, search: VendorSearch, _rules: VendorRules) -> bool:
    domain = search.sender_domain
    return bool(domain) and any(_within(domain, known) for known in vendor.email_domains)


def _within(domain: str, known: str) -> bool:
    known = known.lower().lstrip("@.")
    return bool(known) and (domain == known or domain.endswith(f".{known}"))


def _active(vendor: VendorRecord, _search: VendorSearch, _rules: VendorRules) -> bool:
    return vendor.status == "active"


_WAYS: Iterable[tuple[str, Callable[[VendorRecord, VendorSearch, VendorRules], bool]]] = (
    ("VAT number", _same_vat),
    ("bank account", _same_bank),
    ("name", _exact_name),
    ("name and order or sender", _like_name),
)
