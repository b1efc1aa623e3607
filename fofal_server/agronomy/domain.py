"""Agronomy as a domain."""

from fofal_server.agronomy.resources import RESOURCES
from fofal_server.agronomy.routes import OPERATIONS
from fofal_server.core.domain import Domain

DOMAIN = Domain("agronomy", icon="mdi6.sprout", resources=RESOURCES, operations=OPERATIONS)
