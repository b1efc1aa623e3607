"""Stations and the rain book as resources."""

from fofal_server.core.resource import Crud, Resource
from fofal_server.weather import schemas, services
from fofal_server.weather.models import RainReading, WeatherStation

STATIONS = Resource(
    name="weather.stations",
    model=WeatherStation,
    read=schemas.StationRead,
    write=schemas.StationWrite,
    title=("name",),
    icon="mdi6.weather-partly-cloudy",
    columns=("name", "site_id", "active", "provider", "fetched_at", "failure"),
    filters=("site_id", "active", "provider", "fetched_at", "failed_at"),
    sort=("name",),
    crud=Crud(prepare=services.prepare_station),
    without_import="One for each site, asked for by the map.",
    without_bulk="Each has the place and the provider of its own.",
    natural_key=None,
    without_files="it comes and goes with its site, which carries them",
)

RAIN_READINGS = Resource(
    name="weather.rain-readings",
    model=RainReading,
    read=schemas.RainReadingRead,
    write=schemas.RainReadingWrite,
    title=("name",),
    icon="mdi6.weather-pouring",
    columns=("site_id", "day", "rain_mm", "note"),
    filters=("site_id", "day", "rain_mm"),
    sort=("-day",),
    crud=Crud(prepare=services.prepare_reading),
    natural_key=None,
)

RESOURCES = (STATIONS, RAIN_READINGS)
