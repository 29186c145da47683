"""The engine: the only code that moves a case.

`start` a case, `run_link` does the work that is due, `decide` takes a person's answer, `emit` and `hear`
carry word of outside changes, `tick` looks after everything that is due by time; `send_due`
sends people what they are told.
"""

from workflow.engine.decide import (
    BadValue,
    Conflict,
    DecisionRefused,
    NoSuchChoice,
    NoSuchTask,
    NoteRequired,
    TaskClosed,
    UnableToDecide,
    decide,
    reason_of,
)
from workflow.engine.execute import run_link
from workflow.engine.move import Fenced, move
from workflow.engine.outbox import NotSendable, send_again, send_due
from workflow.engine.signals import emit, hear
from workflow.engine.start import start
from workflow.engine.tick import Ticked, tick

__all__ = [
    "BadValue",
    "Conflict",
    "DecisionRefused",
    "Fenced",
    "NoSuchChoice",
    "NoSuchTask",
    "NotSendable",
    "NoteRequired",
    "TaskClosed",
    "Ticked",
    "UnableToDecide",
    "decide",
    "emit",
    "hear",
    "move",
    "reason_of",
    "run_link",
    "send_again",
    "send_due",
    "start",
    "tick",
]
