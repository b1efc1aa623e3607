"""The parties as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.parties.resources import RESOURCES

DOMAIN = Domain("parties", icon="mdi6.handshake", resources=RESOURCES)
