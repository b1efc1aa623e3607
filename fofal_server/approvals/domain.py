"""Approvals as a domain."""

from fofal_server.approvals.figures import FIGURES
from fofal_server.approvals.requests import on_asked
from fofal_server.approvals.resources import RESOURCES
from fofal_server.core.awaiting import ApprovalAsked
from fofal_server.core.domain import Domain

DOMAIN = Domain(
    "approvals",
    icon="mdi6.account-check",
    resources=RESOURCES,
    figures=FIGURES,
    subscribers={ApprovalAsked: (on_asked,)},
)
