"""Between which values all is well: the sensor's own bounds, and where it has none those of its kind on the day."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core.errors import Refused
from fofal_server.core.watch import Severity
from fofal_server.sensors import dated
from fofal_server.sensors.kinds import MEASURES, SensorKind

NAMES = ("normal_min", "normal_max", "critical_min", "critical_max")


@dataclass(frozen=True)
class Bounds:
    """In the unit of the kind; None where there is no bound. A critical bound is reached, a normal one is passed."""

    normal_min: Decimal | None = None
    normal_max: Decimal | None = None
    critical_min: Decimal | None = None
    critical_max: Decimal | None = None

    def level(self, value: Decimal) -> Severity | None:
        """How grave a value is; None when it is as it should be."""
        if _at_most(value, self.critical_min) or _at_most(self.critical_max, value):
            return Severity.CRITICAL
        beyond = _below(value, self.normal_min) or _below(self.normal_max, value)
        return Severity.WARNING if beyond else None

    def over(self, own: Iterable[Decimal | None]) -> "Bounds":
        """These, with a sensor's ``own`` four before them."""
        return Bounds(*(kind if mine is None else mine for mine, kind in zip(own, astuple(self), strict=True)))

    def first_out_of_order(self) -> str | None:
        """The first bound that lies on the wrong side of another; critical ones lie outside of the normal ones."""
        rising = [(name, value) for name in _RISING if (value := getattr(self, name)) is not None]
        for (_, low), (name, high) in pairwise(rising):
            if low > high:
                return name
        return None


_RISING = ("critical_min", "normal_min", "normal_max", "critical_max")


def _below(low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and high is not None and low < high


def _at_most(low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and high is not None and low <= high


def code_of(kind: SensorKind) -> str:
    """The dated parameter that holds the bounds of a kind."""
    return f"sensors.bounds_{kind}"


def by_kind(session: Session, day: dt.date | None = None) -> Mapping[SensorKind, Bounds]:
    """The bounds of every kind on a business day (today when not given), by one question."""
    return of_each(dated.in_force(session, day))


def of_each(found: Mapping[str, Any]) -> Mapping[SensorKind, Bounds]:
    """The same of parameters that are at hand."""
    return {kind: _read(kind, found.get(code_of(kind), seeded(kind))) for kind in SensorKind}


def seeded(kind: SensorKind) -> dict[str, str]:
    """What the parameter of a kind begins with; decimals are texts."""
    given = zip(NAMES, MEASURES[kind].bounds, strict=True)
    return {name: value for name, value in given if value is not None}


def _read(kind: SensorKind, value: Any) -> Bounds:
    try:
        told = {name: Decimal(str(value[name])) for name in NAMES if value.get(name) is not None}
    except (InvalidOperation, AttributeError, TypeError) as error:
        raise Refused("sensors.bounds_unreadable", name=code_of(kind)) from error
    return Bounds(**told)
