"""The engine: processes, cases, steps, deadlines, escalation. Knows no invoice."""
