"""What the steps of `amend` look at and say to each other. Pure values."""

from dataclasses import dataclass
from datetime import date

from p2p.amending.possible import ActCode, Standing
from workflow.people import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked, by whom and why, and how things stand. `handled_by`: whose invoice it is, in a manner."""

    act: ActCode
    reason: str
    asked_by: str
    asked_by_name: str
    standing: Standing
    handled_by: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """Output of `confirm`: what is to be done. `pay_on` is the payment's day, of a release the day from now on."""

    act: ActCode
    confirmed_by: str
    pay_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Output of the effect steps: the accounts system's reference, "" where there was nothing for this step."""

    key: str = ""
    reference: str = ""
