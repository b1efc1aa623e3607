"""Who may stand on a sheet: people who were employed on that day."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.agronomy.wording import day_text
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.hr.models import Employee


def names(session: Session, keys: Iterable[UUID]) -> dict[UUID, str]:
    """``{id: "MB012 Ngono Paul"}`` of these employees."""
    query = scoped(SYSTEM, Employee, Employee.id, Employee.code, Employee.last_name, Employee.first_name)
    rows = session.execute(query.where(Employee.id.in_(set(keys))))
    return {key: " ".join(part for part in parts if part) for key, *parts in rows}


def refuse_strangers(session: Session, day: dt.date, at: list[tuple[str, UUID | None]]) -> None:
    """Refuse a sheet that names somebody before the hiring or after the leaving; ``at`` pairs fields with employees."""
    wanted = {key for _, key in at if key is not None}
    query = scoped(SYSTEM, Employee, Employee.id, Employee.code, Employee.hired_on, Employee.left_on)
    known = {key: rest for key, *rest in session.execute(query.where(Employee.id.in_(wanted)))} if wanted else {}
    for field, key in at:
        if key not in known:
            continue
        code, hired_on, left_on = known[key]
        if (hired_on is not None and day < hired_on) or (left_on is not None and day > left_on):
            raise Refused("agronomy.not_employed", field=field, employee=code, day=day_text(day))
