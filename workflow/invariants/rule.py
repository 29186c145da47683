"""The values in which a rule says what it looked at and what it found. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a check looks at, and when.

    `cases` None means everything. `since` spares histories that ended before: they were read by an earlier
    check. `grace` is how long something may lie half done before that counts. `handed_over` names, by
    SHA-256, what the outside says that it has delivered; None where the product's own sources are asked.
    """

    now: datetime
    cases: frozenset[int] | None = None
    since: datetime | None = None
    grace: timedelta = timedelta(hours=1)
    handed_over: frozenset[str] | None = None

    def where(self, column: str) -> dict[str, Any]:
        """The condition that keeps rows of other cases out, for `filter(**…)`."""
        return {} if self.cases is None else {f"{column}__in": self.cases}


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing for which the rule doesn't hold. `case` is the one that it concerns, where there is one.

    The same fault reads the same at each check: a sentence holds points in time, never "for 3 hours".
    """

    subject: str
    sentence: str
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """How much the rule has looked at: "1,204 cases"."""

    what: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What the rule could not look at, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that doesn't hold for a subject ("case 12", a file, a key), in a sentence with its figures."""

    rule: str
    subject: str
    sentence: str
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """What one rule has to say after one check."""

    rule: "Rule"
    looked: tuple[str, ...]
    unchecked: tuple[str, ...]
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Something that must hold. `meaning` says it in one sentence, `remedy` what to do where it doesn't.

    `look` reads the rows and yields what it finds: few statements, however many rows there are. `recent`: with
    a `since` it looks only at what is newer. `outside`: it asks another system, so never in a transaction.
    """

    name: str
    meaning: str
    remedy: str
    look: Callable[[Scope], Iterator[Broken | Looked | Unchecked]]
    recent: bool = False
    outside: bool = False

    def broken(self, scope: Scope) -> Iterator[Breach]:
        """Where the rule doesn't hold."""
        for found in self.look(scope):
            if isinstance(found, Broken):
                yield Breach(self.name, found.subject, found.sentence, found.case)

    def examine(self, scope: Scope) -> Examined:
        """Everything that the rule has to say."""
        found = list(self.look(scope))
        return Examined(
            rule=self,
            looked=tuple(one.what for one in found if isinstance(one, Looked)),
            unchecked=tuple(one.why for one in found if isinstance(one, Unchecked)),
            breaches=tuple(
                Breach(self.name, one.subject, one.sentence, one.case) for one in found if isinstance(one, Broken)
            ),
        )
