"""Bugs planted on purpose: each must be caught by the simulation, or the simulation proves nothing.

`python -m chaos.bugs` plants one after the other, plays histories until one of them breaks a promise, and
prints which promise that was. docs/guarantees.md has the table.
"""
