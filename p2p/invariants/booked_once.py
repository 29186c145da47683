"""Rule: a case has at most one posting and one payment, counted in the accounts system's own books.

Cancelled or reversed, the first one counts: a payment beside a cancelled one is still one too many. One that came
second is forgiven once it is taken back.
"""

import re
from collections.abc import Iterator

from p2p.erp import Held
from p2p.erp.failures import NoStatement
from p2p.invariants.statement import OPERATIONS, Operation, keys_in
from workflow.invariants import Broken, Looked, Rule, Scope, Unchecked
from workflow.models import Case

# However a key is made up, it names its case.
UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def look(scope: Scope) -> Iterator[Broken | Looked | Unchecked]:
    """Every line of the statement, counted by the case that its key names; by the posting that it refers to, too."""
    for operation in OPERATIONS:
        try:
            yield from _counted(scope, operation)
        except NoStatement as error:
            yield Unchecked(f"Whether there is more than one {operation.name} for a case: {error or error.__doc__}")


def _counted(scope: Scope, operation: Operation) -> Iterator[Broken | Looked]:
    first: dict[str, str] = {}
    lines = 0
    for held in operation.held(keys_in(scope, operation)):
        uid = UID.search(held.key)
        if uid is None:
            continue  # whoever else books there has keys of their own
        lines += 1
        counted = [uid.group()]
        if about := held.data.get("posting_reference"):
            counted.append(f"posting {about}")
        for what in counted:
            if what in first and not _taken_back(held):
                yield _twice(operation, uid.group(), first[what], held.reference)
            first.setdefault(what, held.reference)
    yield Looked(f"{lines:,} {operation.name}s in the accounts system")


def _taken_back(held: Held) -> bool:
    return held.data.get("state") == "cancelled" or bool(held.data.get("reversed_by"))


def _twice(operation: Operation, uid: str, one: str, other: str) -> Broken:
    case = Case.objects.filter(uid=uid).values_list("id", flat=True).first()
    named = f"Case {case}" if case else f"The case with uid {uid}"
    return Broken(f"{operation.name} {other}", f"{named} has more than one {operation.name}: {one} and {other}.", case)


RULE = Rule(
    name="booked_once",
    meaning="A case has at most one posting and one payment in the accounts system, each taken back at most once.",
    remedy="Cancel the second one in the accounts system at once; then find out why it was made.",
    look=look,
    outside=True,
)
