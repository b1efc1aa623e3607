"""Which provider the settings name, and how it is told whose data these are."""

from fofal_server.config import Settings
from fofal_server.core.texts import text
from fofal_server.weather import open_meteo, openweather
from fofal_server.weather.open_meteo import OpenMeteo
from fofal_server.weather.openweather import OpenWeather
from fofal_server.weather.sources import Source


def source(settings: Settings) -> Source | None:
    """The adapter of ``FOFAL_WEATHER_PROVIDER``; None when it names none, or one whose key is missing."""
    match settings.weather_provider:
        case open_meteo.CODE:
            usual = open_meteo.PAID if settings.weather_key else open_meteo.FREE
            origins = settings.weather_url or usual[0], settings.weather_archive_url or usual[1]
            return OpenMeteo(origins, settings.weather_key)
        case openweather.CODE if settings.weather_key:
            return OpenWeather(settings.weather_url or openweather.ORIGIN, settings.weather_key)
    return None


def attribution(provider: str, language: str) -> str:
    """What has to stand wherever values of this provider are shown."""
    return text(f"weather.attribution.{provider}", language)
