"""The settings as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.settings.imports import OPERATIONS
from fofal_server.settings.resources import RESOURCES

DOMAIN = Domain("settings", icon="mdi6.cog", resources=RESOURCES, operations=OPERATIONS)
