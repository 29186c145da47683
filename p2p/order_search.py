"""Finds the orders that a document may mean. Wide: `matching.order` decides."""

from decimal import Decimal

from p2p.amounts import stated_net
from p2p.facts import InvoiceFacts, VendorFacts
from p2p.inputs.order import OrderRecord
from p2p.models import PurchaseOrder, PurchaseOrderLine
from p2p.money import UnknownCurrency, rounded
from p2p.numbers import order_keys
from p2p.order_standing import standing

# As many as one question can show.
MOST_PRINTED = 20
# Hints look at the vendor's newest orders only.
NEWEST = 50


def printed_orders(po_number: str) -> tuple[OrderRecord, ...]:
    """The orders with a number that is printed, whoever they were placed with."""
    orders = PurchaseOrder.objects.filter(number_key__in=order_keys(po_number)).select_related("vendor")
    return tuple(
        OrderRecord(
            id=order.pk,
            number=order.number,
            vendor_id=order.vendor_id,
            vendor_code=order.vendor.code,
            currency=order.currency,
        )
        for order in orders.order_by("number")[:MOST_PRINTED]
    )


def fitting_orders(case_id: int, invoice: InvoiceFacts, vendor: VendorFacts) -> tuple[str, ...]:
    """The vendor's orders of which exactly this net amount is received and not yet invoiced."""
    net = stated_net(invoice)
    if net is None or net <= 0:
        return ()
    orders = PurchaseOrder.objects.filter(vendor_id=vendor.id, currency=invoice.currency)
    numbers = dict(orders.order_by("-order_date", "-id").values_list("id", "number")[:NEWEST])
    lines = list(PurchaseOrderLine.objects.filter(order_id__in=numbers))
    worth = dict.fromkeys(numbers, Decimal(0))
    for line, stands in zip(lines, standing(lines, for_case=case_id), strict=True):
        worth[line.order_id] += stands.to_bill * stands.unit_price
    return tuple(sorted(numbers[order] for order, value in worth.items() if _same(value, net, invoice.currency)))


def _same(value: Decimal, net: Decimal, currency: str) -> bool:
    try:
        return rounded(value, currency) == net
    except UnknownCurrency:
        return False
