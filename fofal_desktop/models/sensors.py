"""Sensors as their page shows them: what each said last, and one of them over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.request import Request
from fofal_desktop.fields.formats import NARROW, number_text
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.age import ago
from fofal_desktop.models.curve import Curve, Level
from fofal_server.contract.sensors import BoundsShown, SensorCard, SensorCards, Series

SENSORS, REJECTED = "sensors.sensors", "sensors.rejected-readings"
NOTHING = "—"
POINTS = 1000
_WHOLE, _FINE = frozenset({"lux", "µS/cm"}), frozenset({"pH"})

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Period:
    """So many hours up to now."""

    words: str
    hours: int


PERIODS = (
    Period(QT_TRANSLATE_NOOP("Sensors", "24 hours"), 24),
    Period(QT_TRANSLATE_NOOP("Sensors", "7 days"), 7 * 24),
    Period(QT_TRANSLATE_NOOP("Sensors", "30 days"), 30 * 24),
    Period(QT_TRANSLATE_NOOP("Sensors", "1 year"), 365 * 24),
)
USUAL = 1
_BOUNDS = (
    ("critical_min", QT_TRANSLATE_NOOP("Sensors", "critical minimum"), "danger"),
    ("normal_min", QT_TRANSLATE_NOOP("Sensors", "normal minimum"), "warning"),
    ("normal_max", QT_TRANSLATE_NOOP("Sensors", "normal maximum"), "warning"),
    ("critical_max", QT_TRANSLATE_NOOP("Sensors", "critical maximum"), "danger"),
)


def read_cards(client: Calls) -> SensorCards:
    """Blocking, for a job."""
    return SensorCards.model_validate_json(client.send(Request("GET", "/sensors/overview")).content)


def read_series(client: Calls, key: str, period: Period) -> Series:
    """Blocking, for a job. Asked without the time of now, so that what is kept answers the same question."""
    asked = Request("GET", f"/sensors/sensors/{key}/series", (("hours", str(period.hours)), ("points", str(POINTS))))
    return Series.model_validate_json(client.send(asked).content)


def decimals_of(unit: str) -> int:
    """How many a person wants to see of a value in this unit."""
    return 0 if unit in _WHOLE else 2 if unit in _FINE else 1


def value_text(card: SensorCard) -> str:
    """The last value with its unit; a dash where it never spoke."""
    if card.last_value is None:
        return NOTHING
    return f"{number_text(card.last_value, decimals_of(card.unit))}{NARROW}{card.unit}"


def age_text(card: SensorCard, now: datetime) -> str:
    """When it said that, or that it never spoke."""
    return translate("Sensors", "no reading yet") if card.last_at is None else ago(now, card.last_at)


def percent_text(value: Decimal | None) -> str:
    return NOTHING if value is None else f"{number_text(value, 0)}{NARROW}%"


def tone_of(card: SensorCard) -> str:
    """Which colour a card takes: silence and critical values are graver than weakness."""
    if card.health == "off":
        return ""
    if card.health == "silent" or card.level == "critical":
        return "danger"
    return "warning" if card.level or card.health != "well" else ""


def by_gravity(cards: Sequence[SensorCard]) -> list[SensorCard]:
    """What somebody has to see to comes first; otherwise the order of the codes."""
    return sorted(cards, key=lambda card: (("danger", "warning", "").index(tone_of(card)), card.code))


def curve_of(series: Series, words: str) -> Curve:
    """Rain as the sum of each step, anything else as its mean within what it went up and down."""
    at = [float(one) for one in series.at]
    if series.sums is not None:
        return Curve(words, at, series.sums, bars=True, step=float(series.step_seconds))
    gap = max(3 * series.interval_seconds, 2 * series.step_seconds) + 1
    return Curve(words, at, series.mean, low=series.low, high=series.high, gap=gap)


def levels_of(bounds: BoundsShown) -> list[Level]:
    """The bounds that there are, from the lowest to the highest."""
    told = [(getattr(bounds, name), words, role) for name, words, role in _BOUNDS]
    return [Level(float(value), translate("Sensors", words), role) for value, words, role in told if value is not None]
