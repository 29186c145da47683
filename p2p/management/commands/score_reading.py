"""`manage.py score_reading DIR [--json] [--wrong]`: how well a folder of labelled documents is read."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError

from p2p.formats import sandbox
from p2p.formats.reading import FIELD_NAMES, Reading
from p2p.formats.score import Label, Score, judged

_OUTCOMES = ("right", "wrong", "blank")


class Command(BaseCommand):
    help = "Score the reader on DIR/labels.json: fields right, wrong and blank for each route."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR")
        parser.add_argument("--json", action="store_true", help="one JSON object a route and field")
        parser.add_argument("--wrong", action="store_true", help="list every field that isn't right")
        parser.add_argument("--only", default="", help="documents whose file name begins so")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["folder"])
        labels = [label for label in _labels(folder) if label.file.startswith(options["only"])]
        score, seconds = Score(), {}
        for label in labels:
            started = time.monotonic()
            score.verdicts += judged(label, _read(folder / label.file))
            seconds[label.file] = time.monotonic() - started
        routes = list(dict.fromkeys(label.route for label in labels))
        report = _as_json(score, routes) if options["json"] else _as_table(score, routes)
        self.stdout.write(report)
        if options["wrong"]:
            self.stdout.write(_wrongs(score))
        self.stderr.write(f"{len(labels)} documents, {sum(seconds.values()) / max(len(labels), 1):.2f} s each")


def _labels(folder: Path) -> list[Label]:
    try:
        return msgspec.json.decode((folder / "labels.json").read_bytes(), type=list[Label])
    except (OSError, msgspec.DecodeError) as error:
        raise CommandError(f"{folder}/labels.json can't be read: {error}") from error


def _read(path: Path) -> Reading:
    try:
        return sandbox.read(path)
    except sandbox.ReadingFailed as failure:
        return Reading(format=None, error=str(failure), error_code=failure.code)


def _as_json(score: Score, routes: list[str]) -> str:
    rows: list[dict[str, object]] = []
    for route in routes:
        for name in FIELD_NAMES:
            counts = score.counts(route=route, name=name)
            if counts:
                rows.append({"route": route, "field": name, **{key: counts[key] for key in _OUTCOMES}})
        right, documents = score.core(route)
        rows.append({"route": route, "field": None, "core_right": right, "documents": documents})
    return "\n".join(json.dumps(row) for row in rows)


def _as_table(score: Score, routes: list[str]) -> str:
    lines = [f"{'':18}" + "".join(f"{route:>20}" for route in [*routes, "all"]), " " * 18 + "right/wrong/blank"]
    for name in [*FIELD_NAMES, None]:
        cells = [score.counts(route=route, name=name) for route in [*routes, None]]
        if any(cells):
            shown = ["/".join(str(cell[key]) for key in _OUTCOMES) if cell else "" for cell in cells]
            lines.append(f"{name or 'all fields':18}" + "".join(f"{cell:>20}" for cell in shown))
    shares = [_share(score, route) for route in [*routes, None]]
    lines.append(f"{'right':18}" + "".join(f"{share:>20}" for share in shares))
    core = ["{}/{}".format(*score.core(route)) for route in routes]
    lines.append(f"{'number+date+gross':18}" + "".join(f"{cell:>20}" for cell in core))
    return "\n".join(lines)


def _share(score: Score, route: str | None) -> str:
    counts = score.counts(route=route)
    return f"{100 * counts['right'] / max(counts.total(), 1):.1f} %"


def _wrongs(score: Score) -> str:
    return "\n".join(
        f"{v.outcome:6} {v.file[:32]:32} {v.field:16} wanted {v.wanted!s:28} found {v.found} ({v.confidence:.2f})"
        for v in score.verdicts
        if v.outcome != "right"
    )
