"""What a person may type and see of the staff."""

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from fofal_server.core.fields import Code, Day, Email, Flag, Moment, Name, Note, Phone
from fofal_server.core.resource import Read, Write
from fofal_server.hr.models import Department, EmployeeId, Sex, StaffKind, TeamId


def _matricule(value: str) -> str:
    if not re.fullmatch(r"[A-Z0-9]{3,10}", value):
        raise PydanticCustomError("matricule", "3 to 10 characters A-Z and 0-9")
    return value


Matricule = Annotated[Code, AfterValidator(_matricule)]


class EmployeeWrite(Write):
    code: Matricule
    last_name: Name
    first_name: Name | None = None
    hired_on: Day
    left_on: Day | None = None
    team_id: TeamId | None = None
    staff_kind: StaffKind = StaffKind.PERMANENT
    department: Department | None = None
    job_title: Name | None = None
    sex: Sex | None = None
    born_on: Day | None = None
    birth_place: Name | None = None
    phone: Phone | None = None
    email: Email | None = None
    address: Note | None = None
    cnps_number: Code | None = None
    note: Note | None = None
    archived: Flag = False


class EmployeeRead(EmployeeWrite, Read):
    created_at: Moment
    updated_at: Moment


class TeamWrite(Write):
    code: Code
    name: Name
    leader_id: EmployeeId | None = None
    note: Note | None = None
    archived: Flag = False


class TeamRead(TeamWrite, Read):
    created_at: Moment
    updated_at: Moment
