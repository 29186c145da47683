"""Why something that a person asked for was not done. Nothing has changed; each text says what to do."""


class UnableToDecide(Exception):
    """The answer was not taken; nothing has changed."""


class NoSuchTask(UnableToDecide):
    """There is no task with this number."""


class TaskClosed(UnableToDecide):
    """The question has been answered or withdrawn meanwhile."""


class TaskHeld(UnableToDecide):
    """Somebody else has the question open just now."""


class NotHeld(UnableToDecide):
    """Whoever renews a lease has it no longer."""


class TaskChanged(UnableToDecide):
    """The question was given away or put off since the person looked."""


class NoSuchChoice(UnableToDecide):
    """The question doesn't have this choice."""


class NoteRequired(UnableToDecide):
    """This choice needs a note that says why."""


class BadValue(UnableToDecide):
    """A field was given that can't be taken."""


class Conflict(UnableToDecide):
    """The case is just being looked at again. Try again in a moment."""


class DecisionRefused(UnableToDecide):
    """This person may not give this answer."""


class NothingHigher(UnableToDecide):
    """Everybody who can be told has been told."""


class NoSuchDecision(UnableToDecide):
    """There is no answer with this number."""


class TooLateToUndo(UnableToDecide):
    """The answer has taken effect."""


class AlreadyUndone(TooLateToUndo):
    """The answer was taken back before."""


class NoSuchAct(UnableToDecide):
    """Nothing of this name can be started from the case."""
