"""People as a domain."""

from fofal_server.auth import codes, recovery, reset, rotation
from fofal_server.auth.forgetting import JOBS
from fofal_server.auth.measures import MEASURES
from fofal_server.auth.resources import RESOURCES
from fofal_server.auth.routes import OPERATIONS
from fofal_server.core.domain import Domain

DOMAIN = Domain(
    "auth",
    icon="mdi6.account-lock",
    resources=RESOURCES,
    operations=OPERATIONS,
    jobs=(*JOBS, rotation.job),
    measures=MEASURES,
    deliveries={recovery.TOPIC: recovery.write_to},
    letters={recovery.LETTER: codes.draw_for_letter, reset.LETTER: codes.draw_for_letter},
)
