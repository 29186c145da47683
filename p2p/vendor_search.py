"""Finds the vendors that anything on a document points to. Wide: `matching.vendor` decides."""

from django.db.models import Q

from p2p.accounts import Account, account
from p2p.corrections import compact
from p2p.facts import InvoiceFacts
from p2p.inputs.vendor import VendorRecord
from p2p.models import PurchaseOrder, Vendor
from p2p.names import likeness, name_key
from p2p.numbers import order_keys

# Below any likeness that a rule may ask for.
NAMES_FROM = 60
_LONGEST_WORDS = 2


def order_vendors(po_number: str) -> tuple[int, ...]:
    """Ids of the vendors that have an order with the printed number."""
    orders = PurchaseOrder.objects.filter(number_key__in=order_keys(po_number))
    return tuple(orders.order_by("vendor_id").values_list("vendor_id", flat=True).distinct())


def candidates(invoice: InvoiceFacts, vendors_of_order: tuple[int, ...]) -> tuple[VendorRecord, ...]:
    """Vendors with the VAT number, the account, a like name or the order, by code."""
    printed = account(invoice.iban, invoice.sort_code, invoice.account_number)
    wanted = Q(pk__in=vendors_of_order) | _by_vat(invoice.seller_vat_id) | _by_account(printed)
    surely = list(Vendor.objects.filter(wanted))
    named = [vendor for vendor in _by_name(invoice.seller_name) if _alike(invoice, vendor)]
    found = {vendor.pk: vendor for vendor in (*surely, *named)}
    return tuple(sorted(map(_record, found.values()), key=lambda vendor: vendor.code))


def _by_vat(printed: str) -> Q:
    vat_id = compact(printed)
    if not vat_id:
        return Q(pk__in=())
    return Q(vat_id__in=(vat_id, vat_id[2:])) | (Q(vat_id__endswith=vat_id) if vat_id.isdigit() else Q(pk__in=()))


def _by_account(printed: Account) -> Q:
    """Either form of the account: a British IBAN ends in the sort code and account number."""
    found = Q(pk__in=())
    if printed.iban:
        found |= Q(iban=printed.iban)
        if printed.iban.startswith("GB"):
            found |= Q(sort_code=printed.iban[8:14], account_number=printed.iban[14:])
    if printed.sort_code and printed.account_number:
        found |= Q(sort_code=printed.sort_code, account_number=printed.account_number)
        found |= Q(iban__startswith="GB", iban__endswith=printed.sort_code + printed.account_number)
    return found


def _by_name(name: str) -> list[Vendor]:
    words = sorted(name_key(name).split(), key=len, reverse=True)[:_LONGEST_WORDS]
    wanted = Q(pk__in=())
    for word in words:
        wanted |= Q(name__icontains=word)
    return list(Vendor.objects.filter(wanted)) if words else []


def _alike(invoice: InvoiceFacts, vendor: Vendor) -> bool:
    return likeness(invoice.seller_name, vendor.name) >= NAMES_FROM


def _record(vendor: Vendor) -> VendorRecord:
    return VendorRecord(
        id=vendor.pk,
        code=vendor.code,
        name=vendor.name,
        vat_id=vendor.vat_id,
        currency=vendor.currency,
        payment_terms=vendor.payment_terms,
        iban=vendor.iban,
        sort_code=vendor.sort_code,
        account_number=vendor.account_number,
        status=vendor.status,
        email_domains=tuple(vendor.email_domains),
    )
