"""Runs the rules: the one entry for simulations, chaos runs, the command and the nightly check."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from upkeep.snapshot import confirmed
from workflow.invariants import Breach, Examined, Rule, Scope

logger = logging.getLogger(__name__)


class NoSuchRule(LookupError):
    """No rule of this name is listed in UPKEEP_RULES."""


class Found(Protocol):
    """A breach that was found before, as far as it is looked at again."""

    rule: str
    subject: str
    about_id: int | None


def rules(names: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules of these names, or all, in the order of the setting. Raises NoSuchRule."""
    known: list[Rule] = [import_string(path) for path in settings.UPKEEP_RULES]
    unknown = set(names) - {rule.name for rule in known}
    if unknown:
        listed = ", ".join(rule.name for rule in known)
        raise NoSuchRule(f"There is no rule {', '.join(sorted(unknown))}. Known: {listed}.")
    return tuple(rule for rule in known if not names or rule.name in names)


def examine(scope: Scope, names: Sequence[str] = ()) -> Iterator[Examined]:
    """What each rule has to say, rule by rule; what it found was found twice."""
    for rule in rules(names):
        try:
            examined = rule.examine(scope)
            examined = replace(examined, breaches=confirmed(rule, scope, examined.breaches))
        except Exception as error:  # the rules after it are no less important
            logger.exception("A rule could not be checked", extra={"action": "rule_failed", "rule": rule.name})
            examined = Examined(rule, (), (), (_unchecked(rule, error),))
        yield examined


def _unchecked(rule: Rule, error: Exception) -> Breach:
    why = f"The rule {rule.name} could not be checked: {type(error).__name__}: {error}"
    return Breach(rule.name, "the rule itself", why)


def broken(scope: Scope, names: Sequence[str] = ()) -> list[Breach]:
    """Where the rules don't hold; empty where all is well."""
    return [breach for examined in examine(scope, names) for breach in examined.breaches]


def rule(name: str) -> Rule | None:
    """The rule of this name; None where this release no longer has it."""
    return next((rule for rule in rules() if rule.name == name), None)


def still_broken(breach: Found, scope: Scope) -> bool:
    """Whether the rule is still broken for the subject, where one look at one case tells; else as it was found.

    Another system is not asked: this is called within transactions.
    """
    broken_rule = rule(breach.rule)
    if broken_rule is None:
        return False
    if breach.about_id is None or broken_rule.outside:
        return True
    narrowed = replace(scope, cases=frozenset({breach.about_id}), since=None)
    return any(found.subject == breach.subject for found in broken_rule.broken(narrowed))
