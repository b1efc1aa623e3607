"""Invented staff for a demo database: four gangs of ten; every name says that nobody bears it."""

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.core import crud
from fofal_server.core.actor import SYSTEM
from fofal_server.hr.models import Department, Sex, StaffKind
from fofal_server.hr.resources import EMPLOYEES, TEAMS
from fofal_server.hr.schemas import EmployeeWrite, TeamWrite

GANGS = ("A", "B", "C", "D")
MEMBERS = 10
_FIRST_HIRED = dt.date(2019, 1, 7)


def load(session: Session) -> None:
    """Add the demo's gangs ``EQUIPE-A`` to ``D``, their leaders ``DEMO01``, ``DEMO11``… and their workers."""
    for place, gang in enumerate(GANGS):
        team = crud.create(session, TEAMS, SYSTEM, TeamWrite(code=f"EQUIPE-{gang}", name=f"Équipe {gang} (démo)"))
        numbers = range(place * MEMBERS + 1, (place + 1) * MEMBERS + 1)
        leader, *_ = [crud.create(session, EMPLOYEES, SYSTEM, _worker(number, team.id)) for number in numbers]
        change = TEAMS.update(leader_id=leader.id)
        crud.update(session, TEAMS, SYSTEM, team.id, change, team.version)


def _worker(number: int, team_id: UUID) -> EmployeeWrite:
    leads = number % MEMBERS == 1
    return EmployeeWrite(
        code=f"DEMO{number:02}",
        last_name=f"{'CHEF' if leads else 'OUVRIER'} {number:02} (démo)",
        first_name=f"Prénom {number:02}",
        hired_on=_FIRST_HIRED + dt.timedelta(weeks=5 * number),
        team_id=team_id,
        staff_kind=StaffKind.PERMANENT if number % 5 else StaffKind.SEASONAL,
        department=Department.PRODUCTION,
        job_title="Chef d'équipe" if leads else "Récolteur",
        sex=Sex.FEMALE if number % 3 == 0 else Sex.MALE,
        born_on=dt.date(1975 + number % 25, 1 + number % 12, 1 + number % 28),
    )
