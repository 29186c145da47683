"""A case's papers and what was read on them, as a process shows them to people: plain frozen values.

Sizes and boxes are in points (1/72 inch) from the top left corner of the page; pages count from 1.
"""

from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a paper; `image` says whether there is a picture of it."""

    number: int
    width: float
    height: float
    image: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of a case, whatever it came as. `text` is for papers that have no pictures of their pages."""

    id: str
    title: str
    media_type: str
    size: int
    pages: tuple[Sheet, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file of a paper: the original as it was received, the picture of a page, or the words on the pages."""

    content: bytes
    media_type: str
    filename: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as it counts now, and where it comes from.

    `source` says in words who or what gave the value; `confidence` is 0 to 1 where a machine read it. `paper`,
    `page` and `box` say where it stands ("" and None where it stands nowhere), `why` what spoke for it,
    `runner_up` what else it might have been.
    """

    name: str
    label: str
    value: str
    source: str
    confidence: float | None = None
    paper: str = ""
    page: int | None = None
    box: Box | None = None
    why: str = ""
    runner_up: str = ""
