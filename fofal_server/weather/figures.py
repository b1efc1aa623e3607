"""What a dashboard may show of the weather: the rain of the week, and the water that is lacking this season."""

import datetime as dt
from decimal import Decimal

from sqlalchemy.orm import Session

from fofal_server.contract.figures import Opens
from fofal_server.contract.weather import RainBy
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.figure import Figure, FigureValue
from fofal_server.settings.models import Site
from fofal_server.weather import deficits, rain
from fofal_server.weather.models import RainReading, WeatherStation
from fofal_server.weather.resources import RAIN_READINGS, STATIONS

WEEK = dt.timedelta(days=7)
BOOK = Opens(name=RAIN_READINGS.name)


def _place(session: Session) -> tuple[Site, WeatherStation | None] | None:
    """The site whose gauge was read last, for a number is of one place; else the first that there is."""
    read = scoped(SYSTEM, RainReading, RainReading.site_id).order_by(RainReading.day.desc(), RainReading.id).limit(1)
    query = scoped(SYSTEM, Site, Site, WeatherStation).outerjoin(WeatherStation, WeatherStation.site_id == Site.id)
    last = (Site.id == read.scalar_subquery()).desc().nulls_last()
    found = session.execute(query.where(Site.archived.is_(False)).order_by(last, Site.code).limit(1)).one_or_none()
    return None if found is None else (found[0], found[1])


def _week(session: Session, _actor: Actor) -> FigureValue:
    """Of the seven days that are over; None when nothing is known of one of them."""
    place, today = _place(session), clock.today()
    if place is None:
        return FigureValue(None, "mm")
    known = rain.days(session, place[0].id, RainBy.COMPLETED, today - dt.timedelta(days=1), today - WEEK)
    total = sum((one.mm for one in known.values()), Decimal(0))
    return FigureValue(total if len(known) == WEEK.days else None, "mm", clock.now(), opens=BOOK)


def _deficit(session: Session, _actor: Actor) -> FigureValue:
    """Of the season that goes on, or of the last one in its first month; None when a month of it is not known."""
    place = _place(session)
    reckoned = deficits.of_site(session, *place, RainBy.COMPLETED).seasons if place else ()
    begun = [one for one in reckoned if one.months_over]
    if not begun or begun[-1].known_months < begun[-1].months_over:
        return FigureValue(None, "mm")
    return FigureValue(begun[-1].so_far_mm, "mm", clock.now())


FIGURES = (
    Figure("weather.rain-week", RAIN_READINGS.permission("read"), _week),
    Figure("weather.deficit", STATIONS.permission("read"), _deficit),
)
