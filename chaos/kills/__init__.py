"""Real kills: the product on real servers, faults while it works, and only the outside ledgers counted.

`python -m chaos.kills` (see `make chaos`).
"""
