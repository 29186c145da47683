"""The column types of money, quantities and codes, so that they are the same everywhere."""

from typing import Any

from django.db import models


def amount(**options: Any) -> "models.DecimalField[Any, Any]":
    """An amount of money; its currency stands in a column beside it. Four decimals hold every ISO 4217 unit."""
    return models.DecimalField(max_digits=20, decimal_places=4, **options)


def unit_price(**options: Any) -> "models.DecimalField[Any, Any]":
    """The price of one unit; vendors quote up to six decimals."""
    return models.DecimalField(max_digits=20, decimal_places=6, **options)


def quantity(**options: Any) -> "models.DecimalField[Any, Any]":
    """A quantity in the line's unit."""
    return models.DecimalField(max_digits=20, decimal_places=6, **options)


def currency(**options: Any) -> "models.CharField[Any, Any]":
    """ISO 4217 code."""
    return models.CharField(max_length=3, **options)
