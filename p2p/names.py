"""Company names as they are compared: without case, accents, punctuation and legal form."""

import re
import unicodedata

from rapidfuzz import fuzz

# Legal forms of the countries that invoices come from. They tell nothing of who it is, and vary in spelling.
LEGAL_FORMS = frozenset(
    (
        *("ltd", "limited", "plc", "llp", "llc", "inc", "incorporated", "corp", "corporation", "co", "company", "cic"),
        *("gmbh", "mbh", "ag", "kg", "ohg", "ug", "se", "ev", "ek", "gbr"),
        *("sas", "sasu", "sarl", "sa", "eurl", "sci", "bv", "nv", "vof", "bvba", "srl", "spa", "sl", "slu"),
        *("lda", "oy", "ab", "as", "aps", "kft", "sro"),
    )
)
# Words of an address block that a reader may take along with the name.
_ADDRESSING = re.compile(r"\b(accounts? payable|finance department|attn|fao)\b", re.IGNORECASE)
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_WORD = re.compile(r"[^\W_]+")


def name_key(name: str) -> str:
    """The words that tell the company apart, in their order: "Castle & Wye Ltd." is "castle and wye".

    A name made of nothing but a legal form is kept whole.
    """
    ascii_like = unicodedata.normalize("NFKD", _ADDRESSING.sub("", name).casefold())
    plain = "".join(character for character in ascii_like if not unicodedata.combining(character))
    undotted = _DOTTED.sub(lambda found: found.group().replace(".", ""), plain)
    words = _WORD.findall(undotted.replace("&", " and ").replace("+", " and "))
    return " ".join([word for word in words if word not in LEGAL_FORMS] or words)


def likeness(one: str, other: str) -> float:
    """How alike two company names are, 0 to 100, legal forms aside; 0 where one is missing."""
    first, second = name_key(one), name_key(other)
    return fuzz.ratio(first, second) if first and second else 0.0


def email_domain(sender: str) -> str:
    """The domain of an address as in "Ann <ann@example.org>", lower case; "" where there is none."""
    found = re.search(r"@([\w.-]+)", sender.rpartition("<")[2] or sender)
    return found.group(1).lower().strip(".") if found else ""
