"""Whether a reading can be true at all: what is believed is stored, what is not is kept apart with the reason."""

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from fofal_server.core.texts import text
from fofal_server.sensors.bounds import Bounds
from fofal_server.sensors.kinds import MEASURES, SensorKind
from fofal_server.sensors.models import RejectReason
from fofal_server.sensors.schemas import Number, ReadingGiven

AHEAD = dt.timedelta(minutes=5)
"""How much the clock of a device may be fast."""
LATEST = dt.timedelta(days=365)
"""How late a reading may come: so many months have a part of their own from the start."""
SHOWN = 100
_THOUSANDTH = Decimal("0.001")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Known:
    """A sensor as far as judging its readings needs it."""

    id: UUID
    kind: SensorKind
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Believed:
    """A reading that may be stored."""

    sensor: Known
    at: dt.datetime
    value: Decimal
    signal: Decimal | None
    battery: Decimal | None


@dataclass(frozen=True)
class Doubted:
    """A reading as it was given, and why it is not believed."""

    sensor_code: str
    sensor_id: UUID | None
    at_given: str
    value_given: str
    reason: RejectReason
    told: str


class _Doubt(Exception):
    def __init__(self, reason: RejectReason, **values: Any) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


@dataclass(frozen=True)
class Span:
    """Between which moments a reading can lie; ``until`` is now, and a little for clocks that are fast."""

    since: dt.datetime
    until: dt.datetime

    @classmethod
    def at(cls, now: dt.datetime, kept: dt.timedelta) -> "Span":
        return cls(now - min(kept, LATEST), now + AHEAD)


def judged(given: ReadingGiven, sensor: Known | None, span: Span) -> Believed | Doubted:
    """One reading, believed or doubted; ``sensor`` None: nobody knows its code, or it is somebody else's."""
    try:
        return _believed(given, sensor, span)
    except _Doubt as doubt:
        return doubted(given.sensor, given.at, given.value, doubt.reason, doubt.values, sensor)


def _believed(given: ReadingGiven, sensor: Known | None, span: Span) -> Believed:
    if sensor is None:
        raise _Doubt(RejectReason.UNKNOWN_SENSOR, sensor=shown(given.sensor))
    at, can = _moment(given.at, span), MEASURES[sensor.kind]
    value = _within(_number(given.value, "value"), "value", can.least, can.most)
    return Believed(sensor, at, value, _percent(given.signal, "signal"), _percent(given.battery, "battery"))


def doubted(
    code: str, at: str, value: Number, reason: RejectReason, values: Mapping[str, Any], sensor: Known | None = None
) -> Doubted:
    """A reading for the quarantine, with its reason in the company's language."""
    told = text(f"sensors.rejected.{reason}", **values)
    return Doubted(shown(code)[:50], sensor.id if sensor else None, shown(at), shown(value), reason, told)


def shown(value: object) -> str:
    """What was given, as it may be stored and shown: bounded, and without what no text should hold."""
    return _CONTROL.sub("·", "" if value is None else str(value))[:SHOWN]


def _moment(given: str, span: Span) -> dt.datetime:
    try:
        read = dt.datetime.fromisoformat(given)
        at = read.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise _Doubt(RejectReason.UNREADABLE, what="at") from None
    if read.tzinfo is None:
        raise _Doubt(RejectReason.UNREADABLE, what="at")
    if at > span.until:
        raise _Doubt(RejectReason.FUTURE, now=f"{span.until - AHEAD:%d/%m/%Y %H:%M} UTC")
    if at < span.since:
        raise _Doubt(RejectReason.TOO_OLD, since=f"{span.since:%d/%m/%Y}")
    return at


def _number(given: Number, what: str) -> float:
    try:
        number = float("" if given is None else given)
    except ValueError:
        raise _Doubt(RejectReason.UNREADABLE, what=what) from None
    if not math.isfinite(number):
        raise _Doubt(RejectReason.NOT_A_NUMBER, what=what)
    return number


def _within(number: float, what: str, least: Decimal, most: Decimal) -> Decimal:
    """To the thousandth, as it is stored; doubted beyond what can be."""
    if not least <= number <= most:
        raise _Doubt(RejectReason.OUT_OF_RANGE, what=what, least=least, most=most)
    return Decimal(number).quantize(_THOUSANDTH)


def _percent(given: Number, what: str) -> Decimal | None:
    return None if given is None else _within(_number(given, what), what, Decimal(0), Decimal(100))
