"""Lists as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.lists.resources import FILTERS
from fofal_server.lists.routes import OPERATIONS

DOMAIN = Domain("lists", icon="mdi6.table-cog", resources=(FILTERS,), operations=OPERATIONS)
