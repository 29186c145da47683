"""When two documents are the same invoice.

Surely: the same file; or the same vendor, kind, currency and number, whatever the year, case, punctuation,
leading zeros and lookalike letters. Probably: the same vendor, kind, currency and total, dates within days,
and a number with one character added, lost or swapped with its neighbour, or a pair that scanners confuse.
One digit in place of another is not enough: vendors number their invoices one after the other, and the same
amount month after month is normal. Only digits that scanners confuse count, and only on the very same date.
"""

from p2p.facts import InvoiceFacts, VendorFacts
from p2p.inputs.duplicate import DuplicateSearch, Sighting
from p2p.numbers import invoice_key
from p2p.rules import DuplicateRules

# As they come out of bad scans; O/0, I/1 and S/5 are one in `invoice_key` already.
_CONFUSED = frozenset(map(frozenset, ("8B", "6G", "2Z", "L1", "0D", "0Q", "VU")))
_CONFUSED_DIGITS = frozenset(map(frozenset, ("38", "17", "56")))


def identity_of(invoice: InvoiceFacts, vendor: VendorFacts, *, case: int | None = None) -> str:
    """What is unique beyond approval: vendor, kind, currency, number; with `case`, this case's alone."""
    parts = (vendor.code, invoice.document_type, invoice.currency, invoice_key(invoice.invoice_number))
    own = (f"case:{case}",) if case is not None else ()
    return "|".join((*parts, *own))


def likely_same(search: DuplicateSearch, other: Sighting, rules: DuplicateRules) -> str:
    """Why the other case is this invoice: "same file", "same number", "nearly the same number", or ""."""
    if other.same_file:
        return "same file"
    mine = search.invoice
    if (other.kind, other.currency) != (mine.document_type, mine.currency):
        return ""
    one, another = invoice_key(mine.invoice_number), invoice_key(other.invoice_number)
    if one == another:
        return "same number"
    if mine.gross is None or mine.gross != other.gross or not _near(search, other, rules):
        return ""
    same_day = mine.invoice_date == other.invoice_date
    return "nearly the same number" if slipped(one, another, same_day=same_day) else ""


def _near(search: DuplicateSearch, other: Sighting, rules: DuplicateRules) -> bool:
    mine = search.invoice.invoice_date
    if mine is None or other.invoice_date is None:
        return False
    return abs(mine - other.invoice_date) <= rules.nearby


def slipped(one: str, another: str, *, same_day: bool) -> bool:
    """Whether one number comes of the other by a slip of the hand or the scanner, and not by counting on."""
    if len(one) > len(another):
        one, another = another, one
    start = next((i for i, (a, b) in enumerate(zip(one, another, strict=False)) if a != b), len(one))
    if len(another) == len(one) + 1:
        return one[start:] == another[start + 1 :]
    if len(one) != len(another) or one == another:
        return False
    if one[start + 1 :] == another[start + 1 :]:
        return _misread(one[start], another[start], same_day) and not _counted_on(one, another)
    swapped = another[start : start + 2][::-1]
    return one[start : start + 2] == swapped and one[start + 2 :] == another[start + 2 :]


def _misread(character: str, other: str, same_day: bool) -> bool:
    pair = frozenset((character, other))
    return pair in _CONFUSED or (same_day and pair in _CONFUSED_DIGITS)


def _counted_on(one: str, another: str) -> bool:
    """Numbers that follow each other, as 5 and 6 do: no sign of a slip."""
    (prefix, first), (other_prefix, second) = _counter(one), _counter(another)
    return prefix == other_prefix and abs(first - second) == 1


def _counter(number: str) -> tuple[str, int]:
    """The digits at the end, which count up, and what stands before them."""
    prefix = number.rstrip("0123456789")
    return prefix, int(number[len(prefix) :] or 0)
