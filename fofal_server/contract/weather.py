"""The weather of a site as the pages show it; a value that nobody knows is null, never a number."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel


class Origin(StrEnum):
    """Where a value comes from; a forecast speaks of what had not happened when it was made."""

    MODEL = "model"
    FORECAST = "forecast"
    GAUGE = "gauge"


class Sky(StrEnum):
    """What it looks like, in words that every provider has."""

    CLEAR = "clear"
    CLOUDY = "cloudy"
    FOG = "fog"
    DRIZZLE = "drizzle"
    RAIN = "rain"
    STORM = "storm"


class Danger(StrEnum):
    """The graver the later."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Advice(StrEnum):
    """For work outside; the graver the later."""

    CARE = "care"
    RESTRICT = "restrict"
    STOP = "stop"


class Peril(StrEnum):
    """What work outside suffers from."""

    RAIN = "rain"
    WIND = "wind"
    HEAT = "heat"


class RainBy(StrEnum):
    """Whose word counts for rain: the farm's gauge, the model, or the gauge completed by the model."""

    GAUGE = "gauge"
    MODEL = "model"
    COMPLETED = "completed"


class Measure(StrEnum):
    """What a series may be of."""

    RAIN = "rain_mm"
    HOTTEST = "temperature_max_c"
    COLDEST = "temperature_min_c"
    WIND = "wind_max_kmh"
    EVAPORATION = "et0_mm"


class Step(StrEnum):
    """How long a point of a series is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Standing(StrEnum):
    """Whether a month has a water balance, or why not: days missing, not over, nothing known of the soil."""

    KNOWN = "known"
    INCOMPLETE = "incomplete"
    RUNNING = "running"
    SOIL_UNKNOWN = "soil_unknown"


class Suitability(StrEnum):
    """How well oil palm does at an annual deficit."""

    VERY_FAVOURABLE = "very_favourable"
    FAVOURABLE = "favourable"
    AVERAGE = "average"
    MARGINAL = "marginal"
    UNSUITABLE = "unsuitable"


class WeatherState(BaseModel):
    """Where the values come from and how old they are. ``problem`` says in words why there are no newer ones.

    ``attribution`` has to be shown beside the values.
    """

    site_id: UUID
    site_name: str
    placed: bool
    provider: str | None = None
    attribution: str | None = None
    fetched_at: datetime | None = None
    age_minutes: int | None = None
    problem: str | None = None


class HourTold(BaseModel):
    """°C, %, mm of the hour, km/h."""

    at: datetime
    origin: Origin
    temperature_c: Decimal | None
    humidity_percent: Decimal | None
    rain_mm: Decimal | None
    wind_kmh: Decimal | None
    cloud_percent: Decimal | None
    uv_index: Decimal | None
    sky: Sky | None


class ReasonTold(BaseModel):
    """``value`` reaches ``limit``."""

    what: Peril
    advice: Advice
    value: Decimal
    limit: Decimal


class DayTold(BaseModel):
    """A day of the forecast, and what it means for work outside."""

    day: date
    temperature_max_c: Decimal | None
    temperature_min_c: Decimal | None
    rain_mm: Decimal | None
    wind_max_kmh: Decimal | None
    et0_mm: Decimal | None
    sky: Sky | None
    advice: Advice | None
    reasons: list[ReasonTold]


class RiskTold(BaseModel):
    """Levels with the values that they were judged by; ``overall`` is the worst, null when nothing is known."""

    overall: Danger | None
    rain: Danger | None
    heat: Danger | None
    wind: Danger | None
    rain_mm: Decimal | None
    temperature_c: Decimal | None
    wind_kmh: Decimal | None


class Outlook(BaseModel):
    """``now``: the newest hour that has begun, while it is not older than three hours. ``days``: today and the next."""

    state: WeatherState
    now: HourTold | None
    hours: list[HourTold]
    days: list[DayTold]
    risk: RiskTold


class BookDay(BaseModel):
    """A day of the book. ``rain_mm`` null: nobody has read the gauge. ``model_mm``: what the provider says of it."""

    day: date
    rain_mm: Decimal | None
    note: str | None = None
    model_mm: Decimal | None = None


class RainBook(BaseModel):
    """A month of a site. ``missing``: days that are over and were not read."""

    site_id: UUID
    month: date
    days: list[BookDay]
    total_mm: Decimal
    read: int
    missing: int
    rainy_days: int


class SeriesPoint(BaseModel):
    """``start`` is the day, or the first day of the month or year; ``known`` of its ``days`` have a value.

    ``over``: no day of it is to come; ``days`` are those that are over. ``value`` only when it is over and all of them
    have one; ``so_far`` is of those that have, and to be shown as what it is.
    """

    start: date
    over: bool
    value: Decimal | None
    so_far: Decimal | None
    origins: list[Origin]
    known: int
    days: int


class WeatherSeries(BaseModel):
    """``measure`` in its unit. Rain and evaporation are sums, the others means of the days."""

    state: WeatherState
    measure: Measure
    step: Step
    points: list[SeriesPoint]


class DeficitMonth(BaseModel):
    """Millimetres; those of the balance only where it is known."""

    month: date
    rain_mm: Decimal
    rainy_days: int
    gauge_days: int
    model_days: int
    missing_days: int
    standing: Standing
    demand_mm: Decimal | None
    reserve_mm: Decimal | None
    deficit_mm: Decimal | None
    drainage_mm: Decimal | None


class DeficitSeason(BaseModel):
    """Twelve months. ``deficit_mm`` only when all are known; ``so_far_mm`` is the sum of those that are.

    ``months_over``: of its twelve, of which ``known_months`` have a balance.
    """

    starts: date
    months_over: int
    known_months: int
    so_far_mm: Decimal
    deficit_mm: Decimal | None
    suitability: Suitability | None


class WaterDeficit(BaseModel):
    """By month and by season."""

    state: WeatherState
    rain: RainBy
    months: list[DeficitMonth]
    seasons: list[DeficitSeason]


class ForecastFlag(BaseModel):
    """Planned work on a day whose forecast speaks against it; ``resource`` says what kind of record it is."""

    resource: str
    record_id: UUID
    name: str
    plot_id: UUID
    day: date
    advice: Advice
    reasons: list[ReasonTold]


class ForecastFlags(BaseModel):
    """``states``: whose forecast this is, a site each; without one no work of the site can be flagged."""

    states: list[WeatherState]
    flags: list[ForecastFlag]


class YieldMonth(BaseModel):
    """Kilograms of confirmed harvests, and the deficits that may have weighed on them; null where not known.

    A month of which no harvest is recorded has no kilograms, rather than none: nobody says that there was nothing to
    pick. ``over``: no day of it is to come. ``deficit_24_mm`` is of the month 24 months before, ``deficit_9_11_mm``
    the sum of those 9 to 11 months before: two markers to look at, no rule.
    """

    month: date
    over: bool
    harvested_kg: Decimal | None
    bearing_ha: Decimal | None
    kg_per_ha: Decimal | None
    deficit_mm: Decimal | None
    deficit_24_mm: Decimal | None
    deficit_9_11_mm: Decimal | None


class YieldWeather(BaseModel):
    """The yield of a site by the month, with the deficits behind it."""

    state: WeatherState
    months: list[YieldMonth]
