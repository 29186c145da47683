"""A history that can't be changed unseen.

The tick seals finished stretches of each case's events (`seal`), hashed in Python (`canonical`). The seals form
a chain for each case and one over all of them, whose entries go to a signed file outside the database
(`anchor`). `verify` recomputes everything and names each row that isn't what it was.
"""
