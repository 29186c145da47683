"""Wires the rest together and decides nothing."""
