"""How order lines stand: what was received of each, and what the invoices of other cases have billed."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, Subquery, Sum

from p2p.inputs.match import OrderLineRecord
from p2p.models import GoodsReceipt, Match, MatchLine, PurchaseOrderLine
from p2p.models.amendment import was_reversed

# Invoices that were refused or set aside bill nothing, nor do those whose posting was reversed.
ENDED_UNPAID = ("refused", "ignored")
_ZERO = Decimal(0)


def standing(lines: Iterable[PurchaseOrderLine], *, for_case: int) -> tuple[OrderLineRecord, ...]:
    """The lines with their totals, those of `for_case` itself left out. Three queries, however many lines."""
    lines = list(lines)
    ids = [line.pk for line in lines]
    received, invoiced = _received(ids), _invoiced(ids, for_case)
    return tuple(
        OrderLineRecord(
            id=line.pk,
            number=line.line_number,
            quantity=line.quantity,
            unit_price=line.unit_price,
            sku=line.sku,
            description=line.description,
            unit=line.unit,
            tax_rate=line.tax_rate,
            gl_account=line.gl_account,
            cost_centre=line.cost_centre,
            received=received.get(line.pk, _ZERO),
            invoiced=invoiced.get(line.pk, (_ZERO, _ZERO))[0],
            invoiced_value=invoiced.get(line.pk, (_ZERO, _ZERO))[1],
        )
        for line in lines
    )


def _received(ids: list[int]) -> Mapping[int, Decimal]:
    receipts = GoodsReceipt.objects.filter(line_id__in=ids).values("line_id")
    return dict(receipts.annotate(total=Sum("quantity")).values_list("line_id", "total"))


def _invoiced(ids: list[int], for_case: int) -> Mapping[int, tuple[Decimal, Decimal]]:
    newest = Match.objects.filter(case_id=OuterRef("match__case_id")).order_by("-id").values("id")[:1]
    counted = (
        MatchLine.objects.filter(order_line_id__in=ids, match_id=Subquery(newest))
        .exclude(match__case_id=for_case)
        .exclude(match__case__state__in=ENDED_UNPAID)
        .exclude(was_reversed("match__case_id"))
        .values("order_line_id")
    )
    value = Sum(F("quantity") * F("unit_price"), output_field=DecimalField(max_digits=40, decimal_places=12))
    totals = counted.annotate(total=Sum("quantity"), value=value)
    return {row["order_line_id"]: (row["total"], row["value"]) for row in totals}
