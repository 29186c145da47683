"""What the processes of this installation call things in the queue: its columns, the reasons for which they ask."""

from collections.abc import Iterator

from workflow import registry
from workflow.define import Reason
from workflow.reasons import ENGINE_REASONS

# Where the processes have no word for it, or not the same one.
_USUAL = {"number": "Number", "party": "With", "amount": "Amount"}


def column_labels() -> dict[str, str]:
    """The words for what a card holds: the processes' own, where those that have one agree."""
    return {name: _agreed(name) or usual for name, usual in _USUAL.items()}


def reasons_known() -> dict[str, str]:
    """The title of every reason for which anybody may be asked, by code, in the order of titles."""
    titles = {reason.code: reason.title for reason in _reasons()}
    return dict(sorted(titles.items(), key=lambda reason: reason[1].casefold()))


def _agreed(name: str) -> str:
    said = {process.labels[name] for process in registry.processes().values() if name in process.labels}
    return said.pop() if len(said) == 1 else ""


def _reasons() -> Iterator[Reason]:
    for process in registry.processes().values():
        yield from process.reasons()
    yield from ENGINE_REASONS
