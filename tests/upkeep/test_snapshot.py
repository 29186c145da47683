"""What moved while it was looked at is no breach."""

from collections.abc import Iterator

from tests.workflow.conftest import Bench
from upkeep.snapshot import confirmed
from workflow.invariants import Broken, Rule, Scope


def rule_that_finds(*looks: list[Broken]) -> Rule:
    """A rule that finds something else at each look."""
    rest = iter(looks)

    def look(_scope: Scope) -> Iterator[Broken]:
        yield from next(rest)

    return Rule(name="fickle", meaning="", remedy="", look=look)


def test_only_what_is_found_again_word_for_word_counts(bench: Bench) -> None:
    scope = Scope(now=bench.now)
    stays, moves = Broken("case 1", "stays", 1), Broken("case 2", "is at weigh", 2)
    nowhere = Broken("file x", "is there", None)
    rule = rule_that_finds([stays, moves, nowhere], [stays, Broken("case 2", "is at ship", 2)])

    first = rule.examine(scope).breaches
    assert [breach.subject for breach in confirmed(rule, scope, first)] == ["case 1", "file x"]
