"""A site's weather now and in the days to come, with its dangers, as far as somebody has told it."""

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.config import Settings
from fofal_server.contract.weather import DayTold, HourTold, Origin, Outlook, ReasonTold, RiskTold, WeatherState
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.texts import text
from fofal_server.settings.models import Site
from fofal_server.weather import chosen, risk, stations, thresholds, work
from fofal_server.weather.models import WeatherDay, WeatherHour, WeatherStation
from fofal_server.weather.risk import Risk, Seen
from fofal_server.weather.thresholds import Thresholds

PRESENT = dt.timedelta(hours=3)
"""How old an hour may be that is told as « now »; an older one is the last that is known, and no more."""
HOURS, DAYS = 48, 7


def of(session: Session, settings: Settings, site_id: UUID, language: str) -> Outlook:
    """All that the page shows at first, in a handful of questions."""
    site, station = stations.of(session, site_id)
    limits, today = thresholds.read(session), clock.today()
    hours, days = hours_of(session, site_id), days_of(session, site_id, today)
    now = present(hours)
    return Outlook(
        state=state(settings, site, station, language),
        now=_hour(now) if now else None,
        hours=[_hour(one) for one in hours if one.at > clock.now()],
        days=[_day(one, limits) for one in days],
        risk=_risk(judged(now, days, limits, today)),
    )


def state(settings: Settings, site: Site, station: WeatherStation | None, language: str) -> WeatherState:
    """How old the values are, and why there are no newer ones."""
    fetched = station.fetched_at if station else None
    provider = station.provider if station else None
    return WeatherState(
        site_id=site.id,
        site_name=site.name,
        placed=stations.place_of(site) is not None,
        provider=provider,
        attribution=chosen.attribution(provider, language) if provider else None,
        fetched_at=fetched,
        age_minutes=int((clock.now() - fetched).total_seconds() // 60) if fetched else None,
        problem=_problem(settings, site, station, language),
    )


def _problem(settings: Settings, site: Site, station: WeatherStation | None, language: str) -> str | None:
    if stations.place_of(site) is None:
        return text("weather.no_place", language)
    if chosen.source(settings) is None:
        return text("weather.no_provider", language)
    if station is not None and not station.active:
        return text("weather.not_asked", language)
    if station is None or (station.fetched_at is None and station.failure is None):
        return text("weather.not_yet", language)
    return station.failure


def hours_of(session: Session, site_id: UUID) -> Sequence[WeatherHour]:
    """From a few hours ago to two days ahead; where an hour is told twice, what it became goes before its forecast."""
    now = clock.now()
    span = WeatherHour.at.between(now - PRESENT, now + dt.timedelta(hours=HOURS))
    query = scoped(SYSTEM, WeatherHour).where(WeatherHour.site_id == site_id, span)
    found = session.scalars(query.order_by(WeatherHour.at)).all()
    became = {one.at: one for one in found if one.origin is Origin.MODEL}
    return [one for one in found if one is became.get(one.at, one)]


def present(hours: Sequence[WeatherHour]) -> WeatherHour | None:
    """The newest hour that has begun; None when there is none that is fresh."""
    return max((one for one in hours if one.at <= clock.now()), key=lambda one: one.at, default=None)


def days_of(session: Session, site_id: UUID, first: dt.date, count: int = DAYS) -> Sequence[WeatherDay]:
    """The forecast of ``first`` and the days after it."""
    return days_of_sites(session, (site_id,), first, count)


def days_of_sites(session: Session, sites: Collection[UUID], first: dt.date, count: int = DAYS) -> Sequence[WeatherDay]:
    """The same of several sites, by one question."""
    span = WeatherDay.day.between(first, first + dt.timedelta(days=count - 1))
    query = scoped(SYSTEM, WeatherDay).where(WeatherDay.site_id.in_(sites), WeatherDay.origin == Origin.FORECAST, span)
    return session.scalars(query.order_by(WeatherDay.day)).all()


def judged(now: WeatherHour | None, days: Sequence[WeatherDay], limits: Thresholds, today: dt.date) -> Risk:
    """The risk from what is known of now and of the next days."""
    present_time = Seen(now.rain_mm, now.temperature_c, now.wind_kmh) if now else Seen()
    coming = [Seen(one.rain_mm, one.temperature_max_c, one.wind_max_kmh) for one in days]
    return risk.judge(present_time, coming, limits, today)


def _hour(one: WeatherHour) -> HourTold:
    return HourTold.model_validate(one, from_attributes=True)


def reasons_told(one: WeatherDay, limits: Thresholds) -> list[ReasonTold]:
    """Why work of this day is in question, for the wire."""
    return [ReasonTold.model_validate(why, from_attributes=True) for why in work.reasons(one, limits)]


def _day(one: WeatherDay, limits: Thresholds) -> DayTold:
    why = reasons_told(one, limits)
    return DayTold(
        day=one.day,
        temperature_max_c=one.temperature_max_c,
        temperature_min_c=one.temperature_min_c,
        rain_mm=one.rain_mm,
        wind_max_kmh=one.wind_max_kmh,
        et0_mm=one.et0_mm,
        sky=one.sky,
        advice=max((reason.advice for reason in why), key=work.ORDER.index, default=None),
        reasons=why,
    )


def _risk(found: Risk) -> RiskTold:
    return RiskTold.model_validate(found, from_attributes=True)
