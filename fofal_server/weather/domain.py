"""The weather as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.core.events import RecordDeleted
from fofal_server.weather import fetching, stations
from fofal_server.weather.figures import FIGURES, SERIES
from fofal_server.weather.resources import RESOURCES
from fofal_server.weather.routes import OPERATIONS
from fofal_server.weather.watches import WATCHES

DOMAIN = Domain(
    "weather",
    icon="mdi6.weather-partly-rainy",
    resources=RESOURCES,
    operations=OPERATIONS,
    subscribers={RecordDeleted: (stations.on_deleted,)},
    jobs=(fetching.job,),
    watches=WATCHES,
    figures=FIGURES,
    series=SERIES,
    totals={"weather.rain_mm": "SELECT coalesce(sum(rain_mm), 0) FROM weather_rain_reading"},
)
