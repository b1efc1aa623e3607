"""The staff as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.hr.resources import RESOURCES

DOMAIN = Domain("hr", icon="mdi6.account-hard-hat", resources=RESOURCES)
