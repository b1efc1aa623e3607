"""The settings as a domain."""

from fofal_server.auth.events import AdministratorNamed
from fofal_server.core.domain import Domain
from fofal_server.settings import second_factor
from fofal_server.settings.imports import OPERATIONS
from fofal_server.settings.letterhead import letterhead
from fofal_server.settings.resources import RESOURCES

SUBSCRIBERS = {AdministratorNamed: (second_factor.on_administrator,)}

DOMAIN = Domain(
    "settings",
    icon="mdi6.cog",
    resources=RESOURCES,
    operations=OPERATIONS,
    subscribers=SUBSCRIBERS,
    letterhead=letterhead,
)
