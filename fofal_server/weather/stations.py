"""The stations: one a site in use, made by itself, and where each of them stands."""

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import NotFound
from fofal_server.core.events import RecordDeleted
from fofal_server.settings.models import Site
from fofal_server.settings.resources import SITES
from fofal_server.weather.models import WeatherDay, WeatherHour, WeatherStation
from fofal_server.weather.sources import Place


def ensure(session: Session) -> None:
    """A station for each site in use that has none."""
    known = scoped(SYSTEM, WeatherStation, WeatherStation.site_id)
    bare = scoped(SYSTEM, Site).where(Site.archived.is_(False), Site.id.not_in(known)).order_by(Site.code)
    session.add_all(WeatherStation(site_id=site.id, name=site.name) for site in session.scalars(bare))
    session.flush()


def asked(session: Session) -> Iterator[tuple[WeatherStation, Place]]:
    """Stations in use whose site has a place, with it."""
    query = scoped(SYSTEM, WeatherStation, WeatherStation, Site).join(Site, Site.id == WeatherStation.site_id)
    query = query.where(WeatherStation.active, Site.archived.is_(False)).order_by(Site.code)
    for station, site in session.execute(query):
        place = place_of(site)
        if place is not None:
            yield station, place


def place_of(site: Site) -> Place | None:
    """None where the site has no coordinates yet."""
    if site.latitude is None or site.longitude is None:
        return None
    return Place(site.latitude, site.longitude, site.timezone)


def of(session: Session, site_id: UUID) -> tuple[Site, WeatherStation | None]:
    """A site and its station, which is made by the first round of the job; 404 for a site that is not there."""
    found = of_sites(session, (site_id,))
    if not found:
        raise NotFound
    return found[0]


def of_sites(session: Session, sites: Collection[UUID]) -> list[tuple[Site, WeatherStation | None]]:
    """Several sites with their stations, by one question."""
    query = scoped(SYSTEM, Site, Site, WeatherStation).outerjoin(WeatherStation, WeatherStation.site_id == Site.id)
    return [(site, station) for site, station in session.execute(query.where(Site.id.in_(sites)).order_by(Site.code))]


def all_of(session: Session) -> Sequence[WeatherStation]:
    """Those that are in use, by name."""
    query = scoped(SYSTEM, WeatherStation).where(WeatherStation.active).order_by(WeatherStation.name)
    return session.scalars(query).all()


def on_deleted(session: Session, _actor: Actor, event: RecordDeleted) -> None:
    """A site takes what was fetched for it along; what people read in its gauge keeps it from going."""
    if event.resource != SITES.name:
        return
    for model in (WeatherHour, WeatherDay, WeatherStation):
        session.execute(delete(model).where(model.site_id == event.record_id))
