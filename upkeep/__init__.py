"""Looks after what must hold: checks it, tells of what is broken, and asks a person about it. Knows no invoice."""
