"""What each sample mail must come to. Written beside the mails as `manifest.json`; docs/samples.md has the form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from samples.truth import Truth

NAME = "manifest.json"

State = Literal["completed", "waiting", "sleeping", "ignored"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case must come to. `document` is the attached file, `twin` the XML of the same invoice beside it.

    `vendor` is the vendor's code and `gross` the total, where there are any. `reason` is the code of the
    question that is asked, and null unless the case waits for a person.
    """

    document: str
    vendor: str | None
    gross: Decimal | None
    currency: str | None
    state: State
    reason: str | None
    truth: Truth
    twin: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail. It is delivered when the cases of all mails in `after` have come to rest.

    `duplicate_of` names the mail that this one repeats byte for byte: no case is made of it.
    """

    file: str
    title: str
    cases: tuple[Expected, ...]
    after: tuple[str, ...] = ()
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """All samples of a folder, in the order of delivery."""

    today: date
    seed: int
    emails: tuple[Sample, ...]

    def write(self, folder: Path) -> None:
        head = {"today": self.today.isoformat(), "seed": self.seed}
        document = {**head, "emails": [sample_record(sample) for sample in self.emails]}
        text = json.dumps(document, indent=2, ensure_ascii=False)
        (folder / NAME).write_text(f"{text}\n", encoding="utf-8")


def sample_record(sample: Sample) -> dict[str, Any]:
    """A sample as it stands in the manifest."""
    return {
        "file": sample.file,
        "title": sample.title,
        "after": list(sample.after),
        "duplicate_of": sample.duplicate_of,
        "cases": [_case_record(case) for case in sample.cases],
    }


def _case_record(case: Expected) -> dict[str, Any]:
    return {
        "document": case.document,
        "twin": case.twin,
        "vendor": case.vendor,
        "gross": None if case.gross is None else f"{case.gross:.2f}",
        "currency": case.currency,
        "state": case.state,
        "reason": case.reason,
        "truth": {"fields": dict(case.truth.fields), "lines": [dict(line) for line in case.truth.lines]},
    }


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder of samples. Raises FileNotFoundError where there is none."""
    document = json.loads((folder / NAME).read_text(encoding="utf-8"))
    emails = tuple(sample_of(record) for record in document["emails"])
    return Manifest(date.fromisoformat(document["today"]), document["seed"], emails)


def sample_of(record: Mapping[str, Any]) -> Sample:
    """A sample from its record, the other way round."""
    cases = tuple(_case(case) for case in record["cases"])
    return Sample(record["file"], record["title"], cases, tuple(record["after"]), record["duplicate_of"])


def _case(record: Mapping[str, Any]) -> Expected:
    return Expected(
        document=record["document"],
        vendor=record["vendor"],
        gross=None if record["gross"] is None else Decimal(record["gross"]),
        currency=record["currency"],
        state=record["state"],
        reason=record["reason"],
        truth=Truth(record["truth"]["fields"], tuple(record["truth"]["lines"])),
        twin=record["twin"],
    )
