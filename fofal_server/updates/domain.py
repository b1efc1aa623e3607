"""Updates of the desktop as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.updates.jobs import JOBS
from fofal_server.updates.routes import OPERATIONS
from fofal_server.updates.watches import WATCHES

DOMAIN = Domain("updates", icon="mdi6.update", operations=OPERATIONS, jobs=JOBS, watches=WATCHES)
