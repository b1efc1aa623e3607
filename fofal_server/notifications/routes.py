"""Doors of notifications beside those of its resources."""

from fofal_server.core.operation import Operation
from fofal_server.notifications import alertmanager, availability
from fofal_server.notifications.resources import ALERTS, FEED

OPERATIONS = (
    Operation(
        method="POST", path="/notifications/alertmanager", name="take_from_alertmanager", tag="notifications",
        work=alertmanager.take, permission=ALERTS.permission(FEED), body=alertmanager.Message, status=204,
        refusals=(403,),
    ),
    Operation(
        method="GET", path="/notifications/availability", name="read_availability", tag="notifications",
        work=availability.read, permission="notifications.availability:read", query=availability.MonthsQuery,
        answer=availability.Months, refusals=(403,),
    ),
)  # fmt: skip
