"""One case as a zip for an auditor: papers, fields, steps, questions, answers, effects, events, seals, and hashes.

`make.write_pack` writes it; what lies where in it, `records`, `papers` and `summary` say.
"""
