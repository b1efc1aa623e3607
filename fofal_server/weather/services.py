"""Rules of what is typed: a station is of one site, a reading is of a day that is over or going on."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.settings.models import Site, SiteId
from fofal_server.weather.models import RainReading, WeatherStation


def prepare_station(session: Session, _actor: Actor, station: WeatherStation, _given: Mapping[str, Any]) -> None:
    """It is called after its site."""
    station.name = _site(session, station.site_id).name


def prepare_reading(session: Session, _actor: Actor, reading: RainReading, given: Mapping[str, Any]) -> None:
    """One reading a site and day, and none of a day to come."""
    site = _site(session, reading.site_id)
    if reading.day > clock.today():
        raise Refused("weather.future_day", field="day", day=f"{reading.day:%d/%m/%Y}")
    if ("day" in given or "site_id" in given) and _taken(session, reading):
        raise Refused("weather.day_taken", field="day", day=f"{reading.day:%d/%m/%Y}", site=site.name)
    reading.name = f"{site.code} {reading.day:%d/%m/%Y}"


def _site(session: Session, key: SiteId) -> Site:
    """The site of what is typed; one that is not there is told by its foreign key's field."""
    found: Site | None = session.get(Site, key)
    if found is None:
        raise Refused("weather.no_site", field="site_id")
    return found


def _taken(session: Session, reading: RainReading) -> bool:
    query = scoped(SYSTEM, RainReading, RainReading.id).where(
        RainReading.site_id == reading.site_id, RainReading.day == reading.day, RainReading.id != reading.id
    )
    return session.scalar(query) is not None
