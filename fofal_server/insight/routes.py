"""Doors of the dashboard: for each person the own one."""

from fofal_server.contract.dashboard import Dashboard
from fofal_server.core.operation import Operation
from fofal_server.insight import dashboard
from fofal_server.insight.schemas import Arranged

OPERATIONS = (
    Operation(
        method="GET", path="/insight/dashboard", name="read_own_dashboard", tag="insight", work=dashboard.read,
        answer=Dashboard, personal=True,
    ),
    Operation(
        method="PATCH", path="/insight/dashboard", name="arrange_own_dashboard", tag="insight", work=dashboard.change,
        body=Arranged, answer=Dashboard, refusals=(422,), personal=True,
    ),
)  # fmt: skip
