"""Doors of notifications beside those of its resources."""

from fofal_server.core.operation import Operation
from fofal_server.notifications import alertmanager, availability, wishes
from fofal_server.notifications.resources import ALERTS, FEED
from fofal_server.notifications.schemas import OwnWishes

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
    Operation(
        method="GET", path="/notifications/mine", name="read_own_wishes", tag="notifications", work=wishes.read,
        answer=OwnWishes, personal=True,
    ),
    Operation(
        method="PATCH", path="/notifications/mine", name="change_own_wishes", tag="notifications", work=wishes.change,
        body=OwnWishes, answer=OwnWishes, personal=True,
    ),
)  # fmt: skip
