"""Weather over time as a chart shows it: by the day, by the month, and one year beside the other."""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.api.request import Request
from fofal_desktop.fields.formats import NARROW, number_text
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.curve import Curve, Level, Stroke
from fofal_desktop.models.weather import ORIGINS
from fofal_server.contract.weather import Measure, RainBy, SeriesPoint, Step, WeatherSeries

translate = QCoreApplication.translate
DAY = 86_400.0
NAN = math.nan
BLANK_YEAR = 2000
"""A leap year, on which the months of all years are laid to be compared."""
YEARS = 5
STYLES: tuple[tuple[str, Stroke], ...] = (
    ("brand", "solid"), ("danger", "dash"), ("warning", "dashdot"), ("text", "dot"), ("muted", "dash"),
)  # fmt: skip
"""How the lines of the years are drawn, the newest first: told apart also by who sees red and green alike."""

MEASURES = (
    (Measure.RAIN, QT_TRANSLATE_NOOP("Weather", "Rain"), "mm"),
    (Measure.HOTTEST, QT_TRANSLATE_NOOP("Weather", "Highest temperature"), "°C"),
    (Measure.COLDEST, QT_TRANSLATE_NOOP("Weather", "Lowest temperature"), "°C"),
    (Measure.WIND, QT_TRANSLATE_NOOP("Weather", "Strongest wind"), "km/h"),
    (Measure.EVAPORATION, QT_TRANSLATE_NOOP("Weather", "Evaporation (ET₀)"), "mm"),
)
RAINS = (
    (RainBy.COMPLETED, QT_TRANSLATE_NOOP("Weather", "Gauge, completed by the model")),
    (RainBy.GAUGE, QT_TRANSLATE_NOOP("Weather", "Gauge only")),
    (RainBy.MODEL, QT_TRANSLATE_NOOP("Weather", "Model only")),
)
SUMS = frozenset({Measure.RAIN, Measure.EVAPORATION})
UNITS = {measure: unit for measure, _words, unit in MEASURES}


@dataclass(frozen=True)
class Drawing:
    """What a chart is given; ``told`` names each place of the first curve and says it, ``remark`` what is missing.

    ``unit_beside`` is of the curves that have an axis of their own.
    """

    curves: list[Curve]
    since: dt.datetime
    until: dt.datetime
    unit: str
    told: list[tuple[str, str]]
    remark: str = ""
    levels: list[Level] = field(default_factory=list)
    unit_beside: str = ""

    @property
    def empty(self) -> bool:
        return not any(curve.span() for curve in self.curves)


def read_series(
    client: Calls, site_id: str, measure: Measure, step: Step, rain: RainBy, first: dt.date, last: dt.date
) -> WeatherSeries:
    """Blocking, for a job."""
    span = (("first", first.isoformat()), ("last", last.isoformat()))
    asked = (("site_id", site_id), ("measure", measure.value), ("step", step.value), ("rain", rain.value), *span)
    return WeatherSeries.model_validate_json(client.send(Request("GET", "/weather/series", asked)).content)


def over_time(series: WeatherSeries, first: dt.date, last: dt.date) -> Drawing:
    """Days of a month or months of a year; what is not whole stands apart from what is."""
    points = series.points
    curves = _bars(points, series.step) if series.measure in SUMS else _line(points)
    return Drawing(
        curves if any(one.known for one in points) else [],
        moment(first),
        moment(last + dt.timedelta(days=1)),
        UNITS[series.measure],
        [(_when(one.start, series.step), _told(one, UNITS[series.measure])) for one in points],
        _remark(points, series.step),
    )


def years_compared(series: WeatherSeries) -> Drawing:
    """The months of each year over the same twelve months, the newest year first."""
    by_year: dict[int, dict[int, SeriesPoint]] = {}
    for one in series.points:
        if one.known:
            by_year.setdefault(one.start.year, {})[one.start.month] = one
    years = sorted(by_year, reverse=True)[:YEARS]
    at = [moment(dt.date(BLANK_YEAR, month, 1)).timestamp() for month in range(1, 13)]
    curves = [
        curve
        for year, style in zip(years, STYLES, strict=False)
        for curve in _year(str(year), at, [by_year[year].get(month) for month in range(1, 13)], style)
    ]
    unit = UNITS[series.measure]
    told = [
        _month_of_years(month, [(year, by_year[year].get(month)) for year in years], unit) for month in range(1, 13)
    ]
    span = moment(dt.date(BLANK_YEAR, 1, 1)), moment(dt.date(BLANK_YEAR, 12, 31))
    known = [one for one in series.points if one.known]
    circles = translate("Weather", "Circles: months that are not whole.") if not all(map(_whole, known)) else ""
    return Drawing(curves, *span, unit, told, " ".join(filter(None, (circles, _remark(known, Step.MONTH)))))


def _year(
    words: str, at: Sequence[float], months: Sequence[SeriesPoint | None], style: tuple[str, Stroke]
) -> list[Curve]:
    """A line through its whole months, and a circle for each of the others: their sums are not to be compared yet."""
    role, stroke = style
    line = [_number(one) if one is not None and _whole(one) else NAN for one in months]
    rest = [_number(one) if one is not None and not _whole(one) else NAN for one in months]
    curves = [Curve(words, at, line, role, stroke=stroke), Curve("", at, rest, role, gap=0.0, hollow=True)]
    return [one for one in curves if one is curves[0] or one.span()]


def moment(day: dt.date) -> dt.datetime:
    """Its midnight in the company's zone."""
    return dt.datetime.combine(day, dt.time(), COMPANY_ZONE)


def month_words(day: dt.date, form: str = "MMMM yyyy") -> str:
    return QLocale().toString(QDate(day.year, day.month, 1), form)


def value_words(value: Decimal | None, unit: str) -> str:
    return translate("Weather", "no data") if value is None else f"{number_text(value, 1)}{NARROW}{unit}"


def unknown_dots(at: Sequence[float], unknown: Sequence[bool], words: str = "") -> Curve:
    """Dots on the ground where nothing is known, so that it is not taken for nothing."""
    return Curve(
        words or translate("Weather", "No data"), at, [0.0 if one else NAN for one in unknown], "warning", gap=0.0
    )


def _bars(points: Sequence[SeriesPoint], step: Step) -> list[Curve]:
    """Whole ones, those with gaps, and the one that is not over yet, each apart; no bar where nothing is known."""
    at = [moment(one.start).timestamp() for one in points]
    wide = DAY if step is Step.DAY else 28 * DAY

    def those(words: str, role: str, wanted: Callable[[SeriesPoint], bool], *, hollow: bool = False) -> Curve:
        amounts = [_number(one) if wanted(one) else NAN for one in points]
        return Curve(words, at, amounts, role, bars=True, step=wide, hollow=hollow)

    curves = [
        those(translate("Weather", "Complete"), "brand", _whole),
        those(translate("Weather", "Incomplete"), "muted", lambda one: one.over and not _whole(one)),
        those(translate("Weather", "Not over yet"), "brand", lambda one: not one.over, hollow=True),
    ]
    unknown = [not one.known for one in points]
    shown = [curves[0], *(one for one in curves[1:] if one.span())]
    return [*shown, unknown_dots([one + wide / 2 for one in at], unknown)] if any(unknown) else shown


def _line(points: Sequence[SeriesPoint]) -> list[Curve]:
    """The mean of a month that is not over is a circle beside the line."""
    at = [moment(one.start).timestamp() for one in points]
    line = Curve(translate("Weather", "Value"), at, [_number(one) if one.over else NAN for one in points])
    words = translate("Weather", "Not over yet")
    rest = Curve(words, at, [NAN if one.over else _number(one) for one in points], gap=0.0, hollow=True)
    return [line, rest] if rest.span() else [line]


def _whole(point: SeriesPoint) -> bool:
    return point.over and point.known == point.days


def _number(point: SeriesPoint | None) -> float:
    return NAN if point is None or point.so_far is None else float(point.so_far)


def _when(day: dt.date, step: Step) -> str:
    return f"{day:%d/%m/%Y}" if step is Step.DAY else month_words(day)


def _told(point: SeriesPoint, unit: str) -> str:
    words = value_words(point.so_far, unit)
    if point.known and not _whole(point):
        words += " " + _standing(point)
    origins = ", ".join(translate("Weather", ORIGINS[one]) for one in point.origins)
    return f"{words} · {origins}" if origins else words


def _standing(point: SeriesPoint) -> str:
    """How much of it is known: of the days that are over, or of all where gaps will not close."""
    if not point.over:
        return translate("Weather", "(not over yet: {0} of {1} days so far)").format(point.known, point.days)
    return translate("Weather", "(incomplete: {0} of {1} days)").format(point.known, point.days)


def _month_of_years(month: int, found: Sequence[tuple[int, SeriesPoint | None]], unit: str) -> tuple[str, str]:
    told = [f"{year} {_told(one, unit)}" for year, one in found if one is not None]
    return month_words(dt.date(BLANK_YEAR, month, 1), "MMMM"), " · ".join(told)


def _remark(points: Sequence[SeriesPoint], step: Step) -> str:
    """Which months are not whole, in words; days speak for themselves."""
    if step is Step.DAY:
        missing = sum(not one.known for one in points)
        return translate("Weather", "%n day(s) without data.", "", missing) if missing else ""
    partial = [one for one in points if one.known < one.days]
    told = [f"{month_words(one.start, 'MMM yyyy')} ({one.known}/{one.days})" for one in partial[-6:]]
    return translate("Weather", "Incomplete: {0}.").format(", ".join(told)) if told else ""
