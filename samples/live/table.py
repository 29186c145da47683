"""The live table: a line for each case, and for each mail that made none."""

from collections.abc import Iterable
from datetime import datetime

from rich.table import Table
from rich.text import Text

from samples.live.delivery import Delivery, Followed
from samples.live.verdict import first_rest, seconds_to_rest
from samples.manifest import Sample

COLUMNS = ("case", "mail", "vendor", "amount", "step", "outcome", "seconds", "")
SYMBOLS = {"GBP": "£", "EUR": "€"}
COLOURS = {"completed": "green", "waiting": "yellow", "sleeping": "cyan", "ignored": "dim", "running": "blue"}


def table_of(delivery: Delivery, now: datetime) -> Table:
    """All mails delivered so far; `now` (aware) counts the seconds of the cases that still run."""
    table = Table(box=None, pad_edge=False, header_style="bold", caption_justify="left")
    for title in COLUMNS:
        table.add_column(title, justify="right" if title in {"case", "amount", "seconds"} else "left", no_wrap=True)
    by_mail: dict[str, list[Followed]] = {}
    for one in delivery.followed():
        by_mail.setdefault(one.sample.file, []).append(one)
    for sample in delivery.manifest.emails:
        if sample.file in delivery.said:
            for row in _rows(sample, by_mail.get(sample.file, []), now):
                table.add_row(*row)
    return table


def _rows(sample: Sample, followed: Iterable[Followed], now: datetime) -> Iterable[tuple[str | Text, ...]]:
    followed = list(followed)
    if not followed:
        outcome = "the same mail again" if sample.duplicate_of else "no invoice in it"
        yield ("-", sample.file, "", "", "", Text(outcome, style="dim"), "", "")
    for one in followed:
        yield (one.case, sample.file, _vendor(one), _amount(one), one.row.get("step", ""), *_outcome(one, now))


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
        return f"paid on {payments[0]['pay_on']}" if payments else "posted, nothing to pay"
    return "sleeps until the goods come" if state == "sleeping" else state
