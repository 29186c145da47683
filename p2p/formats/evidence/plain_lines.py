"""Lines of documents without a table heading: rows that end in money and add up to a total."""

from __future__ import annotations

import re
from decimal import Decimal

from p2p.formats.evidence.amount_fields import spelled
from p2p.formats.evidence.amounts import Amount
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.items import plainly
from p2p.formats.evidence.rows import Row
from p2p.formats.evidence.totals import MEANINGS, by_meaning, labelled_amounts
from p2p.formats.evidence.words import around
from p2p.formats.reading import Line

_COUNT = re.compile(r"^[x×](\d{1,5})$|^(\d{1,5})[x×]$", re.IGNORECASE)
_POSITION = re.compile(r"^\d{1,3}[.)]$")
_CENT = Decimal("0.01")


def plain_lines(seen: Evidence) -> tuple[Line, ...]:
    """The first run of rows that add up to a labelled net or total; nothing when none does."""
    labelled = by_meaning(labelled_amounts(seen))
    sums = {value for name in ("net", "subtotal", "total", "gross") for value in labelled.get(name, {})}
    run: list[tuple[Row, Amount]] = []
    for row in seen.rows:
        amount = _line_amount(seen, row)
        if amount is None:
            if _is_total(seen, row) and run and sum((a.value for _, a in run), Decimal(0)) in sums:
                break
            if _is_total(seen, row):
                run = []
            continue
        run.append((row, amount))
    if not run or sum((amount.value for _, amount in run), Decimal(0)) not in sums:
        return ()
    return tuple(_line(row, amount) for row, amount in run)


def _is_total(seen: Evidence, row: Row) -> bool:
    return any(hit.meanings & set(MEANINGS) for hit in seen.hits_in.get(row.index, [])) and bool(
        seen.amounts_in.get(row.index)
    )


def _line_amount(seen: Evidence, row: Row) -> Amount | None:
    """The money at the end of a row that begins with words and carries no label of a total."""
    if _is_total(seen, row) or not seen.amounts_in.get(row.index):
        return None
    last = seen.amounts_in[row.index][-1]
    letters = sum(1 for word in row.words[: last.first] for char in word.text if char.isalpha())
    is_at_end = last.last == len(row.words) - 1
    return last if last.is_money and is_at_end and letters >= 3 else None


def _line(row: Row, amount: Amount) -> Line:
    words = [word.text for word in row.words[: amount.first]]
    counts = [m for m in map(_COUNT.match, words) if m]
    quantity = Decimal(counts[-1][1] or counts[-1][2]) if counts else None
    kept = [text for i, text in enumerate(words) if not _COUNT.match(text) and not (i == 0 and _POSITION.match(text))]
    if kept and kept[-1].strip("£€$") == "":
        kept.pop()
    return Line(
        description=" ".join(kept) or None,
        quantity=plainly(quantity) if quantity is not None else None,
        unit_price=_price(amount.value, quantity),
        net=spelled(amount.value),
        page=row.page,
        box=around(row.words),
    )


def _price(net: Decimal, quantity: Decimal | None) -> str | None:
    """The unit price, where the quantity divides the sum to the cent: what is printed allows no other."""
    if not quantity:
        return None
    price = (net / quantity).quantize(_CENT)
    return spelled(price) if price * quantity == net else None
