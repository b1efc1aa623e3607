"""The numbers and the series of a dashboard, and where each of them leads.

A desktop may be older than its server: words that it does not know are read, and taken for the mildest of theirs.
"""

import datetime as dt
from typing import Literal

from pydantic import BaseModel

Level = Literal["info", "warning", "critical"]
By = Literal["day", "month", "kind"]


class Opens(BaseModel):
    """What a number counts: the ``list`` of a resource with these filters (as lists take them), or a ``page`` by name.

    ``called`` are the names of records that filters speak of, by the field.
    """

    kind: str = "list"
    name: str
    filters: list[str] = []
    called: dict[str, str] = {}


class Shown(BaseModel):
    """What every tile tells. ``at``: when it was so, which for what comes from outside lies in the past.

    ``hint`` says what has to be entered while nothing is known, ``enters`` leads there. ``problem``: it could not be
    read, and why; the others are none the worse for it.
    """

    code: str
    label: str
    unit: str | None = None
    at: dt.datetime | None = None
    opens: Opens | None = None
    hint: str | None = None
    enters: Opens | None = None
    problem: str | None = None


class FigureShown(Shown):
    """One number with its words. ``value`` is decimal text, None while nothing is known: that is no 0.

    ``level``: how grave it is, None for a number that asks for nothing.
    """

    value: str | None
    level: Level | str | None = None


class PointShown(BaseModel):
    """One bar: of a ``day`` (the first one, where it is a month), or of what ``label`` says.

    ``usual`` is the same of earlier years. None is a moment of which nothing is known, and no 0.
    """

    day: dt.date | None = None
    label: str | None = None
    value: str | None
    usual: str | None = None
    level: Level | str | None = None
    opens: Opens | None = None


class SeriesShown(Shown):
    """Several numbers beside each other; ``usual`` says in words what they are held against."""

    by: By | str
    usual: str | None = None
    points: list[PointShown]


class Figures(BaseModel):
    """Every number that the person may see, in the order of the domains, as it was read ``at`` that moment."""

    at: dt.datetime
    items: list[FigureShown]


class SeriesRead(BaseModel):
    """The same of series."""

    at: dt.datetime
    items: list[SeriesShown]
