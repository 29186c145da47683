"""A release too many: it has dropped a step for which cases of version 2 still wait."""

from dataclasses import replace

from tests.workflow import toy

PARCEL = replace(toy.PARCEL, version=3)
