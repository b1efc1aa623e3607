"""Tables of the staff: employees, and the teams (gangs) that they form."""

import datetime as dt
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core.fields import Code, Day, Email, Name, Note, Phone, refers
from fofal_server.core.models import Archivable, Record, searched

EmployeeId = Annotated[UUID, refers("hr.employees")]
TeamId = Annotated[UUID, refers("hr.teams")]


def _never(*_: object, **__: object) -> bool:
    return False


class Sex(StrEnum):
    """As the civil registry writes it."""

    FEMALE = "female"
    MALE = "male"


class Department(StrEnum):
    """Where in the company a person works."""

    PRODUCTION = "production"
    FINANCE = "finance"
    HR = "hr"
    LOGISTICS = "logistics"
    QUALITY = "quality"
    MAINTENANCE = "maintenance"
    ADMINISTRATION = "administration"


class StaffKind(StrEnum):
    """How lasting the bond with the company is."""

    PERMANENT = "permanent"
    SEASONAL = "seasonal"
    TEMPORARY = "temporary"
    TRAINEE = "trainee"


class Team(Record, Archivable):
    """A gang; its members are the employees whose ``team_id`` names it, its leader is one of them."""

    __tablename__ = "hr_team"
    __table_args__ = (
        # Gangs and employees point to each other: ``ddl`` adds this one when both tables stand.
        ForeignKeyConstraint(
            ["leader_id", "id"],
            ["hr_employee.id", "hr_employee.team_id"],
            name="fk_hr_team_leader_id",
            use_alter=True,
            deferrable=True,
            initially="DEFERRED",
        ).ddl_if(callable_=_never),
        Index("ix_hr_team_leader_id", "leader_id"),
        *searched("hr_team", "code", "name"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    leader_id: Mapped[EmployeeId | None]
    note: Mapped[Note | None]


class Employee(Record, Archivable):
    """A person on the staff, from ``hired_on`` to ``left_on``, both days included."""

    __tablename__ = "hr_employee"
    __table_args__ = (
        CheckConstraint("code ~ '^[A-Z0-9]{3,10}$'", name="code"),
        CheckConstraint("left_on >= hired_on", name="left_on"),
        CheckConstraint("born_on < hired_on", name="born_on"),
        UniqueConstraint("id", "team_id", name="uq_hr_employee_id_team_id"),
        Index("ix_hr_employee_team_id", "team_id"),
        Index("ix_hr_employee_name", text("fold(last_name)"), text("fold(first_name)"), "id"),
        *searched("hr_employee", "code", "last_name", "first_name"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    last_name: Mapped[Name]
    first_name: Mapped[Name | None]
    hired_on: Mapped[Day]
    left_on: Mapped[Day | None]
    team_id: Mapped[TeamId | None] = mapped_column(ForeignKey("hr_team.id"))
    staff_kind: Mapped[StaffKind] = mapped_column(default=StaffKind.PERMANENT)
    department: Mapped[Department | None]
    job_title: Mapped[Name | None]
    sex: Mapped[Sex | None]
    born_on: Mapped[Day | None]
    birth_place: Mapped[Name | None]
    phone: Mapped[Phone | None]
    email: Mapped[Email | None]
    address: Mapped[Note | None]
    cnps_number: Mapped[Code | None] = mapped_column(unique=True)
    note: Mapped[Note | None]

    def has_left(self, day: dt.date) -> bool:
        """Whether the last day of work lies before ``day``."""
        return self.left_on is not None and self.left_on < day
