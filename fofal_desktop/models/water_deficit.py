"""The water deficit of a site as charts show it: by the month, by the season, and beside the yield that follows."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QObject

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.request import Request
from fofal_desktop.fields.formats import NARROW, number_text
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.curve import Curve
from fofal_desktop.models.rain_month import months_around
from fofal_desktop.models.weather_drawing import DAY, NAN, Drawing, moment, month_words, unknown_dots, value_words
from fofal_desktop.models.worded import WordedTable
from fofal_server.contract.weather import (
    DeficitMonth,
    DeficitSeason,
    RainBy,
    Standing,
    Suitability,
    WaterDeficit,
    YieldMonth,
    YieldWeather,
)

HARVESTS = "agronomy.harvests"
SPAN = dt.timedelta(days=3 * 366)
"""What is shown up to now."""

translate = QCoreApplication.translate

SUITABILITIES = {
    Suitability.VERY_FAVOURABLE: QT_TRANSLATE_NOOP("Weather", "Very favourable"),
    Suitability.FAVOURABLE: QT_TRANSLATE_NOOP("Weather", "Favourable"),
    Suitability.AVERAGE: QT_TRANSLATE_NOOP("Weather", "Average"),
    Suitability.MARGINAL: QT_TRANSLATE_NOOP("Weather", "Marginal"),
    Suitability.UNSUITABLE: QT_TRANSLATE_NOOP("Weather", "Unsuitable"),
}


def read_deficit(client: Calls, site_id: str, rain: RainBy) -> WaterDeficit:
    """All months that are known; blocking, for a job."""
    asked = (("site_id", site_id), ("rain", rain.value))
    return WaterDeficit.model_validate_json(client.send(Request("GET", "/weather/deficit", asked)).content)


def read_yields(client: Calls, site_id: str, rain: RainBy, today: dt.date) -> YieldWeather:
    """Blocking, for a job."""
    span = (("first", (today - SPAN).replace(day=1).isoformat()), ("last", today.isoformat()))
    asked = (("site_id", site_id), ("rain", rain.value), *span)
    return YieldWeather.model_validate_json(client.send(Request("GET", "/agronomy/yield-weather", asked)).content)


def deficit_drawing(found: WaterDeficit, today: dt.date) -> Drawing:
    """What was lacking and what the soil held; months without a balance are told, never 0."""
    months = [one for one in found.months if one.month >= (today - SPAN).replace(day=1)]
    at = [moment(one.month).timestamp() for one in months]
    lacking = [_number(one.deficit_mm) for one in months]
    held = [_number(one.reserve_mm) for one in months]
    unknown = [one.deficit_mm is None and one.standing is not Standing.RUNNING for one in months]
    curves = [
        Curve(translate("Weather", "Deficit"), at, lacking, "danger", bars=True, step=28 * DAY),
        Curve(translate("Weather", "Reserve of the soil"), [one + 14 * DAY for one in at], held),
    ]
    if any(unknown):
        curves.append(unknown_dots([one + 14 * DAY for one in at], unknown, translate("Weather", "No balance")))
    first = months[0].month if months else today
    told = [(month_words(one.month), _told(one)) for one in months]
    return Drawing(curves if months else [], moment(first), moment(_ends(today)), "mm", told, _remark(months))


def _number(value: Decimal | None) -> float:
    return NAN if value is None else float(value)


def _ends(today: dt.date) -> dt.date:
    """Of the month that goes on, so that all of its bar is on the chart."""
    return months_around(today)[1]


def _told(month: DeficitMonth) -> str:
    rain = translate("Weather", "rain {0} on {1} days").format(value_words(month.rain_mm, "mm"), month.rainy_days)
    days = translate("Weather", "gauge {0}, model {1}, missing {2} days")
    origin = days.format(month.gauge_days, month.model_days, month.missing_days)
    if month.deficit_mm is None:
        return f"{_standing(month)} · {rain} · {origin}"
    lacking, held = value_words(month.deficit_mm, "mm"), value_words(month.reserve_mm, "mm")
    return f"{translate('Weather', 'deficit {0}, reserve {1}').format(lacking, held)} · {rain} · {origin}"


def _standing(month: DeficitMonth) -> str:
    """Why a month has no balance."""
    if month.standing is Standing.RUNNING:
        return translate("Weather", "not over yet")
    if month.standing is Standing.INCOMPLETE:
        return translate("Weather", "incomplete")
    return translate("Weather", "the soil is not known after a gap")


def _remark(months: Sequence[DeficitMonth]) -> str:
    gaps = [one for one in months if one.standing is Standing.INCOMPLETE]
    told = [
        translate("Weather", "{0} (%n day(s) missing)", "", one.missing_days).format(month_words(one.month, "MMM yyyy"))
        for one in gaps[-6:]
    ]
    return translate("Weather", "Months without a balance: {0}.").format(", ".join(told)) if told else ""


def yield_drawing(found: YieldWeather, today: dt.date) -> Drawing:
    """The yield by the month, and over it the deficits 24 and 9 to 11 months before each of these months."""
    months = found.months
    at = [moment(one.month).timestamp() for one in months]
    middle = [one + 14 * DAY for one in at]
    over = [_number(one.kg_per_ha) if one.over else NAN for one in months]
    running = [NAN if one.over else _number(one.kg_per_ha) for one in months]
    long, short = [_number(one.deficit_24_mm) for one in months], [_number(one.deficit_9_11_mm) for one in months]
    goes_on = translate("Weather", "Not over yet")
    curves = [
        Curve(translate("Weather", "Yield"), at, over, bars=True, step=28 * DAY),
        Curve(goes_on, at, running, bars=True, step=28 * DAY, hollow=True),
        Curve(translate("Weather", "Deficit 24 months before"), middle, long, "danger", beside=True),
        Curve(
            translate("Weather", "Deficit 9 to 11 months before"), middle, short, "warning", stroke="dash", beside=True
        ),
    ]
    span = moment(months[0].month if months else today), moment(_ends(today))
    told = [(month_words(one.month), _yield_told(one)) for one in months]
    shown = [one for one in curves if one is curves[0] or one.span()]
    unit = f"kg{NARROW}/{NARROW}ha"
    return Drawing(shown, *span, unit, told, _yield_remark(months), unit_beside="mm")


def _yield_remark(months: Sequence[YieldMonth]) -> str:
    told = [translate("Weather", "Two markers to look at, not a rule.")]
    if all(one.harvested_kg is None for one in months):
        told.append(translate("Weather", "No harvest is confirmed in this period."))
    elif any(one.harvested_kg is None for one in months):
        told.append(translate("Weather", "A month without a confirmed harvest has no bar."))
    return " ".join(told)


def _yield_told(month: YieldMonth) -> str:
    picked = translate("Weather", "no confirmed harvest")
    if month.harvested_kg is not None:
        picked = value_words(month.kg_per_ha, "kg/ha")
    told = (
        picked if month.over else f"{picked} ({translate('Weather', 'not over yet')})",
        translate("Weather", "24 months before {0}").format(value_words(month.deficit_24_mm, "mm")),
        translate("Weather", "9 to 11 months before {0}").format(value_words(month.deficit_9_11_mm, "mm")),
    )
    return " · ".join(told)


class SeasonsModel(WordedTable):
    """The seasons with their deficit and how well palms do at it, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_heads, _season, parent)


def _heads() -> tuple[str, ...]:
    named = (QT_TRANSLATE_NOOP("Weather", "Season"), QT_TRANSLATE_NOOP("Weather", "Known months"))
    more = (QT_TRANSLATE_NOOP("Weather", "Annual deficit"), QT_TRANSLATE_NOOP("Weather", "Suitability for oil palm"))
    return tuple(translate("Weather", one) for one in (*named, *more))


def _season(season: DeficitSeason) -> tuple[str, ...]:
    last = (season.starts + dt.timedelta(days=360)).replace(day=1)
    span = f"{month_words(season.starts, 'MMM yyyy')} – {month_words(last, 'MMM yyyy')}"
    judged = translate("Weather", SUITABILITIES[season.suitability]) if season.suitability else "—"
    return span, f"{season.known_months}/12", _lacking(season), judged


def _lacking(season: DeficitSeason) -> str:
    """The sum of a whole season, or how much of one it is that is not over or has gaps."""
    if season.deficit_mm is not None:
        return f"{number_text(season.deficit_mm, 0)}{NARROW}mm"
    running = season.months_over < 12 and season.known_months == season.months_over
    words = (
        translate("Weather", "running, {0} mm so far") if running else translate("Weather", "incomplete, {0} mm known")
    )
    return words.format(number_text(season.so_far_mm, 0))
