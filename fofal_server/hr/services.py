"""Rules of the staff: days that follow each other, gangs with a leader who is one of them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Refused
from fofal_server.hr.models import Employee, Team
from fofal_server.settings.services import parameter_row


def check_employee(session: Session, _actor: Actor, employee: Employee, given: Mapping[str, Any]) -> None:
    """Order of the days, age at the hiring, and what being a leader forbids."""
    if employee.left_on is not None and employee.left_on < employee.hired_on:
        raise Refused("hr.left_before_hired", field="left_on")
    if given.keys() & {"born_on", "hired_on"} and employee.born_on is not None:
        _check_age(session, employee, employee.born_on)
    if given.get("team_id") is not None:
        _check_open(session, employee)
    if employee.id is not None and given.keys() & {"team_id", "left_on", "archived"}:
        _check_leading(session, employee)


def check_no_leader(session: Session, _actor: Actor, employee: Employee) -> None:
    """A leader is replaced before the record goes."""
    if led := _team_led_by(session, employee):
        raise Refused("hr.leads_a_team", team=led.code)


def check_team(session: Session, actor: Actor, team: Team, given: Mapping[str, Any]) -> None:
    """The leader is on the staff and belongs to the gang; who has no gang yet joins this one."""
    if "leader_id" not in given or team.leader_id is None:
        return
    leader: Employee | None = session.scalars(
        scoped(actor, Employee).where(Employee.id == team.leader_id).with_for_update()
    ).one_or_none()
    if leader is None:
        raise Refused("unknown_reference", field="leader_id")
    if leader.has_left(clock.today()) or leader.archived:
        raise Refused("hr.leader_has_left", field="leader_id", name=_called(leader))
    if leader.team_id not in {None, team.id}:
        raise Refused("hr.leader_of_another_team", field="leader_id", name=_called(leader))
    session.flush()  # a new gang stands in its table before somebody joins it
    leader.team_id = team.id


def _check_age(session: Session, employee: Employee, born_on: dt.date) -> None:
    """Nobody is hired below the legal age (Labour Code, law 92/007 of 14 August 1992, article 86)."""
    row = parameter_row(session, "hr.minimum_age_years", employee.hired_on)
    if row is None and born_on < employee.hired_on:
        return
    years = row.value if row else 0
    if employee.hired_on < _birthday(born_on, years) or born_on >= employee.hired_on:
        raise Refused("hr.too_young", field="born_on", years=years)


def _birthday(born_on: dt.date, years: int) -> dt.date:
    """The day on which somebody turns ``years``; who was born on 29 February does so on 1 March."""
    leaps = (born_on.month, born_on.day) == (2, 29)
    return dt.date(born_on.year + years, 3, 1) if leaps else born_on.replace(year=born_on.year + years)


def _check_open(session: Session, employee: Employee) -> None:
    archived = session.scalar(scoped(SYSTEM, Team, Team.archived).where(Team.id == employee.team_id))
    if archived:
        raise Refused("hr.team_archived", field="team_id")


def _check_leading(session: Session, employee: Employee) -> None:
    led = _team_led_by(session, employee)
    if led is None:
        return
    if employee.team_id != led.id:
        raise Refused("hr.leads_a_team", field="team_id", team=led.code)
    if employee.has_left(clock.today()):
        raise Refused("hr.leads_a_team", field="left_on", team=led.code)
    if employee.archived:
        raise Refused("hr.leads_a_team", field="archived", team=led.code)


def _team_led_by(session: Session, employee: Employee) -> Team | None:
    found: Team | None = session.scalars(scoped(SYSTEM, Team).where(Team.leader_id == employee.id)).first()
    return found


def _called(employee: Employee) -> str:
    return " ".join(filter(None, (employee.last_name, employee.first_name)))
