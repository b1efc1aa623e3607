"""The weather of a site as its page tells it: words, symbols and colours of what the server knows, and of what not."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.request import Request
from fofal_desktop.fields.formats import NARROW, number_text, said_of
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.age import ago
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.weather import (
    Advice,
    Danger,
    DayTold,
    ForecastFlag,
    ForecastFlags,
    HourTold,
    Origin,
    Outlook,
    Peril,
    ReasonTold,
    RiskTold,
    Sky,
    WeatherState,
)

STATIONS, PLOTS, PARAMETERS = "weather.stations", "agronomy.plots", "settings.parameters"
NOTHING = "—"

translate = QCoreApplication.translate

SKIES = {
    Sky.CLEAR: (QT_TRANSLATE_NOOP("Weather", "Clear"), "mdi6.weather-sunny"),
    Sky.CLOUDY: (QT_TRANSLATE_NOOP("Weather", "Cloudy"), "mdi6.weather-cloudy"),
    Sky.FOG: (QT_TRANSLATE_NOOP("Weather", "Fog"), "mdi6.weather-fog"),
    Sky.DRIZZLE: (QT_TRANSLATE_NOOP("Weather", "Drizzle"), "mdi6.weather-rainy"),
    Sky.RAIN: (QT_TRANSLATE_NOOP("Weather", "Rain"), "mdi6.weather-pouring"),
    Sky.STORM: (QT_TRANSLATE_NOOP("Weather", "Thunderstorm"), "mdi6.weather-lightning-rainy"),
}
UNKNOWN_SKY = "mdi6.help-circle-outline"

DANGERS = {
    Danger.LOW: (QT_TRANSLATE_NOOP("Weather", "Low"), ""),
    Danger.MEDIUM: (QT_TRANSLATE_NOOP("Weather", "Medium"), "warning"),
    Danger.HIGH: (QT_TRANSLATE_NOOP("Weather", "High"), "danger"),
}
"""Words and tone."""

ADVICES = {
    Advice.CARE: (QT_TRANSLATE_NOOP("Weather", "With care"), ""),
    Advice.RESTRICT: (QT_TRANSLATE_NOOP("Weather", "Restricted"), "warning"),
    Advice.STOP: (QT_TRANSLATE_NOOP("Weather", "No work outside"), "danger"),
}

PERILS = {
    Peril.RAIN: (QT_TRANSLATE_NOOP("Weather", "Rain"), "mm"),
    Peril.HEAT: (QT_TRANSLATE_NOOP("Weather", "Heat"), "°C"),
    Peril.WIND: (QT_TRANSLATE_NOOP("Weather", "Wind"), "km/h"),
}

COUNSELS = {
    Peril.RAIN: QT_TRANSLATE_NOOP("Weather", "Look after the drains, put the harvest off if the tracks give way."),
    Peril.HEAT: QT_TRANSLATE_NOOP("Weather", "Begin early, give shade and water to people and nurseries."),
    Peril.WIND: QT_TRANSLATE_NOOP("Weather", "No cutting under tall palms, tie down what may fly."),
}
"""What to do where a danger is medium or high."""

ORIGINS = {
    Origin.MODEL: QT_TRANSLATE_NOOP("Weather", "model"),
    Origin.FORECAST: QT_TRANSLATE_NOOP("Weather", "forecast"),
    Origin.GAUGE: QT_TRANSLATE_NOOP("Weather", "gauge"),
}


DAY_HEADS = (
    QT_TRANSLATE_NOOP("Weather", "Day"),
    QT_TRANSLATE_NOOP("Weather", "Sky"),
    QT_TRANSLATE_NOOP("Weather", "Lowest / highest"),
    QT_TRANSLATE_NOOP("Weather", "Rain"),
    QT_TRANSLATE_NOOP("Weather", "Wind"),
    QT_TRANSLATE_NOOP("Weather", "Work outside"),
)
"""Of the days of the forecast in a table."""


def read_outlook(client: Calls, site_id: str) -> Outlook:
    """Blocking, for a job."""
    return Outlook.model_validate_json(client.send(Request("GET", "/weather/outlook", (("site_id", site_id),))).content)


def read_flags(client: Calls, metas: Mapping[str, ResourceMeta]) -> list[ForecastFlag]:
    """Planned work that the forecast speaks against; none for who may not see plots. Blocking, for a job."""
    if PLOTS not in metas:
        return []
    return ForecastFlags.model_validate_json(client.send(Request("GET", "/agronomy/forecast-flags")).content).flags


def amount(value: Decimal | None, unit: str, decimals: int = 0) -> str:
    """A value with its unit; a dash for what nobody knows."""
    return NOTHING if value is None else f"{number_text(value, decimals)}{NARROW}{unit}"


def sky_words(sky: Sky | None) -> str:
    return translate("Weather", SKIES[sky][0]) if sky else translate("Weather", "No data")


def sky_symbol(sky: Sky | None) -> str:
    return SKIES[sky][1] if sky else UNKNOWN_SKY


def danger_words(level: Danger | None) -> str:
    return translate("Weather", DANGERS[level][0]) if level else translate("Weather", "No data")


def danger_tone(level: Danger | None) -> str:
    return DANGERS[level][1] if level else ""


def advice_words(advice: Advice | None) -> str:
    return translate("Weather", ADVICES[advice][0]) if advice else ""


def advice_tone(advice: Advice | None) -> str:
    return ADVICES[advice][1] if advice else ""


def source_words(state: WeatherState, now: datetime) -> str:
    """How old the values are and whose they are: always beside them."""
    age = (
        translate("Weather", "Values of the provider: {0}").format(ago(now, state.fetched_at))
        if state.fetched_at
        else ""
    )
    return " · ".join(filter(None, (age, state.attribution)))


def hour_words(hour: HourTold | None, now: datetime) -> str:
    """When the hour that is told as « now » was, and where it comes from."""
    if hour is None:
        return translate("Weather", "No data of the last three hours.")
    return f"{ago(now, hour.at)} · {translate('Weather', ORIGINS[hour.origin])}"


def hour_figures(hour: HourTold) -> list[tuple[str, str]]:
    """What is measured beside the temperature, each with its name."""
    return [
        (translate("Weather", "Rain of the hour"), amount(hour.rain_mm, "mm", 1)),
        (translate("Weather", "Humidity"), amount(hour.humidity_percent, "%")),
        (translate("Weather", "Wind"), amount(hour.wind_kmh, "km/h")),
        (translate("Weather", "Clouds"), amount(hour.cloud_percent, "%")),
        (translate("Weather", "UV index"), amount(hour.uv_index, "").strip(NARROW)),
    ]


def reason_words(why: ReasonTold) -> str:
    """``rain 32 mm (from 30)``."""
    words, unit = PERILS[why.what]
    told = translate("Weather", "{0} {1} (from {2})")
    return told.format(translate("Weather", words).lower(), amount(why.value, unit), number_text(why.limit))


def risks(risk: RiskTold) -> list[tuple[Peril, Danger | None, str]]:
    """Each peril with its level and the value that it was judged by."""
    found = (
        (Peril.RAIN, risk.rain, risk.rain_mm),
        (Peril.HEAT, risk.heat, risk.temperature_c),
        (Peril.WIND, risk.wind, risk.wind_kmh),
    )
    return [(what, level, amount(value, PERILS[what][1])) for what, level, value in found]


def counsels(risk: RiskTold) -> str:
    """What to do about what is medium or high."""
    wanted = [what for what, level, _value in risks(risk) if level in {Danger.MEDIUM, Danger.HIGH}]
    if wanted:
        return " ".join(translate("Weather", COUNSELS[what]) for what in wanted)
    return translate("Weather", "Nothing speaks against work outside.") if risk.overall else ""


def day_name(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM")


def day_words(day: DayTold) -> str:
    """All of a day of the forecast in a sentence, for a tip and a screen reader."""
    told = (
        sky_words(day.sky),
        f"{amount(day.temperature_min_c, '°C')} – {amount(day.temperature_max_c, '°C')}",
        translate("Weather", "rain {0}").format(amount(day.rain_mm, "mm", 1)),
        translate("Weather", "wind {0}").format(amount(day.wind_max_kmh, "km/h")),
        advice_words(day.advice),
        *map(reason_words, day.reasons),
    )
    return said_of(day_name(day.day), ", ".join(filter(None, told)))


def day_cells(day: DayTold) -> list[str]:
    """The same for a line of a table, under ``DAY_HEADS``."""
    advised = ", ".join(filter(None, (advice_words(day.advice), *map(reason_words, day.reasons))))
    heat = f"{amount(day.temperature_min_c, '°')} / {amount(day.temperature_max_c, '°')}"
    rain, wind = amount(day.rain_mm, "mm", 1), amount(day.wind_max_kmh, "km/h")
    return [day_name(day.day), sky_words(day.sky), heat, rain, wind, advised]


def flag_words(flag: ForecastFlag) -> str:
    """``25 nov. · D02: No work outside, rain 32 mm (from 30)``."""
    why = ", ".join(map(reason_words, flag.reasons))
    return said_of(f"{day_name(flag.day)} · {flag.name}", f"{advice_words(flag.advice)}, {why}")


def flags_of(flags: Sequence[ForecastFlag], most: int) -> list[ForecastFlag]:
    """The gravest first, and of these the next ones."""
    return sorted(flags, key=lambda one: (-list(Advice).index(one.advice), one.day))[:most]
