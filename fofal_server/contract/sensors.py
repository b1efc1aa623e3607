"""Sensors as screens show them: all at a glance, and one over time."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel


class BoundsShown(BaseModel):
    """Between which values all is well, and beyond which it is critical; None where there is no bound."""

    normal_min: Decimal | None = None
    normal_max: Decimal | None = None
    critical_min: Decimal | None = None
    critical_max: Decimal | None = None


class SensorCard(BaseModel):
    """A sensor and what it said last; ``level`` is how grave that was, ``health`` how the instrument is."""

    id: UUID
    code: str
    name: str
    kind: str
    kind_label: str
    unit: str
    place: str
    status: str
    health: str
    health_label: str
    level: str | None
    last_at: dt.datetime | None
    last_value: Decimal | None
    battery_percent: Decimal | None
    signal_percent: Decimal | None
    interval_seconds: int
    bounds: BoundsShown


class SensorCards(BaseModel):
    """The sensors that the person may see, by code; ``total`` when there are more than are shown. ``at`` is now."""

    at: dt.datetime
    total: int
    items: list[SensorCard]


class Series(BaseModel):
    """Values in steps of ``step_seconds``; four lists of one length, and ``sums`` where a sum says more than a mean.

    Each step is told by its beginning (seconds since 1970, UTC). Steps without a reading are left out.
    """

    id: UUID
    since: dt.datetime
    until: dt.datetime
    step_seconds: int
    interval_seconds: int
    unit: str
    at: list[int]
    low: list[float]
    mean: list[float]
    high: list[float]
    sums: list[float] | None
    bounds: BoundsShown
