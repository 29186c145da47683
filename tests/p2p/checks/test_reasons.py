"""Every reason and choice as the contract names them, in its order; the checks in the order of their reasons."""

import ast
import pkgutil
from pathlib import Path

import pytest

from p2p import checks
from p2p.process import PROCURE_TO_PAY
from p2p.steps import approve, check_duplicate, identify_vendor, match_order, match_three_way, validate
from workflow.define import Choice, Reason

CONTRACT = {
    "unreadable": ("correct", "not_an_invoice", "refuse"),
    "not_payable_document": ("set_aside", "correct"),
    "wrong_company": ("refuse", "accept"),
    "arithmetic_error": ("correct", "refuse"),
    "new_vendor": ("recheck", "correct", "refuse"),
    "vendor_blocked": ("recheck", "refuse"),
    "bank_details_differ": ("pay_master_account", "refuse"),
    "suspected_duplicate": ("not_duplicate", "refuse"),
    "po_not_found": ("correct", "code_without_po", "refuse"),
    "currency_mismatch": ("correct", "refuse"),
    "price_variance": ("accept", "correct", "refuse"),
    "goods_not_received": ("recheck", "refuse"),
    "quantity_variance": ("recheck", "correct", "refuse"),
    "over_threshold": ("approve", "refuse"),
}


def test_reasons_and_choices_are_those_of_the_contract_in_its_order() -> None:
    assert {r.code: tuple(c.code for c in r.choices) for r in PROCURE_TO_PAY.reasons()} == CONTRACT
    assert [reason.code for reason in PROCURE_TO_PAY.reasons()] == list(CONTRACT)


def test_no_reason_was_forgotten() -> None:
    files = {module.name for module in pkgutil.iter_modules(checks.__path__)}
    assert set(CONTRACT) <= files
    defining = {name for name in files if "REASON = Reason(" in (Path(checks.__path__[0]) / f"{name}.py").read_text()}
    assert defining == set(CONTRACT)


@pytest.mark.parametrize(
    ("step", "asks"),
    [
        (validate, checks.DOCUMENT),
        (identify_vendor, checks.VENDOR),
        (check_duplicate, checks.DUPLICATE),
        (match_order, checks.ORDER),
        (match_three_way, checks.MATCH),
        (approve, checks.APPROVAL),
    ],
)
def test_checks_run_in_the_order_in_which_people_are_asked(step: object, asks: tuple[Reason, ...]) -> None:
    modules = [__import__(check.__module__, fromlist=["REASON"]) for check in step.CHECKS]  # type: ignore[attr-defined]
    assert [module.REASON for module in modules] == list(asks)


@pytest.mark.parametrize("package", ["checks", "matching", "inputs"])
def test_checks_are_pure(package: str) -> None:
    for file in (Path(checks.__path__[0]).parent / package).glob("*.py"):
        imported = {
            name
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
        }
        assert not {name for name in imported if name.startswith(("django", "p2p.models", "p2p.steps"))}, file


CHOICES = [(reason, choice) for reason in PROCURE_TO_PAY.reasons() for choice in reason.choices]


@pytest.mark.parametrize(("reason", "choice"), CHOICES, ids=lambda thing: thing.code)
def test_each_choice_says_what_follows_and_demands_no_note(reason: Reason, choice: Choice) -> None:
    assert (choice.does == "refuses") == (choice.code == "refuse")
    assert not choice.note_required, "scripts rely on `decide TASK CHOICE --user U` alone"
    assert choice.consequence.endswith(".")
    assert reason.title
