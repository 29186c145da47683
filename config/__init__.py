"""Wires the rest together and decides nothing."""

from config.celery import app as celery_app  # so that whoever rings, rings the right broker

__all__ = ["celery_app"]
