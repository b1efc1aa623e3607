"""What a dashboard may show of the weather: the rain of the days, and the water that is lacking this season."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from fofal_server.contract.figures import Opens
from fofal_server.contract.weather import RainBy
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.figure import Figure, FigureValue
from fofal_server.core.series import Point, Series, SeriesValue
from fofal_server.settings.models import Site
from fofal_server.weather import deficits, rain
from fofal_server.weather.deficits import Reckoning
from fofal_server.weather.models import RainReading, WeatherStation
from fofal_server.weather.rain import Days
from fofal_server.weather.resources import RAIN_READINGS, STATIONS

DAY, WEEK, MONTH = dt.timedelta(days=1), dt.timedelta(days=7), dt.timedelta(days=30)
YEARS = 5
"""Earlier years of which the same days are looked at."""
SITES = 8
"""Sites that are drawn beside each other."""
BOOK = Opens(name=RAIN_READINGS.name)
TYPING, PAGE = Opens(kind="page", name="rain-book"), Opens(kind="page", name="weather")

Place = tuple[Site, WeatherStation | None]


def _place(session: Session) -> Place | None:
    """The site whose gauge was read last, for a number is of one place; else the first that there is."""
    read = scoped(SYSTEM, RainReading, RainReading.site_id).order_by(RainReading.day.desc(), RainReading.id).limit(1)
    last = (Site.id == read.scalar_subquery()).desc().nulls_last()
    found = session.execute(_sites().order_by(last, Site.code).limit(1)).one_or_none()
    return None if found is None else (found[0], found[1])


def _sites() -> Select[Any]:
    query = scoped(SYSTEM, Site, Site, WeatherStation).outerjoin(WeatherStation, WeatherStation.site_id == Site.id)
    return query.where(Site.archived.is_(False))


def _week(session: Session, _actor: Actor) -> FigureValue:
    """Of the seven days that are over; None when nothing is known of one of them."""
    place, today = _place(session), clock.today()
    if place is None:
        return FigureValue(None, "mm")
    first, last = today - WEEK, today - DAY
    known = rain.days(session, place[0].id, RainBy.COMPLETED, last, first)
    total = sum((one.mm for one in known.values()), Decimal(0))
    value = total if len(known) == WEEK.days else None
    return FigureValue(value, "mm", _as_of(place[1]), opens=_readings(place[0], first, last))


def _as_of(station: WeatherStation | None) -> dt.datetime:
    """When the model spoke last, which completes the gauge; without one the book alone counts, and that is now."""
    return station.fetched_at if station is not None and station.fetched_at is not None else clock.now()


def _readings(site: Site, first: dt.date, last: dt.date) -> Opens:
    days = f"day:eq:{first}" if first == last else f"day:between:{first}|{last}"
    return Opens(name=RAIN_READINGS.name, filters=[f"site_id:eq:{site.id}", days], called={"site_id": site.name})


def _deficit(session: Session, _actor: Actor) -> FigureValue:
    """Of the season that goes on, or of the last one in its first month; None when a month of it is not known."""
    place = _place(session)
    value = _so_far(deficits.of_site(session, *place, RainBy.COMPLETED)) if place else None
    return FigureValue(value, "mm", _as_of(place[1] if place else None), opens=PAGE)


def _so_far(reckoned: Reckoning) -> Decimal | None:
    begun = [one for one in reckoned.seasons if one.months_over]
    if not begun or begun[-1].known_months < begun[-1].months_over:
        return None
    return begun[-1].so_far_mm


def _days(session: Session, _actor: Actor) -> SeriesValue:
    """Thirty days that are over, each beside the mean of the same day of the earlier years that are known."""
    place, today = _place(session), clock.today()
    if place is None:
        return SeriesValue(())
    first, last = today - MONTH, today - DAY
    spans = [(_earlier(first, years), _earlier(last, years)) for years in range(YEARS + 1)]
    known = rain.by_site(session, [place[0].id], RainBy.COMPLETED, spans)[place[0].id]
    points = [_day(place[0], first + count * DAY, known) for count in range(MONTH.days)]
    return SeriesValue(points, "mm", _as_of(place[1]), opens=_readings(place[0], first, last))


def _day(site: Site, day: dt.date, known: Days) -> Point:
    earlier = [known[one].mm for years in range(1, YEARS + 1) if (one := _earlier(day, years)) in known]
    usual = sum(earlier, Decimal(0)) / len(earlier) if earlier else None
    told = known.get(day)
    return Point(told.mm if told else None, day=day, usual=_round(usual), opens=_readings(site, day, day))


def _round(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.1"))


def _earlier(day: dt.date, years: int) -> dt.date:
    """The same day so many years before; the last of a February that is longer is the 28th of the others."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - years, day=last if years else day.day)


def _by_site(session: Session, _actor: Actor) -> SeriesValue:
    """What each site lacks this season, so far as its months are known; the sites that are told lack one."""
    places: Sequence[Any] = session.execute(_sites().order_by(Site.code).limit(SITES)).all()
    reckoned = deficits.of_sites(session, [(site, station) for site, station in places], RainBy.COMPLETED)
    points = [Point(_so_far(one), name=site.code, opens=PAGE) for (site, _), one in zip(places, reckoned, strict=True)]
    at = [_as_of(station) for _, station in places if station is not None]
    return SeriesValue(points, "mm", min(at, default=clock.now()), opens=PAGE)


FIGURES = (
    Figure("weather.rain-week", RAIN_READINGS.permission("read"), _week, enters=TYPING),
    Figure("weather.deficit", STATIONS.permission("read"), _deficit, enters=TYPING),
)
SERIES = (
    Series(
        "weather.rain-days", RAIN_READINGS.permission("read"), "day", _days, usual="series.usual.years", enters=TYPING
    ),
    Series("weather.deficit-sites", STATIONS.permission("read"), "kind", _by_site, enters=TYPING),
)
