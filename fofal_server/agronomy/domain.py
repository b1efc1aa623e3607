"""Agronomy as a domain."""

from fofal_server.agronomy import weather_doors
from fofal_server.agronomy.figures import FIGURES
from fofal_server.agronomy.resources import RESOURCES
from fofal_server.agronomy.routes import OPERATIONS
from fofal_server.agronomy.series import SERIES
from fofal_server.core.domain import Domain

HARVESTED = "SELECT coalesce(sum(total_weight_kg), 0) FROM agronomy_harvest WHERE status = 'confirmed'"
DOMAIN = Domain(
    "agronomy",
    icon="mdi6.sprout",
    resources=RESOURCES,
    operations=(*OPERATIONS, *weather_doors.OPERATIONS),
    totals={"agronomy.harvested_kg": HARVESTED},
    figures=FIGURES,
    series=SERIES,
)
