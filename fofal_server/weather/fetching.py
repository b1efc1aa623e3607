"""The job that asks for the weather: each hour the forecast of every site, then a piece of the years before."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.texts import text
from fofal_server.outside import Outside, OutsideError
from fofal_server.weather import chosen, stations, storing
from fofal_server.weather.models import WeatherStation
from fofal_server.weather.sources import Place, Source

EVERY = 3600.0
CALLS = 20
"""Calls for the past that one round makes for a site at most: providers count them."""


def job(settings: Settings) -> Job:
    return Job("weather", EVERY, partial(run, settings))


def run(settings: Settings, pools: Pools) -> str:
    """« Sites : 2, sans réponse : 1. … ». A provider that is away is told by its own watch and fails no job."""
    with transaction(pools.calls) as session:
        stations.ensure(session)
        places = list(stations.asked(session))
    source = chosen.source(settings)
    if source is None:
        return text("job_told.weather_off")
    outside = Outside(settings, pools)
    failures = [told for station, place in places if (told := _site(outside, pools, settings, source, station, place))]
    if not failures:
        return text("job_told.weather", count=len(places))
    return text("job_told.weather_failed", count=len(places), failed=len(failures), failure=failures[0])


def _site(
    outside: Outside, pools: Pools, settings: Settings, source: Source, station: WeatherStation, place: Place
) -> str | None:
    """What failed, if anything: the forecast first, for that is what people look at."""
    return _noted(pools, station, partial(_forecast, outside, pools, source, station, place)) or _noted(
        pools, station, partial(_past, outside, pools, settings, source, station, place)
    )


def _noted(pools: Pools, station: WeatherStation, work: Callable[[], None]) -> str | None:
    try:
        work()
    except OutsideError as error:
        with transaction(pools.calls) as session:
            storing.note_failure(session, station, error.told())
        return error.told()
    return None


def _forecast(outside: Outside, pools: Pools, source: Source, station: WeatherStation, place: Place) -> None:
    report = source.forecast(outside, place)
    with transaction(pools.calls) as session:
        storing.store_forecast(session, station, source.provider.code, report, _today(place))


def _past(
    outside: Outside, pools: Pools, settings: Settings, source: Source, station: WeatherStation, place: Place
) -> None:
    """A year at a time, or a day where the provider tells no more: what came since, then backwards."""
    known_from, known_until = station.archived_from, station.archived_until
    for _ in range(CALLS if source.stride == 1 else 1):
        wanted = missing(source, _today(place), settings.weather_archive_years, known_from, known_until)
        if wanted is None:
            return
        report = source.past(outside, place, wanted[0], wanted[-1])
        with transaction(pools.calls) as session:
            storing.store_past(session, station, source.provider.code, report, wanted)
        known_from, known_until = min(wanted[0], known_from or wanted[0]), max(wanted[-1], known_until or wanted[-1])


def missing(
    source: Source, today: dt.date, years: int, known_from: dt.date | None, known_until: dt.date | None
) -> tuple[dt.date, dt.date] | None:
    """First and last day of the next piece of the past; None when all of it is there."""
    last, stride = today - dt.timedelta(days=source.lag), dt.timedelta(days=source.stride - 1)
    oldest = today.replace(year=today.year - years, day=1)
    if years == 0:
        return None
    if known_from is None or known_until is None:
        return max(oldest, last - stride), last
    if known_until < last:
        first = known_until + dt.timedelta(days=1)
        return first, min(last, first + stride)
    if known_from > oldest:
        before = known_from - dt.timedelta(days=1)
        return max(oldest, before - stride), before
    return None


def _today(place: Place) -> dt.date:
    return clock.now().astimezone(place.tz).date()
