"""The outside as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.outside.measures import MEASURES
from fofal_server.outside.resources import RESOURCES
from fofal_server.outside.watches import WATCHES

DOMAIN = Domain("outside", icon="mdi6.web", resources=RESOURCES, measures=MEASURES, watches=WATCHES)
