"""What the seals and the anchor say of a case, as `verify_history` would."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from workflow.models import Case
from workflow.sealing.keys import NoKey, public_key
from workflow.sealing.verify import verify


def verification(case: Case) -> dict[str, Any]:
    """Each finding about the case or the anchor, how much was looked at, and both in a sentence."""
    key, unsigned = _key()
    report = verify(anchor=Path(settings.WORKFLOW_ANCHOR_FILE), key=key, only=case.pk)
    findings = [{**asdict(finding), "text": str(finding)} for finding in report]
    counted = asdict(report.counted)
    unanchored = not Path(settings.WORKFLOW_ANCHOR_KEY).exists() and all(found.table == "anchor" for found in report)
    return {
        "says": _early(counted, unanchored) or _sentence(len(findings), counted),
        "signatures": unsigned or "The anchor's signatures were checked with this installation's key.",
        "findings": findings,
        "counted": counted,
    }


def _early(counted: dict[str, Any], unanchored: bool) -> str:
    """Nothing is wrong, it is only too soon; "" where it isn't."""
    if not unanchored or counted["lines"]:
        return ""
    if not counted["seals"]:
        return (
            f"The history is not sealed yet: {counted['events']} events. A case is sealed once it rests, within a few "
            "minutes; take the pack again then."
        )
    return (
        f"The history is sealed, but not anchored yet: {counted['seals']} seals wait for the anchor, which is written "
        f"every {settings.WORKFLOW_ANCHOR_SECONDS:g} seconds. Take the pack again then; if it says so still, the "
        "anchor may have been removed: tell an administrator."
    )


def _sentence(findings: int, counted: dict[str, Any]) -> str:
    looked = f"{counted['events']} events, {counted['decisions']} answers and {counted['seals']} seals were checked"
    waiting = f"{counted['unsealed']} events are not sealed yet and {counted['unanchored']} seals not anchored"
    if findings:
        return f"The history is not what was sealed: {findings} findings. {looked}; {waiting}."
    return f"The history is what was sealed. {looked}; {waiting}."


def _key() -> tuple[Ed25519PublicKey | None, str]:
    """The installation's key; without it, why signatures are not looked at."""
    path = Path(settings.WORKFLOW_ANCHOR_KEY)
    if not path.exists():
        return None, "Nothing has been signed here yet, so no signatures were checked."
    try:
        return public_key(path), ""
    except NoKey as error:
        return None, f"The anchor's signatures were not checked: {error}"
