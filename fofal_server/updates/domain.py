"""Updates of the desktop as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.updates.jobs import JOBS
from fofal_server.updates.routes import OPERATIONS

DOMAIN = Domain("updates", icon="mdi6.update", operations=OPERATIONS, jobs=JOBS)
