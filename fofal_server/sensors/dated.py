"""What is dated of sensors and holds on a day, by one question: each batch of readings asks it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.prepared import Prepared, run

_IN_FORCE = Prepared(
    """
    SELECT code, value FROM settings_parameter WHERE starts_with(code, 'sensors.')
    AND valid_from <= $1 AND (valid_to IS NULL OR valid_to >= $1)
    """,
    ("date",),
)


def in_force(session: Session, day: dt.date | None = None) -> Mapping[str, Any]:
    """The values of the parameters ``sensors.…`` by their codes, on a business day (today when not given)."""
    rows = run(session.connection(), _IN_FORCE, day or clock.today())
    return {row.code: row.value for row in rows}
