"""Records are only inserted, and the ledger balances, whoever writes."""

from django.db import migrations

from p2p.erp import ledger_sql
from workflow.triggers import drop, insert_only

RECORDS = (
    "p2p_email",
    "p2p_document",
    "p2p_invoice",
    "p2p_invoiceline",
    "p2p_identification",
    "p2p_match",
    "p2p_matchline",
    "p2p_approval",
    "p2p_posting",
)


class Migration(migrations.Migration):
    dependencies = [("p2p", "0001_initial"), ("workflow", "0002_guards")]

    operations = [
        *(migrations.RunSQL(insert_only(table), drop(table, "insert_only", "no_truncate")) for table in RECORDS),
        migrations.RunSQL(ledger_sql.FORWARD, ledger_sql.REVERSE),
    ]
