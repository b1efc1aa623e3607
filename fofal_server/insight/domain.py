"""Insight as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.insight.routes import OPERATIONS

DOMAIN = Domain("insight", icon="mdi6.view-dashboard-outline", operations=OPERATIONS)
