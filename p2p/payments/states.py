"""How a scheduled payment may stand, and what leads from one state to the next. Pure."""

from collections.abc import Mapping

from workflow.transitions import Move, States

# Paid is no state here: the accounts system pays on the day, and nothing is changed from that day on.
PAYMENT = States(
    initial=("scheduled",),
    moves=(
        Move("hold", ("scheduled",), "held"),
        Move("release", ("held",), "scheduled"),
        Move("cancel", ("scheduled", "held"), "cancelled"),
    ),
)
MOVES: Mapping[str, Move] = {move.name: move for move in PAYMENT.moves}
