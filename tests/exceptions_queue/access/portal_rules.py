"""Who may do what at each address of the portal. An address that isn't here fails the matrix."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from config.roles import ROLES
from tests.exceptions_queue.access.conftest import Person, World, colleagues_decision, own_decision
from workflow import clock

Where = Callable[[World, Person], dict[str, Any]]
ALL = frozenset(ROLES)
CLERK, APPROVER = frozenset({"clerk"}), frozenset({"approver"})
# Whose question it is, or who watches over the queue.
CLERKS_DESK = frozenset({"clerk", "manager", "controller"})
NOBODY: frozenset[str] = frozenset()


def nothing(_world: World, _who: Person) -> dict[str, Any]:
    return {}


def case(world: World, who: Person) -> dict[str, Any]:
    return {"case_id": world.case(who).pk}


def paper(world: World, who: Person) -> dict[str, Any]:
    return {**case(world, who), "paper": "0"}


def sheet(world: World, who: Person) -> dict[str, Any]:
    return {**paper(world, who), "number": 1}


def act(world: World, who: Person) -> dict[str, Any]:
    return {**case(world, who), "code": "recall"}


def clerks(world: World, who: Person) -> dict[str, Any]:
    return {"task_id": world.clerks_task(who).pk}


def approvers(world: World, who: Person) -> dict[str, Any]:
    return {"task_id": world.approvers_task(who).pk}


def held(world: World, who: Person) -> dict[str, Any]:
    return {"task_id": world.held_task(who).pk}


def about_themselves(world: World, who: Person) -> dict[str, Any]:
    return {"task_id": world.task_about_themselves(who).pk}


def own_answer(world: World, who: Person) -> dict[str, Any]:
    return {"decision_id": own_decision(world, who).pk}


def colleagues_answer(world: World, who: Person) -> dict[str, Any]:
    return {"decision_id": colleagues_decision(world, who).pk}


@dataclass(frozen=True)
class Rule:
    """`may`: the roles for which it works. Whoever else has a role gets `denied`, and nothing changes.

    `changes`: whether it does something where it works. `open`: works without a login or a role, too.
    `leases`: what it changes is who has a question open.
    """

    may: frozenset[str]
    where: Where = nothing
    method: str = "get"
    typed: Callable[[], Mapping[str, Any]] = field(default=dict)
    changes: bool = False
    denied: int = 403
    open: bool = False
    leases: bool = False


def reads(may: frozenset[str] = ALL, where: Where = nothing) -> Rule:
    return Rule(may, where)


def does(may: frozenset[str], where: Where, typed: Mapping[str, Any] | None = None, **more: Any) -> Rule:
    return Rule(may, where, "post", lambda: dict(typed or {}), **{"changes": True, **more})


ACCEPT, LEND, NOTE = {"choice": "accept", "note": "n"}, {"choice": "lend", "note": "n"}, {"note": "why"}
RULES: Mapping[str, tuple[Rule, ...]] = {
    "home": (reads(),),
    "queue": (reads(),),
    "next": (reads(),),
    "queue_bulk": (does(ALL, nothing, {"do": "release"}, changes=False),),
    "task": (
        reads(ALL, clerks),
        reads(ALL, approvers),
        does(CLERK, clerks, ACCEPT),
        does(APPROVER, approvers, LEND),
        does(NOBODY, about_themselves, LEND),
    ),
    "task_hold": (does(CLERK, clerks, leases=True), does(APPROVER, approvers, leases=True)),
    "task_beat": (does(CLERK, held, changes=False, denied=409),),
    "task_release": (does(ALL, held, changes=False),),
    "task_assign": (does(CLERKS_DESK, clerks, {"to": ""}), does(CLERK, clerks, {"to": "me"})),
    "task_snooze": (does(CLERKS_DESK, clerks, {"until": (clock.now() + timedelta(days=1)).isoformat()}),),
    "task_escalate": (does(CLERKS_DESK, clerks, NOTE),),
    "cases": (reads(),),
    "case": (reads(ALL, case),),
    "case_live": (reads(ALL, case),),
    "case_act": (reads(ALL, act), does(frozenset({"manager"}), act, NOTE, denied=409)),
    "case_pack": (reads(frozenset({"auditor", "controller", "manager", "director"}), case),),
    "paper_original": (reads(ALL, paper),),
    "paper_page": (reads(ALL, sheet),),
    "paper_words": (reads(ALL, paper),),
    "decision_undo": (
        does(CLERKS_DESK, own_answer),
        does(frozenset({"manager", "controller"}), colleagues_answer),
    ),
    "upload": (
        reads(CLERKS_DESK),
        Rule(CLERKS_DESK, nothing, "post", lambda: {"files": [SimpleUploadedFile("a.pdf", b"x")]}, changes=True),
    ),
    "activity": (reads(),),
    "preferences": (reads(), does(ALL, nothing, {"theme": "dark"}, changes=False)),
    "password": (reads(),),
    "login": (Rule(ALL, open=True),),
    "account_login": (Rule(ALL, open=True),),
    "logout": (does(ALL, nothing, changes=False, open=True),),
    "csp_report": (does(ALL, nothing, changes=False, open=True),),
}
