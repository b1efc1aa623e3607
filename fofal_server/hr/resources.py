"""The staff as resources."""

from fofal_server.core.resource import Crud, Resource
from fofal_server.hr import reach, schemas, services
from fofal_server.hr.models import Employee, Team

PERSONAL = (
    "sex", "born_on", "birth_place", "phone", "email", "address", "cnps_number", "note",
)  # fmt: skip
"""What concerns the person rather than the work; seen and typed by who holds ``hr.employees:personal``."""

EMPLOYEES = Resource(
    name="hr.employees",
    model=Employee,
    read=schemas.EmployeeRead,
    write=schemas.EmployeeWrite,
    title=("code", "last_name", "first_name"),
    icon="mdi6.account-hard-hat",
    columns=("code", "last_name", "first_name", "team_id", "job_title", "staff_kind", "hired_on", "left_on"),
    filters=(
        "code", "last_name", "first_name", "team_id", "hired_on", "left_on", "staff_kind", "department", "job_title",
        "sex", "born_on",
    ),
    sort=("last_name", "first_name"),
    sections=(
        ("identity", ("code", "last_name", "first_name", "sex", "born_on", "birth_place", "cnps_number")),
        ("work", ("hired_on", "left_on", "team_id", "department", "job_title", "staff_kind", "archived")),
        ("contact", ("phone", "email", "address", "note")),
    ),
    crud=Crud(prepare=services.check_employee, remove=services.check_no_leader),
    private=dict.fromkeys(PERSONAL, "personal"),
    scope=reach.employees,
    secret=("personal",),
    attachments_need="personal",  # the scan of an identity card tells what these fields tell
)  # fmt: skip

TEAMS = Resource(
    name="hr.teams",
    model=Team,
    read=schemas.TeamRead,
    write=schemas.TeamWrite,
    icon="mdi6.account-group",
    columns=("code", "name", "leader_id", "note"),
    filters=("code", "name", "leader_id"),
    sort=("code",),
    crud=Crud(prepare=services.check_team),
    scope=reach.teams,
    follows=("hr.employees",),
)

RESOURCES = (EMPLOYEES, TEAMS)
