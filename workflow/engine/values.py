"""Facts, outputs and outcomes as JSON values, exactly as they are stored."""

from typing import Any

import msgspec

from workflow.outcomes import Ask, Finding, Finish, Outcome, Proceed, Wait


def plain(value: Any) -> Any:
    """A frozen value as JSON builtins: Decimals and dates as strings, nothing rounded."""
    return msgspec.to_builtins(value, str_keys=True)


def told(outcome: Outcome) -> dict[str, Any]:
    """What a step said, without its output."""
    match outcome:
        case Proceed():
            return {"kind": "proceed"}
        case Ask(finding, also):
            return {"kind": "ask", **_finding(finding), "also": [_finding(more) for more in also]}
        case Wait(events, until, because):
            return {"kind": "wait", "events": list(events), "until": until.isoformat(), "because": because}
        case Finish(state, because):
            return {"kind": "finish", "state": state, "because": because}


def _finding(finding: Finding) -> dict[str, Any]:
    return {"reason": finding.reason, "question": finding.sentence}
