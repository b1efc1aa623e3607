"""What is watched of the weather: dangers of the days to come, and a site of which nothing new is heard."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy.orm import Session

from fofal_server.config import Settings
from fofal_server.contract.weather import Danger
from fofal_server.core import clock
from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import About, Severity, Sighting, Watch
from fofal_server.weather import chosen, outlook, stations, thresholds
from fofal_server.weather.models import WeatherStation
from fofal_server.weather.resources import STATIONS
from fofal_server.weather.risk import Risk

OLD = dt.timedelta(hours=12)
_GRAVE = {Danger.HIGH: Severity.WARNING, Danger.MEDIUM: Severity.INFO}
_UNKNOWN = "—"


def risks(pools: Pools) -> Iterator[Sighting]:
    """Sites whose rain, heat or wind passes a threshold, now or within three days."""
    with transaction(pools.reports) as session:
        found = [(station, _risk(session, station)) for station in stations.all_of(session)]
    for station, risk in found:
        if risk.overall in _GRAVE:
            told = {"site": station.name, **_values(risk)}
            yield Sighting(str(station.site_id), told, _GRAVE[risk.overall], _about(station))


def _risk(session: Session, station: WeatherStation) -> Risk:
    today, limits = clock.today(), thresholds.read(session)
    hours = outlook.hours_of(session, station.site_id)
    return outlook.judged(outlook.present(hours), outlook.days_of(session, station.site_id, today), limits, today)


def _about(station: WeatherStation) -> About:
    return About(STATIONS.name, station.id)


def _values(risk: Risk) -> dict[str, str]:
    return {"rain": _told(risk.rain_mm), "heat": _told(risk.temperature_c), "wind": _told(risk.wind_kmh)}


def _told(value: Decimal | None) -> str:
    return _UNKNOWN if value is None else f"{value:.1f}".replace(".", ",")


def quiet(settings: Settings, pools: Pools) -> Iterator[Sighting]:
    """Sites that are asked for and of which the last values are old; none where no provider is set up."""
    if chosen.source(settings) is None:
        return
    with transaction(pools.reports) as session:
        found = [station for station, _ in stations.asked(session)]
    for station in found:
        if clock.now() - (station.fetched_at or station.created_at) > OLD:
            since = f"{(station.fetched_at or station.created_at).astimezone(clock.COMPANY_ZONE):%d/%m/%Y %H:%M}"
            told = {"site": station.name, "since": since, "failure": station.failure or ""}
            yield Sighting(str(station.site_id), told, about=_about(station))


def quiet_watch(settings: Settings) -> Watch:
    """Made for an installation: without a provider nothing is expected."""
    return Watch("weather-quiet", Severity.INFO, lambda pools: quiet(settings, pools), every=900.0)


WATCHES = (Watch("weather-risk", Severity.WARNING, risks, every=600.0), quiet_watch)
