"""Notifications as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.notifications import heartbeat, own_watches, rounds
from fofal_server.notifications.resources import ALERTS, RULES
from fofal_server.notifications.routes import OPERATIONS

DOMAIN = Domain(
    "notifications",
    icon="mdi6.bell-outline",
    resources=(ALERTS, RULES),
    operations=OPERATIONS,
    jobs=(rounds.job, heartbeat.JOB),
    watches=own_watches.WATCHES,
)
