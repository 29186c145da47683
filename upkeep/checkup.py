"""Runs the rules: the one entry for simulations, chaos runs, the command and the nightly check."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from workflow.invariants import Breach, Examined, Rule, Scope


class NoSuchRule(LookupError):
    """No rule of this name is listed in UPKEEP_RULES."""


def rules(names: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules of these names, or all, in the order of the setting. Raises NoSuchRule."""
    known: list[Rule] = [import_string(path) for path in settings.UPKEEP_RULES]
    unknown = set(names) - {rule.name for rule in known}
    if unknown:
        listed = ", ".join(rule.name for rule in known)
        raise NoSuchRule(f"There is no rule {', '.join(sorted(unknown))}. Known: {listed}.")
    return tuple(rule for rule in known if not names or rule.name in names)


def examine(scope: Scope, names: Sequence[str] = ()) -> Iterator[Examined]:
    """What each rule has to say, rule by rule."""
    for rule in rules(names):
        yield rule.examine(scope)


def broken(scope: Scope, names: Sequence[str] = ()) -> list[Breach]:
    """Where the rules don't hold; empty where all is well."""
    return [breach for rule in rules(names) for breach in rule.broken(scope)]
