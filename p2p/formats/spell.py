"""A reading as the JSON object of the `read_document` contract."""

from __future__ import annotations

from p2p.formats.reading import FIELD_NAMES, Field, Line, Reading

_LINE_KEYS = ("description", "sku", "quantity", "unit", "unit_price", "net", "tax_rate", "po_line")


def as_json(file: str, reading: Reading) -> dict[str, object]:
    """All field names are there, also when nothing was read: then every value is null."""
    return {
        "file": file,
        "format": reading.format,
        "pages": len(reading.pages),
        "error": reading.error,
        "error_code": reading.error_code,
        "fields": {name: _field(reading.fields.get(name)) for name in FIELD_NAMES},
        "lines": [_line(line) for line in reading.lines],
        "notes": list(reading.notes),
    }


def _field(field: Field | None) -> dict[str, object]:
    if field is None:
        return {"value": None, "confidence": 0.0, "source": None, "page": None, "box": None, "why": ""}
    return {
        "value": field.value,
        "confidence": field.confidence,
        "source": field.source,
        "page": field.page,
        "box": list(field.box) if field.box else None,
        "why": field.why,
    }


def _line(line: Line) -> dict[str, str | None]:
    return {key: getattr(line, key) for key in _LINE_KEYS}
