"""State columns take only the moves of their tables; records take no change."""

from django.db import migrations

from workflow.transitions import CASE, EFFECT, STEP_RUN, TASK
from workflow.triggers import drop, insert_only, state_guard

STATES = {"workflow_case": CASE, "workflow_steprun": STEP_RUN, "workflow_task": TASK, "workflow_effect": EFFECT}
RECORDS = ("workflow_event", "workflow_decision", "workflow_escalation", "workflow_processversion")


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]

    operations = [
        *(
            migrations.RunSQL(state_guard(table, states.pairs()), drop(table, "state_guard"))
            for table, states in STATES.items()
        ),
        *(migrations.RunSQL(insert_only(table), drop(table, "insert_only", "no_truncate")) for table in RECORDS),
    ]
