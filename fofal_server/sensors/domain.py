"""Sensors as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.sensors.figures import FIGURES
from fofal_server.sensors.jobs import JOBS
from fofal_server.sensors.resources import RESOURCES
from fofal_server.sensors.routes import OPERATIONS
from fofal_server.sensors.watches import WATCHES

DOMAIN = Domain(
    "sensors",
    icon="mdi6.access-point",
    resources=RESOURCES,
    operations=OPERATIONS,
    jobs=JOBS,
    watches=WATCHES,
    figures=FIGURES,
)
