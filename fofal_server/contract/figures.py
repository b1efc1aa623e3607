"""The numbers of a dashboard, and where each of them leads."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel


class Opens(BaseModel):
    """What a number counts: the list of a resource with these filters (as the list takes them), or a page by name."""

    kind: Literal["list", "page"] = "list"
    name: str
    filters: list[str] = []


class FigureShown(BaseModel):
    """One number with its words. ``value`` is decimal text, None while nothing is known: that is no 0.

    ``at``: when it was so, which for what comes from outside lies in the past. ``level``: how grave it is, None for
    a number that asks for nothing.
    """

    code: str
    label: str
    value: str | None
    unit: str | None
    at: dt.datetime | None
    level: Literal["info", "warning", "critical"] | None
    opens: Opens | None


class Figures(BaseModel):
    """Every number that the person may see, in the order of the domains."""

    items: list[FigureShown]
