"""Lists as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.lists.routes import OPERATIONS

DOMAIN = Domain("lists", icon="mdi6.table-cog", operations=OPERATIONS)
