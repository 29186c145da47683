"""The whole product in one process and one thread at a time, in a world where a seed decides.

`python -m chaos.sim` runs it. A *journey* is what a mail should come to; a *history* is some journeys under
a list of *faults*, played by *actors* (workers, beat, postman, clerk) that take turns. At every named
*point* (before and after each commit and each call to the outside) an actor may die, stall or lose its
database. What remains is held against the invariants and against what the outside ledgers say.
"""
