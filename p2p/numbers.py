"""Invoice and order numbers as they are compared: however they were typed, scanned or shortened."""

import re
import unicodedata

# Letters that readers and typists confuse with digits; both sides of a comparison are folded.
_LOOKALIKE = str.maketrans({"O": "0", "I": "1", "S": "5"})
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_ZEROS_BEFORE_DIGIT = re.compile(r"(?<!\d)0+(?=\d)")
_ORDER_SEPARATOR = re.compile(r"[\s,;]+")


def invoice_key(number: str) -> str:
    """The invoice number without case, punctuation and leading zeros; O/0, I/1 and S/5 are one.

    "INV-003411" and "inv 3411" are the same; "14" and "1814" are not. A number of punctuation alone
    stays as it is, so that the key is never empty for a number that isn't.
    """
    plain = _NOT_ALPHANUMERIC.sub("", unicodedata.normalize("NFKC", number).upper())
    # Twice: the zeros of "SO-0012" lead before its O is folded, those of "O123" only after.
    folded = _ZEROS_BEFORE_DIGIT.sub("", plain).translate(_LOOKALIKE)
    return _ZEROS_BEFORE_DIGIT.sub("", folded) or number.strip()


def order_key(number: str) -> str:
    """The order number without case, punctuation, a leading "PO" and leading zeros; "" if nothing is left.

    The database computes the same in `PurchaseOrder.number_key`.
    """
    plain = re.sub(r"[^A-Za-z0-9]", "", number).upper()
    return re.sub(r"^(PO)?0*", "", plain)


def order_keys(printed: str) -> tuple[str, ...]:
    """Every order number that a printed reference may stand for: the whole, then each of its words.

    Words are compared whole: "14" is never found in "1814". A single word without a digit is no number.
    """
    words = (word for word in _ORDER_SEPARATOR.split(printed) if re.search(r"\d", word))
    keys = map(order_key, (printed, *words))
    return tuple(dict.fromkeys(key for key in keys if key))
