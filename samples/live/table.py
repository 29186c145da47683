"""The live table: a line for each case, and for each mail that made none."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

from samples.live.delivery import Delivery, Followed
from samples.live.verdict import first_rest, seconds_to_rest
from samples.manifest import Sample

COLUMNS = ("case", "mail", "vendor", "amount", "step", "outcome", "seconds", "")
# These are never shortened on a narrow screen; the other columns wrap.
LEAST_WIDTH = {"case": 4, "amount": 9, "seconds": 7, "": 1}
SYMBOLS = {"GBP": "£", "EUR": "€"}
COLOURS = {"completed": "green", "waiting": "yellow", "sleeping": "cyan", "ignored": "dim", "running": "blue"}


def table_of(delivery: Delivery, now: datetime, newest: int | None = None) -> Table:
    """All mails delivered so far, or the `newest` lines of them.

    `now` (aware) counts the seconds of the cases that still run.
    """
    table = Table(box=None, pad_edge=False, header_style="bold", caption_justify="left")
    for title in COLUMNS:
        least = LEAST_WIDTH.get(title)
        justify: JustifyMethod = "right" if title in {"case", "amount", "seconds"} else "left"
        table.add_column(title, justify=justify, min_width=least, no_wrap=least is not None)
    rows = [row for sample in _delivered(delivery) for row in _rows(sample, delivery.followed(sample), now)]
    for row in rows[-newest:] if newest else rows:
        table.add_row(*row)
    return table


def _delivered(delivery: Delivery) -> Iterable[Sample]:
    return (sample for sample in delivery.manifest.emails if sample.file in delivery.said)


def _rows(sample: Sample, followed: Sequence[Followed], now: datetime) -> Iterable[tuple[str | Text, ...]]:
    if not followed:
        outcome = "the same mail again" if sample.duplicate_of else "no invoice in it"
        yield ("-", _name(sample), "", "", "", Text(outcome, style="dim"), "", "")
    for one in followed:
        yield (one.case, _name(sample), _vendor(one), _amount(one), one.row.get("step", ""), *_outcome(one, now))


def _name(sample: Sample) -> str:
    return sample.file.removesuffix(".eml")


def _vendor(one: Followed) -> str:
    invoice = (one.story or {}).get("invoice") or {}
    return str(invoice.get("seller_name") or "")


def _amount(one: Followed) -> str:
    invoice = (one.story or {}).get("invoice") or {}
    if not invoice.get("gross"):
        return ""
    return f"{SYMBOLS.get(invoice['currency'], invoice['currency'])}{invoice['gross']}"


def _outcome(one: Followed, now: datetime) -> tuple[str | Text, ...]:
    if one.story is None:
        received = one.row.get("received_at")
        elapsed = (now - datetime.fromisoformat(received)).total_seconds() if received else 0.0
        return Text("running", style=COLOURS["running"]), f"{elapsed:.1f}", ""
    state, reason = first_rest(one.story)
    words = f"waits: {reason}" if reason else _arrived(one, state)
    if one.story["state"] != state:
        words += f", now {one.story['state']}"
    seconds = seconds_to_rest(one.story)
    mark = Text("✗", style="bold red") if one.wrong else Text("✓", style="green")
    return Text(words, style=COLOURS.get(state, "red")), "" if seconds is None else f"{seconds:.1f}", mark


def _arrived(one: Followed, state: str) -> str:
    story = one.story or {}
    if state == "completed":
        payments = story["payments"]
        return f"to be paid on {payments[0]['pay_on']}" if payments else "posted, nothing to pay"
    return "sleeps until the goods come" if state == "sleeping" else state
