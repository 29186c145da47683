"""Writes the demo set: sample mails, the master data that fits them, and what they must come to.

The folder holds `mails/NN-name.eml` in the order of delivery, `manifest.json`, `masters/*.csv` for
`import_masters`, and `masters-later/*.csv`: what the company learns afterwards (the unknown vendor and its
order, the goods that were still missing), which settles the cases that wait for it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from random import Random

from samples.demo import SAMPLES
from samples.desk import Desk, Draft
from samples.manifest import Manifest, Sample
from samples.masters import masters
from samples.vendors import NEWCOMER, VENDORS

BEFORE_FIRST_NUMBER = 104_000


def demo_set(out_dir: Path, today: date, seed: int = 1) -> Manifest:
    """Write the demo set into `out_dir` and return its manifest.

    The same day and seed give the same bytes. Invoices are dated a few days before `today`.
    """
    drafts: dict[str, Draft] = {}
    with (
        masters(out_dir / "masters", VENDORS) as now,
        masters(out_dir / "masters-later", [NEWCOMER], company=False) as later,
    ):
        desk = Desk(today, Random(seed), now, BEFORE_FIRST_NUMBER, later)  # noqa: S311 -- samples, no secrets
        for name, write in SAMPLES:
            drafts[name] = write(desk, drafts)
    manifest = Manifest(today, seed, tuple(_written(out_dir / "mails", drafts)))
    manifest.write(out_dir)
    return manifest


def _written(folder: Path, drafts: Mapping[str, Draft]) -> Iterator[Sample]:
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: f"{number:02d}-{name}.eml" for number, name in enumerate(drafts, start=1)}
    for name, draft in drafts.items():
        (folder / files[name]).write_bytes(draft.mail)
        yield Sample(
            file=files[name],
            title=draft.title,
            cases=draft.cases,
            after=tuple(files[before] for before in draft.after),
            duplicate_of=files[draft.duplicate_of] if draft.duplicate_of else None,
        )
