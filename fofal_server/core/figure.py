"""A number that a dashboard may show, as data beside the domain that knows it; who may see it stands with it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from fofal_server.contract.figures import Opens
from fofal_server.core.actor import Actor
from fofal_server.core.watch import Severity


@dataclass(frozen=True)
class FigureValue:
    """``value`` is None while nothing is known. ``at`` is when it was so: now, or when the last answer came.

    ``unit`` is the symbol that stands behind it, none for a count. ``level`` None: it asks for nothing.
    """

    value: Decimal | int | None
    unit: str | None = None
    at: dt.datetime | None = None
    level: Severity | None = None
    opens: Opens | None = None


@dataclass(frozen=True)
class Figure:
    """``code`` names it for ever (``<domain>.<words>``); its words are ``figure.<code>``.

    ``read`` asks the database a question or two, whatever there is, and sees no more than the person may; it never
    asks anybody outside. ``private`` is a second permission, where it tells what a private field holds. While its
    value is None, ``figure.<code>.empty`` says what is to be entered and ``enters`` leads there.
    """

    code: str
    permission: str
    read: Callable[[Session, Actor], FigureValue]
    private: str = ""
    enters: Opens | None = None
