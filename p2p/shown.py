"""The header fields of an invoice as a case's page shows them: as read, or as a person entered them, and where."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import msgspec

from p2p.accounts import Account
from p2p.checks.unreadable import REQUIRED
from p2p.checks.words import field_words
from p2p.corrections import AMOUNTS, FIELDS, corrected
from p2p.facts import read
from p2p.formats.reading import DATE_FIELDS, Field, Reading
from p2p.models import Document
from p2p.money import show
from p2p.transcript import Transcript, transcript
from workflow import clock
from workflow.engine.dossier import answers_in
from workflow.models import Case, StepRun
from workflow.papers import Shown
from workflow.people import Answer

# An IBAN or a sort code in one piece: what is neither is shown as it stands.
_ACCOUNT = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}|\d{6}", re.ASCII)
_SOURCES = {
    "xml": "from the e-invoice",
    "text": "read from the text",
    "ocr": "read from the picture",
}


@dataclass(frozen=True, slots=True)
class _Sources:
    """All that a field may come from."""

    reading: Reading
    text: Transcript
    entered_by: Mapping[str, str]
    paper: str


def shown(case_id: int) -> tuple[Shown, ...]:
    """The fields of the case's invoice, those that are wanted and missing included; nothing before it was read."""
    outputs = StepRun.objects.filter(case_id=case_id, step="extract", state="done").order_by("-number")
    output = outputs.values_list("output", flat=True).first()
    try:
        reading = read(Reading, output)
    except msgspec.ValidationError:
        return ()
    papers = Document.objects.filter(case_id=case_id, twin_of=None).order_by("id")
    paper = papers.values_list("id", flat=True).first()
    answers = answers_in(Case(pk=case_id), now=clock.now())
    return tuple(fields_of(reading, answers, paper="" if paper is None else str(paper)))


def fields_of(reading: Reading, answers: Iterable[Answer], *, paper: str) -> Iterator[Shown]:
    """The reading with people's corrections laid over it, field by field. Pure."""
    answers = tuple(answers)
    who = {name: answer.actor.name for answer in answers if answer.choice == "correct" for name in answer.values}
    sources = _Sources(reading, transcript(reading, corrected(answers)), who, paper)
    for name in FIELDS:
        if (field := _shown(name, sources)) is not None:
            yield field


def _shown(name: str, of: _Sources) -> Shown | None:
    field = of.reading.fields.get(name) or Field(value=None, confidence=0.0, source="")
    entered, value = name in of.entered_by, _value(name, of)
    if not (value or field.value or entered or name in REQUIRED):
        return None
    return Shown(
        name=name,
        label=_label(name),
        value=value,
        source=f"entered by {of.entered_by[name]}" if entered else _source(field),
        confidence=field.confidence if field.value and not entered else None,
        paper=of.paper if field.page else "",
        page=field.page,
        box=field.box,
        why=_why(name, field, of),
        runner_up="" if entered else _for_people(name, field.runner_up or "", of),
    )


def _value(name: str, of: _Sources) -> str:
    """As it counts; what can't be used as it stands on the document."""
    unusable = next((bad.value for bad in of.text.unusable if bad.field == name), "")
    counts = getattr(of.text.invoice, name)
    if isinstance(counts, Decimal):
        return show(counts, of.text.invoice.currency)
    return unusable or _for_people(name, str(counts or ""), of)


def _why(name: str, field: Field, of: _Sources) -> str:
    if name in of.entered_by:
        return f"The reader had “{_for_people(name, field.value, of)}”." if field.value else "The reader had nothing."
    bad = next((bad.why for bad in of.text.unusable if bad.field == name), "")
    return bad or field.why


def _source(field: Field) -> str:
    return _SOURCES.get(field.source, field.source) if field.value else "not found"


def _for_people(name: str, text: str, of: _Sources) -> str:
    """Dates and amounts as sentences have them; anything else, and what is none, as it stands."""
    try:
        if name in DATE_FIELDS and text:
            return f"{date.fromisoformat(text):%d %B %Y}".lstrip("0")
        if name in AMOUNTS and text:
            return show(Decimal(text), of.text.invoice.currency)
    except (ValueError, InvalidOperation):
        return text
    if name in ("iban", "sort_code") and _ACCOUNT.fullmatch(text):
        return Account(**{name: text}).grouped
    return text.replace("_", " ") if name == "document_type" else text


def _label(name: str) -> str:
    words = field_words(name)
    return words[:1].upper() + words[1:]
