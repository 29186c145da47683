"""The vocabulary in which a process is written: Process, Step, Reason, Choice. Frozen values, no Django."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from workflow.papers import Paper, PaperFile, Shown
from workflow.people import Actor, Card, Dossier, Refusal

Kind = Literal["decision", "work", "effect"]
Does = Literal["settles", "refuses", "sets_aside", "corrects", "rechecks"]

DEFAULT_QUEUE = "cases"


def seconds(count: float) -> timedelta:
    """A duration for an SLA or a delay."""
    return timedelta(seconds=count)


def minutes(count: float) -> timedelta:
    """A duration for an SLA or a delay."""
    return timedelta(minutes=count)


def hours(count: float) -> timedelta:
    """A duration for an SLA; for a question it counts working hours."""
    return timedelta(hours=count)


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a step is tried, and how long it rests before the second, third, … attempt.

    The last delay serves for all further attempts.
    """

    attempts: int = 3
    delays: tuple[timedelta, ...] = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=5))

    def delay_after(self, attempt: int) -> timedelta:
        """How long to rest after the attempt with this number (from 1) has failed."""
        return self.delays[min(attempt, len(self.delays)) - 1] if self.delays else timedelta()


def anyone(_actor: Actor, _evidence: Mapping[str, Any]) -> Refusal | None:
    """Whoever has the reason's role may give this answer."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer to a question.

    What it `does`: *settles* the finding while its evidence stays the same; *refuses* the case or *sets
    it aside*; *corrects* `fields`, after which every decision step looks again; *rechecks*: the step that
    asked looks again. `consequence` is a template over the finding's params.
    """

    code: str
    label: str
    consequence: str
    does: Does
    fields: tuple[str, ...] = ()
    note_required: bool = False
    allowed: Callable[[Actor, Mapping[str, Any]], Refusal | None] = anyone


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a person may be needed: who answers, within which working time, with which choices.

    `template` names a part of a page that shows the evidence; without one it is shown as it stands.
    """

    code: str
    title: str
    role: str
    sla: timedelta
    choices: tuple[Choice, ...]
    template: str = ""

    def choice(self, code: str) -> Choice:
        """The choice with this code; KeyError where there is none."""
        for choice in self.choices:
            if choice.code == code:
                return choice
        raise KeyError(code)


Begin = Callable[[int, Actor, str, Mapping[str, str], datetime], int]  # case, who, note, values, now -> new case


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that a person may start by hand from a case, ended or not: a case of its own does it.

    `consequence` says what will happen; `fields` are asked for beside the note. `offered` says whether this person
    may start it now, else why not, by what the process's `acts_look` has found; `begin` starts the case and returns
    its number, in the same transaction.
    """

    code: str
    label: str
    consequence: str
    offered: Callable[[Any, Actor], Refusal | None]
    begin: Begin
    fields: tuple[str, ...] = ()
    note_required: bool = True


def case_alone(case_id: int) -> int:
    """Acts are offered by no more than the case's number."""
    return case_id


def no_papers(_case_id: int) -> tuple[Paper, ...]:
    """The process has no papers to show."""
    return ()


def no_file(_case_id: int, _paper_id: str, _what: str) -> PaperFile | None:
    """The process has no files to show."""
    return None


def nothing_shown(_case_id: int) -> tuple[Shown, ...]:
    """The process has no fields to show."""
    return ()


def no_panel(_case_id: int, _reason: str, _evidence: Mapping[str, Any]) -> Mapping[str, Any]:
    """The evidence is all that there is."""
    return {}


@dataclass(frozen=True, slots=True)
class Level:
    """Who hears when this share of an SLA has passed."""

    percent: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a process: a step's module, and what this process wants of it.

    The functions of the module say its kind: `decide` makes a decision step, `run` a work step,
    `perform` an effect step (`workflow.lint` refuses anything else). `asks` lists, in their order,
    the reasons for which the step may ask. `rules` is a frozen dataclass, handed to `decide`.
    """

    module: Any
    sla: timedelta = field(kw_only=True)
    queue: str = field(default=DEFAULT_QUEUE, kw_only=True)
    asks: tuple[Reason, ...] = field(default=(), kw_only=True)
    rules: Any = field(default=None, kw_only=True)
    retry: Retry = field(default=Retry(), kw_only=True)

    @property
    def name(self) -> str:
        """The step's permanent name: its module's."""
        return str(self.module.__name__).rpartition(".")[2]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What the module's functions make of it: exactly one, or the definition is refused."""
        return tuple(kind for kind, function in _KIND_OF.items() if hasattr(self.module, function))

    @property
    def kind(self) -> Kind:
        """Decision, work or effect."""
        return self.kinds[0]

    @property
    def title(self) -> str:
        """The step's name for people."""
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A whole process. Everything that a rule change touches is reachable from this value.

    `card` gives what the queue may know of a case; `describe` what `show_case` and the case page say
    beyond the engine's own record, and `brief` what its line in `cases` says. `parse_value` turns a
    corrected field's text into its canonical form, or raises ValueError with a sentence for the person.

    The rest is for pages only and no part of what a version means: `papers` of a case and the files that
    belong to them (`paper_file` of a case, a paper and "original", "page-N" or "words"), the fields that are
    `shown` beside them, what `panel` adds to the evidence of a reason, the process's own words for columns
    (`labels`), and the `acts` that people may start by hand: `acts_look` reads once what all of them are offered by.
    """

    name: str
    version: int
    steps: tuple[Step, ...]
    escalation: tuple[Level, ...]
    card: Callable[[Dossier], Card]
    describe: Callable[[int], Mapping[str, Any]]
    brief: Callable[[int], Mapping[str, Any]]
    parse_value: Callable[[str, str], str]
    papers: Callable[[int], tuple[Paper, ...]] = no_papers
    paper_file: Callable[[int, str, str], PaperFile | None] = no_file
    shown: Callable[[int], tuple[Shown, ...]] = nothing_shown
    panel: Callable[[int, str, Mapping[str, Any]], Mapping[str, Any]] = no_panel
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    acts: tuple[Act, ...] = ()
    acts_look: Callable[[int], Any] = case_alone

    def step(self, name: str) -> Step:
        """The step with this name; KeyError where there is none."""
        return self.steps[self.index(name)]

    def index(self, name: str) -> int:
        """Where in the order the step stands; KeyError where there is none."""
        for index, step in enumerate(self.steps):
            if step.name == name:
                return index
        raise KeyError(name)

    def after(self, name: str) -> Step | None:
        """The step that follows, or None after the last."""
        index = self.index(name) + 1
        return self.steps[index] if index < len(self.steps) else None

    def first_decision(self) -> Step:
        """Where a case starts again when a person has corrected what was read."""
        return next(step for step in self.steps if step.kind == "decision")

    def links(self, start: str) -> tuple[str, ...]:
        """The queues of a chain from this step on: one link per run of steps on the same queue."""
        queues: list[str] = []
        for step in self.steps[self.index(start) :]:
            if not queues or queues[-1] != step.queue:
                queues.append(step.queue)
        return tuple(queues)

    def reasons(self) -> Iterator[Reason]:
        """Every reason that a step may ask for, in the order of the steps, each once."""
        seen: set[str] = set()
        for step in self.steps:
            for reason in step.asks:
                if reason.code not in seen:
                    seen.add(reason.code)
                    yield reason

    def act(self, code: str) -> Act:
        """The act with this code; KeyError where there is none."""
        for act in self.acts:
            if act.code == code:
                return act
        raise KeyError(code)

    def spec(self) -> dict[str, Any]:
        """The version as data: its steps and rules, whole."""
        return {
            "name": self.name,
            "version": self.version,
            "escalation": [msgspec.to_builtins(level) for level in self.escalation],
            "steps": [_step_spec(step) for step in self.steps],
        }

    def digest(self) -> str:
        """SHA-256 over `spec`: the same version must always have the same."""
        return hashlib.sha256(msgspec.json.encode(self.spec(), order="deterministic")).hexdigest()


_KIND_OF: Mapping[Kind, str] = {"decision": "decide", "work": "run", "effect": "perform"}


def _step_spec(step: Step) -> dict[str, Any]:
    return {
        "name": step.name,
        "kind": "/".join(step.kinds),
        "queue": step.queue,
        "sla_seconds": step.sla.total_seconds(),
        "retry": {
            "attempts": step.retry.attempts,
            "delays": [delay.total_seconds() for delay in step.retry.delays],
        },
        "rules": msgspec.to_builtins(step.rules),
        "asks": [_reason_spec(reason) for reason in step.asks],
    }


def _reason_spec(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "role": reason.role,
        "sla_seconds": reason.sla.total_seconds(),
        "choices": [
            {
                "code": choice.code,
                "does": choice.does,
                "fields": list(choice.fields),
                "note_required": choice.note_required,
            }
            for choice in reason.choices
        ],
    }
