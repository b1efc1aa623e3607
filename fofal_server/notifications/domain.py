"""Notifications as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.notifications import heartbeat, mailing, own_watches, rounds
from fofal_server.notifications.figures import FIGURES, SERIES
from fofal_server.notifications.resources import ALERTS, MAILINGS, RULES
from fofal_server.notifications.routes import OPERATIONS

DOMAIN = Domain(
    "notifications",
    icon="mdi6.bell-outline",
    resources=(ALERTS, RULES, MAILINGS),
    operations=OPERATIONS,
    jobs=(rounds.job, heartbeat.JOB, mailing.job),
    watches=own_watches.WATCHES,
    figures=FIGURES,
    series=SERIES,
)
