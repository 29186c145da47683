"""Gives a model the moves of its transition table, as `django_fsm` transitions."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models
from django_fsm import FSMField, transition

from workflow.transitions import Move, States

M = TypeVar("M", bound=type[models.Model])


def state_column(states: States) -> Any:
    """A column that only a transition may change."""
    return FSMField(default=states.initial[0], protected=True, choices=[(name, name) for name in states.all()])


def moves_by(states: States) -> Callable[[M], M]:
    """Class decorator: one `@transition` method for each move of the table, under the move's name."""

    def declare(model: M) -> M:
        field: Any = model._meta.get_field("state")
        for move in states.moves:
            setattr(model, move.name, _method(field, move))
        field._collect_transitions(sender=model)  # the library looked when the class was made: look again
        return model

    return declare


def _method(field: Any, move: Move) -> Any:
    def change(_row: models.Model) -> None:
        """Only the state changes here; `engine.move` writes it."""

    change.__name__ = move.name
    return transition(field=field, source=list(move.sources), target=move.target)(change)
