"""A provider on this machine, a site with coordinates, and the job that asks."""

import datetime as dt
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from sqlalchemy import delete

from fofal_server.config import Settings
from fofal_server.core.db import Pools, open_pools, transaction
from fofal_server.outside.models import OutsideProvider
from fofal_server.settings.models import Site
from fofal_server.weather.models import RainReading, WeatherDay, WeatherHour, WeatherStation
from tests.support.databases import Database
from tests.support.outsider import Outsider, outsider

Told = Callable[..., Settings]


@pytest.fixture
def provider() -> Iterator[Outsider]:
    with outsider() as found:
        yield found


@pytest.fixture
def pools(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pools]:
    """No site, nothing known; a second try comes at once."""
    monkeypatch.setattr("fofal_server.outside.client.FIRST_PAUSE", 0.0)
    found = open_pools(database.app, size=4)
    with transaction(found.calls) as session:
        for model in (OutsideProvider, RainReading, WeatherHour, WeatherDay, WeatherStation, Site):
            session.execute(delete(model))
    yield found
    found.dispose()


@pytest.fixture
def site(pools: Pools) -> UUID:
    """One with coordinates."""
    return make_site(pools, "NORD", latitude="4.0535", longitude="9.7040")


def make_site(pools: Pools, code: str, **place: object) -> UUID:
    with transaction(pools.calls) as session:
        made = Site(code=code, name=f"Site {code}", **place)
        session.add(made)
    return made.id


@pytest.fixture
def told(provider: Outsider) -> Told:
    """Settings that name the provider of the test."""

    def make(**changes: object) -> Settings:
        usual = {
            "weather_provider": "open-meteo", "weather_url": provider.origin, "weather_archive_url": provider.origin,
            "weather_archive_years": 0, "outside_hosts": (provider.origin,), "outside_timeout": 0.5,
        }  # fmt: skip
        return Settings(**{**usual, **changes})  # type: ignore[arg-type]  # pydantic judges

    return make


def month(text: str) -> dt.date:
    return dt.date.fromisoformat(f"{text}-01")
