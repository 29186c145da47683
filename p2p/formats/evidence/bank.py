"""Identifiers with a check of their own: IBAN, sort code and account, VAT id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from stdnum import iban as iban_check
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError
from stdnum.gb import vat as gb_vat

from p2p.formats.evidence.candidates import Candidate
from p2p.formats.evidence.evidence import Evidence
from p2p.formats.evidence.hits import Hit
from p2p.formats.evidence.rows import Row
from p2p.formats.evidence.words import Word

_IBAN_START = re.compile(r"^[A-Z]{2}\d{2}")
_AS_DIGITS = str.maketrans("OQDISZBG", "00015286")
_IBAN_LENGTH = (14, 34)
_SORT_CODE = re.compile(r"^\d{2}[- ]\d{2}[- ]\d{2}$|^\d{6}$")
_DASHED = re.compile(r"^\d{2}-\d{2}-\d{2}$")
_EIGHT = re.compile(r"^\d{8}$")
_VAT_SHAPE = re.compile(
    r"^(AT|BE|BG|CH|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|XI)[A-Z0-9]{7,13}$"
)
_LEAST_DIGITS = 7
_BANK_REACH = 8  # rows around a sort code in which an account number is its own


def ibans(seen: Evidence) -> Iterator[Candidate]:
    """IBANs: by their own check anywhere; by label alone only as a doubtful value."""
    for row in seen.rows:
        for index in range(len(row.words)):
            found = _iban_at(row, index)
            if found:
                yield Candidate(found[0], 0.96, "passes the IBAN check", found[1])
            elif row.source == "ocr":
                yield from _misread_iban(row.words[index])
    for hit in seen.meaning("iban"):
        words = seen.right_of(hit)
        text = _compact(words)
        starts = _IBAN_START.match(text)
        if starts and not iban_check.is_valid(text) and 11 <= len(text) <= _IBAN_LENGTH[1] and text.isalnum():
            yield Candidate(text, 0.35, "labelled as IBAN, but fails the IBAN check", words)


def _misread_iban(word: Word) -> Iterator[Candidate]:
    """An IBAN with letters read for digits ("NLSO" for "NL50"): taken only if its check then holds."""
    text = word.text.upper().strip(".,;:()")
    if not (_IBAN_LENGTH[0] <= len(text) <= _IBAN_LENGTH[1] and text[:2].isalpha() and text.isalnum()):
        return
    for start in (4, 8, len(text)):  # where the digits of the account begin
        mended = text[:2] + text[2:4].translate(_AS_DIGITS) + text[4:start] + text[start:].translate(_AS_DIGITS)
        if iban_check.is_valid(mended):
            yield Candidate(mended, 0.8, "passes the IBAN check once misread digits are mended", (word,))
            return


def _iban_at(row: Row, index: int) -> tuple[str, tuple[Word, ...]] | None:
    """An IBAN that starts at word `index`, printed in one piece or in groups."""
    text = row.words[index].text.upper().strip(".,;:()")
    start = text.rfind(":") + 1
    text = text[start:]
    if not re.match(r"^[A-Z]{2}\d?\d?", text) or not text.isalnum():
        return None
    for last in range(index, min(index + 12, len(row.words))):
        if last > index:
            text += row.words[last].text.upper().strip(".,;:()-")
        if len(text) > _IBAN_LENGTH[1]:
            return None
        if len(text) >= _IBAN_LENGTH[0] and _IBAN_START.match(text) and iban_check.is_valid(text):
            return text, row.words[index : last + 1]
    return None


def sort_codes(seen: Evidence) -> Iterator[Candidate]:
    """UK sort codes, beside or under their label only: six digits alone mean nothing."""
    for hit in seen.meaning("sort_code"):
        found = next((pair for words in _places(seen, hit) if (pair := _sort_code(words))), None)
        if found:
            yield Candidate(found[0], 0.95, f"beside the label “{hit.text}”", found[1])
    for code, _, words in _pairs(seen):
        yield Candidate(code, 0.85, "a sort code followed by an account number", words[:1])


def _sort_code(words: tuple[Word, ...]) -> tuple[str, tuple[Word, ...]] | None:
    """A sort code at the start of the words, in one piece or three."""
    for count in (1, 3):
        part = " ".join(word.text for word in words[:count]).strip(".,;:()")
        if _SORT_CODE.match(part):
            return re.sub(r"\D", "", part), words[:count]
    return None


def _pairs(seen: Evidence) -> Iterator[tuple[str, str, tuple[Word, ...]]]:
    """ "20-29-59 63748472": the shape of a British account, whatever stands before it."""
    for row in seen.rows:
        for left, right in pairwise(row.words):
            if _DASHED.match(left.text.strip(".,;:")) and _EIGHT.match(right.text.strip(".,;:")):
                yield re.sub(r"\D", "", left.text), re.sub(r"\D", "", right.text), (left, right)


def account_numbers(seen: Evidence, sort_code: str | None) -> Iterator[Candidate]:
    """Bank account numbers: a label, and bank words around it; a customer's account is none."""
    for _, account, words in _pairs(seen):
        yield Candidate(account, 0.85, "follows a sort code", words[1:])
    banks = [hit.row for hit in seen.meaning("sort_code", "bic", "iban")]
    for hit in seen.meaning("account_number"):
        near = min((abs(hit.row - row) for row in banks), default=999)
        if near > _BANK_REACH:
            continue
        for words in _places(seen, hit):
            digits = _digits(words)
            if digits is not None:
                is_british = sort_code is not None and len(digits) == 8
                yield Candidate(digits, 0.94 if is_british else 0.6, f"beside the label “{hit.text}”", words)
                break


def _digits(words: tuple[Word, ...]) -> str | None:
    """Six to twelve digits at the start of the words, in one piece or in groups."""
    text = ""
    for word in words[:4]:
        piece = word.text.strip(".,;:")
        if not piece.replace("-", "").isdigit() or len(text) + len(piece) > 12:
            break
        text += piece.replace("-", "")
    return text if 6 <= len(text) <= 12 else None


def _places(seen: Evidence, hit: Hit) -> Iterator[tuple[Word, ...]]:
    right = seen.right_of(hit)
    if right:
        yield right
    yield from seen.below(hit, depth=1)


def vat_ids(seen: Evidence) -> Iterator[Candidate]:
    """The seller's VAT ids: labelled or by their own check; the buyer's own are left out."""
    buyers = {_vat_text(words) for hit in seen.meaning("buyer_vat_id") for words in _places(seen, hit)}
    buyers |= {seen.known.buyer_vat_id}
    for hit in seen.meaning("seller_vat_id"):
        for words in _places(seen, hit):
            found = _vat_of(words, "£" in _symbols(seen))
            if found and found[0] not in buyers:
                yield Candidate(found[0], 0.93 if found[1] else 0.6, _vat_why(hit, found[1]), words[: found[2]])
                break
    for row in seen.rows:
        for index, word in enumerate(row.words):
            text = word.text.upper().strip(".,;:()")
            if text not in buyers and _VAT_SHAPE.match(text) and eu_vat.is_valid(text):
                yield Candidate(text, 0.75, "passes the VAT id check", row.words[index : index + 1])


def _vat_why(hit: Hit, is_valid: bool) -> str:
    return f"beside the label “{hit.text}”" + (", passes the check" if is_valid else ", but fails the check")


def _vat_text(words: tuple[Word, ...]) -> str | None:
    found = _vat_of(words, is_british=False)
    return found[0] if found else None


def _vat_of(words: tuple[Word, ...], is_british: bool) -> tuple[str, bool, int] | None:
    """A VAT id at the start of the words: its text, whether it passes the check, and how many words it took."""
    best: tuple[str, bool, int] | None = None
    text = ""
    for count, word in enumerate(words[:6], start=1):
        text += re.sub(r"[^A-Z0-9]", "", word.text.upper())
        if is_british and text.isdigit() and len(text) in (9, 12) and gb_vat.is_valid(text):
            return f"GB{text}", True, count
        if _VAT_SHAPE.match(text) and _has_digits(text):
            if _is_valid_vat(text):
                return text, True, count
            best = best or (text, False, count)
    return best


def _has_digits(text: str) -> bool:
    """Words of seven letters and more begin with country codes too."""
    return sum(1 for char in text if char.isdigit()) >= _LEAST_DIGITS


def _is_valid_vat(text: str) -> bool:
    if text.startswith("GB"):
        return bool(gb_vat.is_valid(text))
    try:
        eu_vat.validate(text)
    except ValidationError:
        return False
    return True


def _symbols(seen: Evidence) -> str:
    return "£" if any(amount.currency == "GBP" for amount in seen.amounts) else ""


def _compact(words: tuple[Word, ...]) -> str:
    return "".join(word.text for word in words).upper().strip(".,;:()")
