"""Holds what commands print against the schemas that outside programs rely on."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from tests.journeys.console import ROOT


def check(name: str, line: dict[str, Any]) -> None:
    """Fail with every place where the line departs from `docs/contracts/NAME.schema.json`."""
    errors = sorted(_validator(name).iter_errors(line), key=str)
    assert not errors, "\n".join(f"{error.json_path}: {error.message}" for error in errors[:5])


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = json.loads((ROOT / "docs" / "contracts" / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())
