"""Money after the fact: a scheduled payment is held, released or cancelled, a posting reversed.

A process of its own, started by hand from the invoice's case: a second person decides, then the accounts system
is told. Nothing that was recorded is rewritten.
"""
