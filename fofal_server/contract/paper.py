"""A page of paper as both sides draw it: the server lays it out once, the desktop shows and prints the same marks.

Lengths are points (1/72 inch) from the upper left corner; words stand on their base line.
"""

from typing import Any, Literal, NamedTuple, Self

from pydantic import BaseModel, model_validator

MEDIA = "application/x-ndjson"
"""Pages on the wire: a line of JSON each as it is ready, then the line that says how many there are."""

FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
"""Files of the plain and the bold letters in ``resources/fonts``, which go into each PDF."""

INKS = {
    "ink": "#1b2420",
    "quiet": "#5a665f",
    "brand": "#2e7d32",
    "rule": "#c5d0c8",
    "band": "#f3f7f4",
    "danger": "#b3261e",
}
"""Paper is white in either theme."""

PAGES = "{pages}"
"""Stands in a ``Count`` for the number of pages in all, which is known at the end only."""


class Words(NamedTuple):
    """A line of words; ``right`` ones end at ``x``."""

    x: float
    y: float
    size: float
    words: str
    ink: str = "ink"
    bold: bool = False
    right: bool = False


class Count(NamedTuple):
    """Words that tell the number of pages."""

    x: float
    y: float
    size: float
    words: str
    ink: str = "quiet"
    bold: bool = False
    right: bool = True


class Turned(NamedTuple):
    """A line of words that reads upwards, from (``x``, ``y``) on, where its base line begins."""

    x: float
    y: float
    size: float
    words: str
    ink: str = "ink"
    bold: bool = False


class Area(NamedTuple):
    """A filled rectangle; rules are thin ones."""

    x: float
    y: float
    width: float
    height: float
    ink: str


class Picture(NamedTuple):
    """A PNG that fills a rectangle; ``content`` is its Base64."""

    x: float
    y: float
    width: float
    height: float
    content: str


Mark = Words | Count | Turned | Area | Picture
CODES: dict[str, type[Any]] = {"w": Words, "n": Count, "t": Turned, "a": Area, "p": Picture}


class Page(NamedTuple):
    """A page and what is on it, in the order of drawing."""

    width: float
    height: float
    marks: tuple[Mark, ...]


class Line(BaseModel):
    """A line of the wire: how many rows are laid out of how many, a page, or the end with the number of pages."""

    rows: int | None = None
    of: int | None = None
    width: float = 0
    height: float = 0
    marks: list[list[Any]] = []
    pages: int | None = None

    @model_validator(mode="after")
    def _is_drawable(self) -> Self:
        """A page with marks that nobody here can draw is none: half of a paper would pass for the whole."""
        try:
            self.page  # noqa: B018 - made to see whether it can be
        except (KeyError, TypeError) as error:
            raise ValueError(str(error)) from error
        return self

    @property
    def page(self) -> Page | None:
        if not self.width:
            return None
        return Page(self.width, self.height, tuple(CODES[code](*told) for code, *told in self.marks))


PaperFormat = Literal["pdf", "pages"]
