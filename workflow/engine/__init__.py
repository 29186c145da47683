"""The engine: the only code that moves a case.

`start` a case, `run_link` does the work that is due, `decide` takes a person's answer and `undo` takes it back
before its effect; `hold` and its like say who has a question open, `assign`, `snooze` and `escalate_now` what else
becomes of it; `act` starts by hand what a process offers. `emit` and `hear` carry word of outside changes, `tick`
looks after everything that is due by time; `send_due` sends people what they are told.
"""

from workflow.engine.acts import act, acts_for
from workflow.engine.decide import decide, reason_of
from workflow.engine.escalate_now import escalate_now
from workflow.engine.execute import run_link
from workflow.engine.hand import assign, snooze, unsnooze
from workflow.engine.hold import hold, keep_holding, release
from workflow.engine.move import Fenced, move
from workflow.engine.outbox import NotSendable, send_again, send_due
from workflow.engine.signals import emit, hear
from workflow.engine.start import start
from workflow.engine.tick import Ticked, tick
from workflow.engine.unable import (
    AlreadyUndone,
    BadValue,
    Conflict,
    DecisionRefused,
    NoSuchAct,
    NoSuchChoice,
    NoSuchDecision,
    NoSuchTask,
    NoteRequired,
    NotHeld,
    NothingHigher,
    TaskChanged,
    TaskClosed,
    TaskHeld,
    TooLateToUndo,
    UnableToDecide,
)
from workflow.engine.undo import undo

__all__ = [
    "AlreadyUndone",
    "BadValue",
    "Conflict",
    "DecisionRefused",
    "Fenced",
    "NoSuchAct",
    "NoSuchChoice",
    "NoSuchDecision",
    "NoSuchTask",
    "NotHeld",
    "NotSendable",
    "NoteRequired",
    "NothingHigher",
    "TaskChanged",
    "TaskClosed",
    "TaskHeld",
    "Ticked",
    "TooLateToUndo",
    "UnableToDecide",
    "act",
    "acts_for",
    "assign",
    "decide",
    "emit",
    "escalate_now",
    "hear",
    "hold",
    "keep_holding",
    "move",
    "reason_of",
    "release",
    "run_link",
    "send_again",
    "send_due",
    "snooze",
    "start",
    "tick",
    "undo",
    "unsnooze",
]
