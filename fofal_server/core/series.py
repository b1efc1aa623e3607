"""Numbers beside each other that a dashboard may draw, as data beside the domain that knows them."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from fofal_server.contract.figures import By, Opens
from fofal_server.core.actor import Actor
from fofal_server.core.watch import Severity

MOST_POINTS = 31
"""Bars that can be told apart in a tile."""


@dataclass(frozen=True)
class Point:
    """One bar. ``day`` is its day, or the first of its month; ``words`` a key of the catalogue, ``name`` data's own.

    ``value`` None: nothing is known of it. ``usual``: the same of earlier years.
    """

    value: Decimal | int | None
    day: dt.date | None = None
    words: str = ""
    name: str = ""
    usual: Decimal | None = None
    level: Severity | None = None
    opens: Opens | None = None


@dataclass(frozen=True)
class SeriesValue:
    """No points, or none with a value, while nothing is known. ``at`` and ``unit`` as a figure has them."""

    points: Sequence[Point]
    unit: str | None = None
    at: dt.datetime | None = None
    opens: Opens | None = None


@dataclass(frozen=True)
class Series:
    """``code`` as a figure has it; its words are ``series.<code>``, and ``series.<code>.empty`` while nothing is known.

    ``usual`` is the key of what its bars are held against. ``read`` keeps to what a figure's keeps to.
    """

    code: str
    permission: str
    by: By
    read: Callable[[Session, Actor], SeriesValue]
    usual: str = ""
    enters: Opens | None = None
