"""What the engine keeps. State rows change only through `workflow.engine.move`; records are only inserted."""

from workflow.models.case import Case
from workflow.models.decision import Decision
from workflow.models.effect import Effect
from workflow.models.escalation import Escalation
from workflow.models.event import Event
from workflow.models.message import Message
from workflow.models.process_version import ProcessVersion
from workflow.models.seal import Seal
from workflow.models.signal import Signal
from workflow.models.step_run import StepRun
from workflow.models.task import Task
from workflow.models.undoing import Undoing

__all__ = [
    "Case",
    "Decision",
    "Effect",
    "Escalation",
    "Event",
    "Message",
    "ProcessVersion",
    "Seal",
    "Signal",
    "StepRun",
    "Task",
    "Undoing",
]
