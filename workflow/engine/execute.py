"""Does the work that is due: a link of a chain claims what its case has on its queue, until nothing is left."""

from collections.abc import Callable, Mapping
from datetime import datetime

from workflow import registry
from workflow.define import Kind, Process, Step
from workflow.engine.claim import claim
from workflow.engine.complete import Ended, complete
from workflow.engine.decision import decide_stretch
from workflow.engine.dossier import answers_in
from workflow.engine.effect import effect_step
from workflow.engine.failure import contained
from workflow.engine.work import work_step
from workflow.models import StepRun
from workflow.outcomes import Finish
from workflow.reasons import INCIDENT, REFUSE

Clock = Callable[[], datetime]

_PERFORM: Mapping[Kind, Callable[[Process, Step, StepRun, Clock], None]] = {
    "decision": decide_stretch,
    "work": work_step,
    "effect": effect_step,
}


def run_link(case_id: int, queue: str, *, clock: Clock) -> int:
    """Run every step of the case that is due on this queue, and return how many claims that took.

    A link that comes twice, late or out of order finds nothing to claim. What a step raises ends in its
    record: tried again later, or an incident; only a database that is away is raised from here.
    """
    claims = 0
    while run := claim(case_id, queue, now=clock()):
        claims += 1
        process = registry.pinned(run.case.process, run.case.version)
        step = process.step(run.step)
        with contained(process, step, run, clock):
            if _refused_after_incident(run, clock()):
                _end_refused(process, step, run, clock())
            else:
                _PERFORM[step.kind](process, step, run, clock)
    return claims


def _refused_after_incident(run: StepRun, now: datetime) -> bool:
    answers = answers_in(run.case, now=now)
    return bool(answers) and (answers[-1].reason, answers[-1].choice) == (INCIDENT.code, REFUSE.code)


def _end_refused(process: Process, step: Step, run: StepRun, now: datetime) -> None:
    last = answers_in(run.case, now=now)[-1]
    because = f"{last.actor.name} refused it after an incident: {last.note}"
    ended = Ended(step=step, state="done", started_at=run.started_at or now, finished_at=now)
    complete(run, [ended], Finish("refused", because), process=process, now=now)
