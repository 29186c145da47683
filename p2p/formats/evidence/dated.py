"""The invoice date and the due date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from p2p.formats.evidence.candidates import Candidate, as_field, best_field, merged_candidates
from p2p.formats.evidence.dates import Printed, is_numeric
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.hits import Hit
from p2p.formats.evidence.labels import squeezed, word_list
from p2p.formats.reading import Field, blank

_UNPROVEN_ORDER = 0.7  # of the confidence that is left when day and month could be swapped
_LIKE_A_SLIP = 0.5
_PRINTED_DUE = 0.8  # plainly labelled
_LONGEST_TERMS = timedelta(days=370)
_DAYS = re.compile(r"(?<![\d.,])(\d{1,3})\s*([^\W\d]+)")
_NET = re.compile(r"(?<!\w)net(?:to)?\s?(\d{1,3})(?!\d|[.,]\d|\s?%)", re.IGNORECASE)


def date_fields(seen: Evidence) -> tuple[Field, Field]:
    """The invoice date and the due date, chosen together: nothing is due before it is invoiced."""
    invoiced = merged_candidates(_invoice_dates(seen))
    due = merged_candidates(_due_dates(seen))
    invoice_field = best_field(_with_terms_in_mind(invoiced, due), seen.source)
    if invoice_field.value is None:
        return invoice_field, best_field(due, seen.source)
    start = date.fromisoformat(invoice_field.value)
    fitting = [c for c in due if start <= date.fromisoformat(c.value) <= start + _LONGEST_TERMS]
    if fitting:
        return invoice_field, best_field(fitting, seen.source)
    before = [c for c in due if c.score >= _PRINTED_DUE and date.fromisoformat(c.value) < start]
    if before:
        return invoice_field, best_field(before, seen.source)  # a contradiction for a person, not for us
    return invoice_field, _from_terms(seen, invoice_field)


def _with_terms_in_mind(invoiced: list[Candidate], due: list[Candidate]) -> list[Candidate]:
    """An unlabelled date that is itself the due date's is not the invoice's."""
    if not due or not invoiced or due[0].score < 0.8:
        return invoiced
    others = [c for c in invoiced if c.value != due[0].value or c.score >= 0.8]
    return others or invoiced


def _invoice_dates(seen: Evidence) -> Iterator[Candidate]:
    for hit in seen.meaning("invoice_date"):
        yield from _at_label(seen, hit, 0.93)
    for hit in seen.meaning("date"):
        if hit.is_marked or seen.starts_segment(hit):
            yield from _at_label(seen, hit, 0.8)
    for hit in seen.meaning("invoice_number", "title_invoice", "title_credit_note"):
        yield from _in_title_row(seen, hit)
    yield from _unlabelled(seen)


def _due_dates(seen: Evidence) -> Iterator[Candidate]:
    for hit in seen.meaning("due_date"):
        yield from _at_label(seen, hit, 0.92)


def _at_label(seen: Evidence, hit: Hit, strength: float) -> Iterator[Candidate]:
    """The date right of a label, before any other label; else the date under it."""
    stop = min((h.first for h in seen.hits_in[hit.row] if h.first > hit.last and _is_date_label(h)), default=999)
    for printed in seen.dates_in[hit.row]:
        is_after = hit.last < printed.last and printed.first < stop
        if is_after and not _is_for_discount(seen, hit, printed) and not _is_far(seen, hit, printed):
            yield _candidate(seen, printed, strength, f"beside the label “{hit.text}”")
            return
    yield from _under_label(seen, hit, strength)


def _is_date_label(hit: Hit) -> bool:
    return bool(hit.meanings & {"invoice_date", "date", "due_date", "other_date"})


def _is_far(seen: Evidence, hit: Hit, printed: Printed) -> bool:
    """A date in another column, with words between: not this label's."""
    row = seen.rows[hit.row]
    between = range(hit.last, max(hit.last, printed.first - 1))
    return sum(1 for i in between if row.parts(i)) > 0 and printed.first - hit.last > 2


def _is_for_discount(seen: Evidence, hit: Hit, printed: Printed) -> bool:
    """ "2 % Skonto bis 15.06." is a date for a discount, not the due date."""
    words = seen.rows[hit.row].words[max(0, hit.first - 6) : printed.first]
    nearest = [squeezed(word.text) for word in words]
    return any(text in word_list("discount_words") for text in nearest)


def _under_label(seen: Evidence, hit: Hit, strength: float) -> Iterator[Candidate]:
    row = seen.rows[hit.row]
    for lower in seen.rows[hit.row + 1 : hit.row + 4]:
        if lower.page != row.page or lower.top - row.bottom > 2.5 * row.height:
            return
        for printed in seen.dates_in[lower.index]:
            if printed.words[0].x0 <= hit.x1 + 4 and printed.words[-1].x1 >= hit.x0 - 4:
                yield _candidate(seen, printed, strength - 0.08, f"under the label “{hit.text}”")
                return


def _in_title_row(seen: Evidence, hit: Hit) -> Iterator[Candidate]:
    """ "Rechnung Nr. 4711 vom 31.10.2018", "issued at": a date after the number, in the same row."""
    taken = [h for h in seen.hits_in[hit.row] if h.meanings & {"due_date", "other_date"}]
    for printed in seen.dates_in[hit.row]:
        if printed.first > hit.last and not any(h.first < printed.first for h in taken):
            yield _candidate(seen, printed, 0.72, f"after “{hit.text}”")
            return


def _unlabelled(seen: Evidence) -> Iterator[Candidate]:
    """The first date of the first page, where no other label claims it."""
    claimed = ("due_date", "other_date", "terms", "other_number")
    for printed in seen.dates:
        if seen.rows[printed.row].page != 1:
            return
        labelled = any(h.meanings & set(claimed) and h.first < printed.first for h in seen.hits_in[printed.row])
        if not labelled:
            yield _candidate(seen, printed, 0.5, "the first date of the document")
            return


def _candidate(seen: Evidence, printed: Printed, score: float, why: str) -> Candidate:
    value = printed.value(seen.order.day_first)
    if not printed.is_ambiguous and not seen.order.is_proven and not seen.order.day_first and is_numeric(printed):
        score *= _LIKE_A_SLIP
        why += "; it is a date only with the month first, as no other here"
    elif printed.is_ambiguous and not seen.order.is_proven:
        score *= _UNPROVEN_ORDER if seen.language == "en" else 0.9
        why += "; day and month could be swapped"
    return Candidate(value.isoformat(), score, why, printed.words)


def _from_terms(seen: Evidence, invoiced: Field) -> Field:
    """A due date that isn't printed, reckoned from printed terms: "30 days net"."""
    for hit in seen.meaning("terms"):
        for index in (hit.row, hit.row + 1):
            if index >= len(seen.rows):
                continue
            words = seen.rows[index].words[hit.last + 1 :] if index == hit.row else seen.rows[index].words
            text = " ".join(word.text for word in words)
            days = _days_in(text)
            if days is not None and words and invoiced.value is not None:
                due = date.fromisoformat(invoiced.value) + timedelta(days=days)
                why = f"reckoned from the terms “{text[:60]}”; no due date is printed"
                return as_field(Candidate(due.isoformat(), 0.7, why, words), 0.7, seen.source)
    return blank(seen.source)


def _days_in(text: str) -> int | None:
    """The days of plain terms; None for none, for several, or for an end of month."""
    squeezed_text = squeezed(text)
    if any(phrase in squeezed_text for phrase in word_list("end_of_month")):
        return None
    if any(phrase in squeezed_text for phrase in word_list("immediately")):
        return 0
    named = {int(m[1]) for m in _DAYS.finditer(text) if squeezed(m[2]) in word_list("days")}
    net = {int(m[1]) for m in _NET.finditer(text)}
    found = net or named
    return found.pop() if len(found) == 1 else None
